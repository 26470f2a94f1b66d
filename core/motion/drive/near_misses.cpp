// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/near_misses.h"

#include <algorithm>
#include <cmath>

namespace mw::motion {
namespace {

constexpr double kRounding_m = 1e-3;
constexpr double kTouch_m = 0.02;  // so deep two bodies overlap that are meant to be near

/// On one road, or one on the way off it.
bool sharesRoad(const VehicleRun& a, const VehicleRun& b) {
  if (a.fleet->roads != b.fleet->roads) return false;
  const auto touches = [](const VehicleRun& who, const RoadLeg& leg) {
    const RoadLeg back{leg.to, leg.from};
    return who.isBoundFor(leg) || who.isBoundFor(back) ||
           (who.left_leg && (*who.left_leg == leg || *who.left_leg == back));
  };
  const bool by_legs = std::any_of(a.legs.begin(), a.legs.end(), [&](const RoadLeg& leg) { return touches(b, leg); });
  return by_legs || (a.left_leg && touches(b, *a.left_leg));
}

bool passesNode(const VehicleRun& driving, const VehicleRun& standing) {
  if (driving.fleet->roads != standing.fleet->roads) return false;
  const auto ends = [&](const RoadLeg& leg) { return leg.to == standing.node || leg.from == standing.node; };
  return std::any_of(driving.legs.begin(), driving.legs.end(), ends) || (driving.left_leg && ends(*driving.left_leg));
}

bool isMeant(const VehicleRun& a, const VehicleRun& b) {
  if (!a.is_driving) return passesNode(b, a);
  if (!b.is_driving) return passesNode(a, b);
  return sharesRoad(a, b);
}

}  // namespace

NearMisses::NearMisses(const factory::Factory& factory, std::span<const DrivenFleet> fleets,
                       std::span<const StandingBox> standing)
    : standing_(standing), served_(fleets.size()), fleets_(fleets) {
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    for (std::size_t fleet = 0; fleet < fleets.size(); ++fleet) {
      const factory::RoadNetwork& network = fleets[fleet].network;
      const bool is_served =
          std::any_of(factory.flows().begin(), factory.flows().end(), [&](const factory::Flow& flow) {
            return (flow.from == i || flow.to == i) && factory::isByVehicle(flow) &&
                   factory::fleetOf(factory, flow) == fleet;
          });
      const std::size_t node = network.stopOf(factory.elements()[i]);
      if (node == factory::kNoIndex) continue;
      if (!is_served && network.nodes[node].element != factory.elements()[i].id) continue;
      served_[fleet].insert({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(node)});
    }
  }
}

void NearMisses::look(double time_s, std::span<const VehicleRun> vehicles, std::span<const Footprint> footprints) {
  ++looks_;
  for (std::uint32_t a = 0; a < vehicles.size(); ++a) {
    for (std::uint32_t b = a + 1; b < vehicles.size(); ++b) {
      const double clearance_m = std::max(vehicles[a].fleet->clearance_m, vehicles[b].fleet->clearance_m);
      if (!vehicles[a].is_driving && !vehicles[b].is_driving) continue;
      if (!isNear(footprints[a], footprints[b], clearance_m)) continue;
      const double least_m = isMeant(vehicles[a], vehicles[b]) ? -kTouch_m : clearance_m - kRounding_m;
      const double apart_m = gap_m(footprints[a], footprints[b]);
      if (apart_m < least_m) note({a, false, b}, time_s, apart_m);
    }
    if (vehicles[a].is_driving) lookAround(a, vehicles[a], footprints[a], time_s);
  }
}

void NearMisses::lookAround(std::uint32_t index, const VehicleRun& vehicle, const Footprint& footprint, double time_s) {
  for (const StandingBox& standing : standing_) {
    if (!isNear(footprint, standing.box, vehicle.fleet->clearance_m)) continue;
    const bool is_served = serves(vehicle, standing.element);
    if (is_served && vehicle.fleet->network.is_straight) continue;
    const double least_m = is_served ? -kTouch_m : vehicle.fleet->clearance_m - kRounding_m;
    const double apart_m = gap_m(footprint, standing.box);
    if (apart_m < least_m) note({index, true, standing.element}, time_s, apart_m);
  }
}

bool NearMisses::serves(const VehicleRun& vehicle, std::uint32_t element) const {
  const auto& served = served_[static_cast<std::size_t>(vehicle.fleet - fleets_.data())];
  const auto ends = [&](const RoadLeg& leg) {
    return served.contains({element, leg.from}) || served.contains({element, leg.to});
  };
  return std::any_of(vehicle.legs.begin(), vehicle.legs.end(), ends) || (vehicle.left_leg && ends(*vehicle.left_leg));
}

void NearMisses::note(const PairKey& key, double time_s, double gap_m) {
  const double apart_m = std::max(0.0, gap_m);
  const auto [known, is_new] = pairs_.try_emplace(key, Pair{found_.size(), looks_});
  if (is_new) {
    found_.push_back({key.vehicle, key.is_element, key.other, time_s, apart_m, 1});
    return;
  }
  NearMiss& miss = found_[known->second.found];
  if (known->second.look + 1 < looks_) ++miss.n;
  known->second.look = looks_;
  if (apart_m >= miss.gap_m) return;
  miss.gap_m = apart_m;
  miss.time_s = time_s;
}

}  // namespace mw::motion
