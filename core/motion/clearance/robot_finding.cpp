// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/robot_finding.h"

#include <fmt/format.h>

namespace mw::motion {

layout::HallFinding robotFinding(const factory::Factory& factory, std::size_t robot, RobotTrouble trouble) {
  constexpr double kAboveFoot_m = 1;
  const factory::Pose& pose = factory.elements()[robot].pose;
  const Eigen::Vector3d at = trouble.at_m.value_or(Eigen::Vector3d(pose.x_m, pose.y_m, pose.z_m + kAboveFoot_m));
  layout::HallFinding found;
  found.finding.severity = Severity::Warning;
  found.finding.place.pointer = fmt::format("/elements/{}{}", robot, trouble.field);
  found.finding.cause = std::move(trouble.cause);
  found.finding.cure = std::move(trouble.cure);
  found.at_m = {at[0], at[1], at[2]};
  found.elements = {robot};
  found.elements.insert(found.elements.end(), trouble.others.begin(), trouble.others.end());
  return found;
}

}  // namespace mw::motion
