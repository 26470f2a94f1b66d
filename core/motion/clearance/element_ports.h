// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/motion/cell/robot_cell.h"

namespace mw::motion {

/// The ports of a robot of which nothing more is known than that it is one: where parts stand on what it takes from and
/// gives to, by the outlines of these, at the transport height; on vehicles the middle of their bed.
struct PlainPorts {
  std::vector<RobotPort> picks;
  std::vector<RobotPort> places;
};
/// Elements without a pose stand nowhere and are left out.
[[nodiscard]] PlainPorts plainPorts(const factory::Factory& factory, std::size_t robot);

}  // namespace mw::motion
