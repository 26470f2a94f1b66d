// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/clear_stops.h"

#include <algorithm>

#include "core/motion/drive/vehicle_stops.h"
#include "core/motion/drive/vehicle_way.h"

namespace mw::motion {
namespace {

constexpr double kStep_m = 0.2;  // along the way aside

}  // namespace

bool standsNear(std::span<const StandingBox> standing, const Footprint& place, double within_m) {
  return std::any_of(standing.begin(), standing.end(), [&](const StandingBox& each) {
    return isNear(place, each.box, within_m) && gap_m(place, each.box) < within_m;
  });
}

bool liesOnARoad(const DrivenFleet& fleet, const RoadLeg& beside, const Footprint& place) {
  const auto is_on = [&](std::uint32_t from, std::uint32_t to) {
    const RoadLane lane(fleet.network, from, to);
    const Footprint swept{lane.at(lane.length_m() / 2), lane.length_m() / 2, fleet.widest_m / 2, 0, place.top_m};
    return gap_m(place, swept) < kStandingGap_m;
  };
  for (std::uint32_t from = 0; from < fleet.next.size(); ++from) {
    for (const std::uint32_t to : fleet.next[from]) {
      const bool is_its_own = (from == beside.from && to == beside.to) || (from == beside.to && to == beside.from);
      if (!is_its_own && is_on(from, to)) return true;
    }
  }
  return false;
}

const std::vector<bool>& ClearStops::of(const DrivenFleet& fleet, const RoadLeg& leg) {
  const std::array<std::uint32_t, 4> key{fleet.first_vehicle, leg.from, leg.to, leg.is_stop ? 1U : 0U};
  const auto [known, is_new] = known_.try_emplace(key);
  if (is_new) known->second = lookedAt(fleet, leg);
  return known->second;
}

std::vector<bool> ClearStops::lookedAt(const DrivenFleet& fleet, const RoadLeg& leg) const {
  std::vector<bool> is_clear(VehicleStops::kMost, true);
  if (fleet.network.is_straight) return is_clear;
  VehicleRun run;
  run.fleet = &fleet;
  const RoadLane lane(fleet.network, leg.from, leg.to);
  const VehicleStops stops(lane, fleet, leg.is_stop);
  for (std::size_t stop = 0; stop < is_clear.size(); ++stop) {
    const WayEnd end = stops.endAt(stop);
    if (end.right_m == 0) continue;
    const bool is_near = end.before_m + end.right_m <= lane.length_m();
    is_clear[stop] = is_near && !liesOnARoad(fleet, leg, run.footprintAt(stops.at(stop)));
    DrivePath path(lane.at(std::max(0.0, lane.length_m() - end.before_m - pullIn_m(end))));
    pullIn(lane, end, fleet.speed_mps, fleet.limits.deceleration_mps2, path);
    for (double at_m = path.length_m(); at_m >= 0 && is_clear[stop]; at_m -= kStep_m) {
      is_clear[stop] = !standsNear(standing_, run.footprintAt(path.at(at_m)), kStandingGap_m);
    }
  }
  return is_clear;
}

}  // namespace mw::motion
