// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/factory/factory.h"

namespace mw::cosimulation {

/// One part that a robot carried.
struct RobotWork {
  std::uint32_t pick = 0;   ///< element from which it came, index in the factory
  std::uint32_t place = 0;  ///< element to which it went
  std::uint16_t part = 0;   ///< type, index in the factory

  bool operator==(const RobotWork&) const = default;
};

/// Of a robot that was not measured yet, while others are.
inline constexpr double kProvisionalCycle_s = 5;

/// What a robot does one after the other: n works as a run of the events has them, so in the shares and the order that
/// sources, routing and failures give. As many again before them are left out while lines fill; where a run of ten days
/// has fewer, they are repeated. Robots whose cycle is "motion" and not measured take kProvisionalCycle_s meanwhile.
///
/// @param robot  index of a robot
/// @throws InputError where the factory cannot run, or no part passes the robot; Cancelled
[[nodiscard]] std::vector<RobotWork> robotWorks(const factory::Factory& factory, std::size_t robot, std::size_t n,
                                                std::uint64_t seed, const std::stop_token& stop = {});

}  // namespace mw::cosimulation
