// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/motion/belt_line.h"
#include "core/motion/box_reach.h"

// How parts are held at the stops of their belt.

namespace mw::motion {
namespace {

constexpr double kSameLevel_m = 0.5;  // a conveyor may pass over itself

}  // namespace

/// The sensor sees a part before it touches the blade.
bool BeltLine::isAtStop(const Rider& rider) const {
  const ConveyorGeometry& geometry = laneAt(rider).geometry;
  if (rider.stops_passed >= geometry.stops.size()) return false;
  const Leg& stop = geometry.stops[rider.stops_passed];
  const auto [along_m, across_m] = stop.alongAndAcross_m(rider.state.position_m);
  const double above_m = rider.state.position_m[2] - stop.at(along_m, 0, 0)[2];
  const double reach_m = boxReach_m(rider.state, part_types_[rider.part.type].size_m, stop.direction());
  return along_m + reach_m >= -kStopGap_m && along_m <= reach_m && std::abs(across_m) <= geometry.width_m / 2 &&
         std::abs(above_m) < kSameLevel_m;
}

std::vector<PartAtStop> BeltLine::atStops() const {
  std::vector<PartAtStop> parts;
  for (const Rider& rider : riders_) {
    if (!rider.is_at_stop || rider.is_fallen) continue;
    parts.push_back(
        {{laneAt(rider).geometry.element, rider.part.number}, static_cast<std::uint32_t>(rider.stops_passed)});
  }
  return parts;
}

void BeltLine::passStop(const PartAtStop& at) {
  const Rider* found = riderOf(at.part.part);
  if (found == nullptr || found->is_fallen || found->stops_passed != at.stop) return;
  Rider& rider = riders_[static_cast<std::size_t>(found - riders_.data())];
  ++rider.stops_passed;
  rider.is_at_stop = false;
  world_.passGate(rider.body);
  JamWatch::restart(rider, observed_s_);
  letMoveUp(at.part.conveyor);
}

}  // namespace mw::motion
