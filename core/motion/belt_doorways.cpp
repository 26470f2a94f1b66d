// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/motion/belt_line.h"

// How parts ride through the doors of enclosures.

namespace mw::motion {

/// Past the stop before the doorway.
void BeltLine::letIn(Rider& rider) {
  rider.is_going_in = true;
  rider.arrived_s.reset();
  world_.passGate(rider.body);
  JamWatch::restart(rider, observed_s_);
}

/// What has come to the end of a belt behind a door is inside.
void BeltLine::takeIn() {
  std::erase_if(riders_, [this](const Rider& rider) {
    if (!rider.is_going_in || rider.is_fallen) return false;
    const Leg& last = laneAt(rider).geometry.legs.back();
    if (last.alongAndAcross_m(rider.state.position_m)[0] < last.length_m) return false;
    world_.remove(rider.body);
    return true;
  });
}

bool BeltLine::isInDoorwayOf(std::uint32_t enclosure) const {
  return std::any_of(passages_.begin(), passages_.end(), [&](const factory::BeltPassage& passage) {
    return passage.enclosure == enclosure &&
           std::any_of(riders_.begin(), riders_.end(), [&](const Rider& rider) { return isUnderWay(rider, passage); });
  });
}

/// Until it is as far as the events say that the longest part has to go.
bool BeltLine::isUnderWay(const Rider& rider, const factory::BeltPassage& passage) const {
  const ConveyorGeometry& geometry = laneAt(rider).geometry;
  if (rider.is_fallen || geometry.element != passage.conveyor || rider.is_going_in != passage.is_in) return false;
  const Leg& leg = passage.is_in ? geometry.legs.back() : geometry.legs.front();
  const auto [along_m, across_m] = leg.alongAndAcross_m(rider.state.position_m);
  const double from_m = passage.is_in ? leg.length_m - passage.hold_m : 0;
  return along_m < from_m + passage.ride_m && (passage.is_in || std::abs(across_m) <= geometry.width_m / 2);
}

bool BeltLine::isAny(const std::function<bool(const PartPose&)>& is_so) const {
  return std::any_of(riders_.begin(), riders_.end(), [&](const Rider& rider) {
    return !rider.is_leaving &&
           is_so({rider.part.number, rider.part.type, rider.state.position_m, rider.state.orientation});
  });
}

bool BeltLine::hasFallen(std::uint32_t part) const {
  const Rider* rider = riderOf(part);
  return rider != nullptr && rider->is_fallen;
}

}  // namespace mw::motion
