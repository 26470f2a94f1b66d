// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/motion/plan/line_move.h"
#include "core/motion/plan/pick_place.h"
#include "core/motion/program/robot_programme.h"

namespace mw::motion {

/// At what a robot works through its programme.
struct TaughtWork {
  double speed = 1;         ///< share of full speed in (0, 1], as in the field "speed" of the robot
  double part_mass_kg = 0;  ///< of what it grips
  LineLimits line;          ///< of straight lines, at full speed
};

/// Where a robot stands when it has worked through its programme, and so where the next cycle starts: the pose of the
/// last move. None when nothing moves.
[[nodiscard]] std::optional<JointVector> taughtEnd(const RobotProgramme& programme);

/// Works out a taught programme: step i of the plan is step i of the programme, so that times and places can be told of
/// each. Moves by joints take S-curves (JointMove), straight lines the limits of the tip (planLine); a line that a
/// joint cannot keep up with is taken as much slower as it needs. Gripping and releasing happen at rest and take the
/// times of the gripper.
///
///   T = sum of motions + n_grips grip_s + n_releases release_s + sum of waits
///
/// @param inverse    of the arm with its gripper on (withGripper)
/// @param programme  as read; whether it carries a part is another question (pickPlaceGap)
/// @param start_rad  where the arm stands, at rest; taughtEnd() for cycles that follow on each other
/// @returns status Unreachable with the reason in words, e.g. `step 3, to "at": axis 3 stands 4.0 deg beyond its
///          range`, for poses beyond the ranges, lines that leave the reach or pass a singular posture, and lines that
///          end in another posture than the recorded one; TooHeavy as planPickPlace has it. `failed_step` says where.
[[nodiscard]] PickPlacePlan planTaught(InverseKinematics& inverse, const Gripper& gripper,
                                       const RobotProgramme& programme, const JointVector& start_rad,
                                       const TaughtWork& work = {});

}  // namespace mw::motion
