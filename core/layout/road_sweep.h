// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/layout/body.h"

namespace mw::layout {

/// What vehicles of one fleet pass through on one road: a band as wide as the vehicles with their loads in their lanes,
/// half a vehicle longer than the road at both ends, as high as the vehicle. Where roads meet at an angle the bands of
/// the two stand for the turn.
struct SweptRoad {
  std::string fleet;
  std::string from;  ///< ids of the nodes
  std::string to;
  Block band;
  std::vector<std::size_t> served;  ///< elements with their stop at one of the ends: vehicles drive up to these
};

/// All roads of all fleets that have a network. Where a fleet drives straight from element to element nobody has said
/// where the ways are, and nothing is swept.
/// @param first_owner  owner of the first band; those that follow count up
[[nodiscard]] std::vector<SweptRoad> sweptRoads(const factory::Factory& factory, std::size_t first_owner);

}  // namespace mw::layout
