// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/factory/factory.h"
#include "core/motion/drive/footprint_gap.h"

namespace mw::motion {

/// What of an element stands in the way of vehicles.
struct StandingBox {
  std::uint32_t element = 0;  ///< index in the factory
  Footprint box;
};

/// Elements with the size that the factory gives them; of those it gives none, only conveyors, with their belts, and
/// robots: another extent is a guess, which nobody keeps clear of.
/// @throws InputError naming a conveyor that can't be built
[[nodiscard]] std::vector<StandingBox> standingBoxes(const factory::Factory& factory);

}  // namespace mw::motion
