// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/factory/factory.h"
#include "core/motion/motion_state.h"

namespace mw::cosimulation {

/// A vehicle for people: "agv 2"; of a fleet of one, "agv".
/// @param vehicle  numbered through all fleets
[[nodiscard]] std::string vehicleName(std::uint32_t vehicle, const factory::Factory& factory);

/// The id of a node, as the vehicle's network numbers it.
[[nodiscard]] std::string nodeName(std::uint32_t vehicle, std::uint32_t node, const factory::Factory& factory);

/// A sentence for people: "vehicle agv 2 stands in the way of vehicle agv 1 before "west" from 12.40 s on, for 70 s".
[[nodiscard]] std::string standstillText(const motion::Standstill& standstill, const factory::Factory& factory);

/// A sentence for people: "vehicle agv 1 came within 0.12 m of vehicle agv 2 at 12.40 s, and came near 3 times in all".
[[nodiscard]] std::string nearMissText(const motion::NearMiss& miss, const factory::Factory& factory);

}  // namespace mw::cosimulation
