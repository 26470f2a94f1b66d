// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// A posture of the arm that was recorded under a name.
struct RobotPose {
  std::string name;
  JointVector q_rad = JointVector::Zero();

  bool operator==(const RobotPose&) const = default;
};

/// One line of a taught programme.
struct ProgrammeStep {
  enum class Kind {
    MoveJoints,  ///< to a pose, all joints together
    MoveLine,    ///< to a pose, the tip along a straight line
    Grip,
    Release,
    Wait,
  };

  Kind kind = Kind::MoveJoints;
  std::string to;     ///< of a move: name of the pose
  double speed = 1;   ///< of a move: share in (0, 1] of the speed at which the robot works
  double wait_s = 0;  ///< of a wait

  [[nodiscard]] bool isMove() const { return kind == Kind::MoveJoints || kind == Kind::MoveLine; }
  bool operator==(const ProgrammeStep&) const = default;
};

/// What a robot was taught, the field "programme" of a robot:
///
///   "programme": {
///     "poses": {"above": {"q_deg": [0, -90, 90, 0, 90, 0]}, "at": {"q_deg": [0, -70, 95, 0, 65, 0]}},
///     "steps": [{"move": "joint", "to": "above"}, {"move": "line", "to": "at", "speed": 0.5}, {"grip": true},
///               {"wait_s": 0.2}, {"move": "line", "to": "above"}, {"release": true}]}
///
/// Poses are joint angles from the base to the flange, so they hold for this arm whatever gripper it carries.
struct RobotProgramme {
  std::vector<RobotPose> poses;  ///< in the order in which they were written
  std::vector<ProgrammeStep> steps;

  /// @returns null when there is none of this name
  [[nodiscard]] const RobotPose* findPose(std::string_view name) const;
  bool operator==(const RobotProgramme&) const = default;
};

/// @param programme  the value of the field; null = nothing taught
/// @param pointer    JSON pointer of that field, for messages
/// @throws InputError with all findings: unknown keys, wrong values, a step that says two things or none, a move to a
///         pose that was not recorded
[[nodiscard]] RobotProgramme readProgramme(const Json& programme, const std::string& pointer);

/// The same for a robot element; empty when it was taught nothing.
[[nodiscard]] RobotProgramme taughtProgramme(const factory::Element& robot, const std::string& pointer);

/// As the factory file has it, angles to a millionth of a degree; what is as usual is left out.
[[nodiscard]] Json writeProgramme(const RobotProgramme& programme);

/// What a programme lacks to carry one part per cycle, a sentence for people; empty when it lacks nothing. It grips a
/// part that it does not hold, lets it go before the end, and moves in between.
[[nodiscard]] std::string pickPlaceGap(const RobotProgramme& programme);

}  // namespace mw::motion
