// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/motion/junction_way.h"

namespace mw::motion {

/// A part at a junction: on its way over it, just behind it, or waiting before it.
struct CrossingPart {
  const JunctionWay* way = nullptr;
  double along_m = 0;    ///< of its middle on its way
  double speed_mps = 0;  ///< along it
  double length_m = 0;
  double width_m = 0;
  bool is_driven = true;  ///< what carries it brings it to its speed; else it stays as fast as it is
};

/// What comes of a part that is let over now, as belts drive it and those on their way from here on: each at the speed
/// of what bears it, sped up by friction alone.
///
/// @param others  those let over before it and those just behind the junction
/// @returns after how many seconds its middle is over the junction; none where two footprints come nearer than 1 cm
/// before it has left
[[nodiscard]] std::optional<double> timeToBeOver_s(const CrossingPart& part, std::span<const CrossingPart> others);

}  // namespace mw::motion
