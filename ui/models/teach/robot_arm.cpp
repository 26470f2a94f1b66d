// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/teach/robot_arm.h"

#include <fmt/format.h>

#include "core/motion/arm/arm_reader.h"
#include "core/motion/cell/robot_cell.h"
#include "core/motion/program/taught_plan.h"

namespace mw::models {
namespace {

motion::JointVector inFront(motion::InverseKinematics& inverse) {
  const motion::Arm& arm = inverse.arm();
  const motion::JointVector middle_rad = (lowerLimits_rad(arm) + upperLimits_rad(arm)) / 2;
  const double length_m = stretchedLength_m(arm);
  // Nearer and nearer, until it is well within reach.
  for (const double share : {0.42, 0.36, 0.30, 0.24}) {
    const auto found = elbowUpPosture(inverse, motion::pointingDown({share * length_m, 0, 0.24 * length_m}, 0));
    if (found.status == motion::InverseStatus::Found) return found.q_rad;
  }
  return middle_rad;
}

}  // namespace

motion::JointVector restPosture(const factory::Factory& factory, std::size_t robot, const motion::Arm& mounted,
                                const std::filesystem::path& folder) {
  const std::string pointer = fmt::format("/elements/{}", robot);
  if (const auto taught_rad = taughtEnd(motion::taughtProgramme(factory.elements()[robot], pointer)))
    return *taught_rad;
  motion::InverseKinematics inverse(mounted);
  if (!factory.parts().empty()) {
    const motion::RobotCell cell = motion::robotCell(factory, robot, factory.parts(), folder);
    if (!cell.picks.empty() && !cell.places.empty()) {
      const motion::InverseResult ready =
          readyPosture(inverse, programmeOf(cell, cell.picks.front(), cell.places.front(), factory.parts().front()));
      if (ready.reaches()) return ready.q_rad;
    }
  }
  return inFront(inverse);
}

RobotArm robotArm(const factory::Factory& factory, std::size_t robot, const std::filesystem::path& folder) {
  const factory::Element& element = factory.elements()[robot];
  RobotArm arm;
  arm.bare = motion::armOf(element, fmt::format("/elements/{}", robot), folder);
  arm.gripper = motion::readGripper(element.has("gripper") ? element.fields["gripper"] : Json());
  arm.mounted = motion::withGripper(arm.bare, arm.gripper);
  arm.rest_rad = restPosture(factory, robot, arm.mounted, folder);
  return arm;
}

}  // namespace mw::models
