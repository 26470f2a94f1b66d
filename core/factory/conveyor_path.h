// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// A straight piece of a conveyor's centre line, or a level bend between two of them, in the conveyor's own frame.
struct ConveyorPiece {
  std::array<double, 3> start_m{};
  double yaw_rad = 0;    ///< heading at its start
  double slope_rad = 0;  ///< above 0 it climbs; 0 in a bend
  double length_m = 0;   ///< along the slope or along the arc
  double turn_rad = 0;   ///< of a bend, to the left; 0: straight

  [[nodiscard]] bool isBend() const { return turn_rad != 0; }
  /// Of a bend.
  [[nodiscard]] double radius_m() const { return length_m / std::abs(turn_rad); }
};

/// The pieces of a conveyor in order: its length_m, centred along x, or its path. Where the path turns and the conveyor
/// has a bend_radius_m, an arc of that radius that touches both legs takes the place of the corner:
///
///   arc = radius turn,   each leg gets shorter by radius tan(turn / 2)
///
/// A length of 0 or less is a leg that is too short for its bends; see pathProblem().
[[nodiscard]] std::vector<ConveyorPiece> conveyorPieces(const Element& conveyor);

/// Way of a part over the conveyor: the sum of its pieces.
[[nodiscard]] double conveyorLength_m(const Element& conveyor);

/// What is wrong with a path with bends, and what to do about it.
struct PathProblem {
  std::string cause;
  std::string cure;
};
[[nodiscard]] std::optional<PathProblem> pathProblem(const Element& conveyor);

}  // namespace mw::factory
