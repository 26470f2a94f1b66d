// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/layout/hall_finding.h"

namespace mw::motion {

/// What a robot cannot do, and what helps.
struct RobotTrouble {
  std::string field;  ///< of the robot, as the end of a pointer: "/pose"; empty for the robot as a whole
  std::string cause;
  std::string cure;
  std::optional<Eigen::Vector3d> at_m;  ///< in the hall; above the robot's foot where it has no place of its own
  std::vector<std::size_t> others;      ///< elements that take part
};
/// As a warning at the robot.
[[nodiscard]] layout::HallFinding robotFinding(const factory::Factory& factory, std::size_t robot,
                                               RobotTrouble trouble);

}  // namespace mw::motion
