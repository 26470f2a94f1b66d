// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/motion/drive/vehicle_run.h"

namespace mw::motion {

/// What others let a vehicle do.
struct FreeWay {
  double speed_mps = 0;                  ///< at the end of the step at most
  std::optional<std::uint32_t> blocker;  ///< the vehicle for which this one must stand
};

/// A vehicle keeps its clearance, whatever those ahead of it do.
///
/// Ahead are those on the same road, those that have just left it, and, where two roads lead into the one it takes, who
/// is nearer to the node: the bumpers stay clearance_m apart when that one brakes as hard as it can (see
/// fastestWithin()). It stops for bodies on its path. One that stands lets those pass that come by before it sets out.
[[nodiscard]] FreeWay freeWayOf(std::span<const VehicleRun> vehicles, std::size_t self, double step_s);

}  // namespace mw::motion
