// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/motion/arm/arm_motion.h"
#include "core/motion/arm/gripper.h"
#include "core/motion/kdl/inverse_kinematics.h"

namespace mw::motion {

/// Where a part lies or is put: the middle of its top, and how it is turned about the vertical. In the arm's base.
struct PartPlace {
  Eigen::Vector3d top_m = Eigen::Vector3d::Zero();
  double yaw_rad = 0;
};

/// One pick and one place with the gripper pointing down: above the part, down to it, close, up, over to above the
/// place, down, open, up. A cycle begins and ends above the place, so cycles follow on each other.
struct PickPlaceProgramme {
  std::array<double, 3> part_size_m{0.1, 0.1, 0.1};
  double part_mass_kg = 1;
  PartPlace pick;
  PartPlace place;
  double approach_m = 0.1;    ///< height above pick and place from which the gripper comes down
  double clearance_m = 1e-3;  ///< the part is let go this much above its place
  double speed = 1;           ///< share of full speed in (0, 1]
};

enum class PlanStatus { Ok, Unreachable, TooHeavy };

/// A programme worked out for one arm: motions and waits, in order.
struct PickPlacePlan {
  enum class Action { None, Grip, Release };
  struct Step {
    std::shared_ptr<const ArmMotion> motion;  ///< then the action, then the wait
    Action action = Action::None;
    double wait_s = 0;
  };

  PlanStatus status = PlanStatus::Ok;
  std::string reason;    ///< when not Ok, a sentence for people: which pose, and by how much
  int failed_step = -1;  ///< of a taught programme, when not Ok: index of the step that cannot be done
  std::vector<Step> steps;
  JointVector start_rad = JointVector::Zero();
  JointVector end_rad = JointVector::Zero();
  double duration_s = 0;  ///< by the profiles: motions and waits one after the other
};

/// The plan of a robot whose speed, a share of full speed, is not above 0: none, with the reason.
[[nodiscard]] std::optional<PickPlacePlan> refusalOfSpeed(double speed);

/// Works out a programme by joint moves with S-curves.
///
/// @param inverse    of the arm with its gripper on (withGripper)
/// @param start_rad  where the arm stands, at rest; the posture above the place of the cycle before
[[nodiscard]] PickPlacePlan planPickPlace(InverseKinematics& inverse, const Gripper& gripper,
                                          const PickPlaceProgramme& programme, const JointVector& start_rad);

// The same piece by piece, for an arm that waits in between and finds its part elsewhere than it was thought.

/// From anywhere to above the part.
[[nodiscard]] PickPlacePlan planApproach(InverseKinematics& inverse, const PickPlaceProgramme& programme,
                                         const JointVector& start_rad);
/// From above the part down to it, close, up.
[[nodiscard]] PickPlacePlan planPick(InverseKinematics& inverse, const Gripper& gripper,
                                     const PickPlaceProgramme& programme, const JointVector& start_rad);
/// With the part to above the place.
[[nodiscard]] PickPlacePlan planCarry(InverseKinematics& inverse, const PickPlaceProgramme& programme,
                                      const JointVector& start_rad);
/// From above the place down to it, open, up.
[[nodiscard]] PickPlacePlan planPlace(InverseKinematics& inverse, const Gripper& gripper,
                                      const PickPlaceProgramme& programme, const JointVector& start_rad);

/// The posture above the place, from which cycles of this programme start: elbowUpPosture().
[[nodiscard]] InverseResult readyPosture(InverseKinematics& inverse, const PickPlaceProgramme& programme);

/// The posture for a pose that is nearest to the middle of the ranges, or the one with the elbow folded over where that
/// carries the elbow higher: clear of what the arm works at.
[[nodiscard]] InverseResult elbowUpPosture(InverseKinematics& inverse, const Eigen::Isometry3d& X_BF);

}  // namespace mw::motion
