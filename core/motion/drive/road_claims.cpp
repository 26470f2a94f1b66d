// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/road_claims.h"

#include <algorithm>
#include <cmath>

#include "core/motion/drive/vehicle_way.h"

namespace mw::motion {
namespace {

constexpr double kPlace_m = 0.05;   // apart
constexpr double kTurn_rad = 0.05;  // between two places at most
constexpr double kAhead_m = 0.5;    // of what is needed to stop
constexpr double kPassing_m = 8;    // on which it has passed one
constexpr double kTight_s = 1;      // that a vehicle stands for another before it creeps past
constexpr double kLeast_m = 0.1;    // the error of two rows of places
constexpr double kRounding_m = 1e-3;
constexpr double kSlack_m = 0.01;

bool isUsed(const VehicleRun& run, const RoadLeg& leg) {
  if (!run.is_driving) return false;
  const RoadLane first = laneOf(run, run.legs.front());
  const bool is_before = run.v_mps == 0 && run.claim_m - run.along_m < kSlack_m &&
                         first.alongAndAcross_m(run.travelPose())[0] < cornerOf_m(first);
  double from_m = 0;
  for (const RoadLeg& each : run.legs) {
    if (from_m > run.claim_m) return false;
    if (each == leg) return !(is_before && &each == &run.legs.front());
    from_m = each.node_m;
  }
  return false;
}

/// Both on the same road, and it is behind me: it drives away.
bool hasPassed(const VehicleRun& me, const RoadLeg& on, const VehicleRun& other) {
  const bool are_on = !me.legs.empty() && me.legs.front() == on && other.legs.front() == RoadLeg{on.to, on.from};
  if (!are_on) return false;
  const RoadLane lane = laneOf(me, on);
  const double mine_m = lane.alongAndAcross_m(me.travelPose())[0];
  return mine_m > 0 && lane.alongAndAcross_m(other.travelPose())[0] < mine_m;
}

std::optional<std::uint32_t> whoComes(std::span<const VehicleRun> vehicles, std::size_t self, double along_m) {
  const VehicleRun& me = vehicles[self];
  const auto on = std::find_if(me.legs.begin(), me.legs.end(),
                               [&](const RoadLeg& leg) { return along_m <= leg.node_m + kSlack_m; });
  if (on == me.legs.end()) return std::nullopt;
  const bool goes_aside_there = me.aside == Aside::Going && on == me.legs.begin();
  return goes_aside_there ? std::nullopt : whoComesOn(vehicles, self, *on);
}

/// The next length at which the claim may end.
double mayEndAt_m(const VehicleRun& run, double beyond_m) {
  double at_m = beyond_m;
  for (const auto& [from_m, to_m] : run.crossings) {
    if (at_m > from_m + kSlack_m && at_m < to_m) at_m = to_m;
  }
  return std::min(at_m, run.path.length_m());
}

void addPlaces(const VehicleRun& run, double from_m, double to_m, std::vector<Claimed>& places) {
  const FloorPose a = run.path.at(from_m);
  const FloorPose b = run.path.at(to_m);
  const bool is_close = to_m - from_m <= kPlace_m && std::abs(turnBetween_rad(a.yaw_rad, b.yaw_rad)) <= kTurn_rad;
  if (!is_close && to_m - from_m > kPlace_m / 64) {
    const double steps = std::max(2.0, std::ceil((to_m - from_m) / kPlace_m));
    for (double i = 0; i < steps; ++i) {
      addPlaces(run, from_m + (to_m - from_m) * i / steps, from_m + (to_m - from_m) * (i + 1) / steps, places);
    }
    return;
  }
  places.push_back({to_m, run.footprintAt(b)});
}

/// A box and what a vehicle claims; within_m where it is not as near as that.
double nearest_m(const VehicleRun& run, const Footprint& box, double within_m) {
  if (run.claimed.empty()) return within_m;
  const double reach_m = box.radius_m() + run.claimed.front().box.radius_m() + within_m;
  if (!run.claimed_span.isWithin(box.pose, reach_m)) return within_m;
  double nearest = within_m;
  for (const Claimed& place : run.claimed) {
    if (isNear(box, place.box, nearest)) nearest = std::min(nearest, gap_m(box, place.box));
  }
  return nearest;
}

/// But for the first, on which it is.
std::optional<std::uint32_t> whoIsOn(std::span<const VehicleRun> vehicles, std::size_t self,
                                     std::span<const Claimed> places, Nearness nearness) {
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (const auto other = whoClaims(vehicles, self, places[i].box, nearness)) return other;
  }
  return std::nullopt;
}

void setClaimed(VehicleRun& run, std::vector<Claimed>&& places) {
  run.claimed = std::move(places);
  run.claimed_span = {};
  for (const Claimed& place : run.claimed) run.claimed_span.add(place.box.pose);
}

/// Whether I get past one that stands nearer to my way than our clearance; else I stay away from it.
bool canPass(std::span<const VehicleRun> vehicles, std::size_t self, std::uint32_t other) {
  const VehicleRun& me = vehicles[self];
  const double apart_m = std::max(me.fleet->apart_m, vehicles[other].fleet->apart_m) - kRounding_m;
  const double to_m = std::min(me.claim_m + kPassing_m, me.path.length_m());
  const std::vector<Claimed> places = placesAlong(me, me.claim_m, to_m);
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (i > 1 && nearest_m(vehicles[other], places[i].box, apart_m) >= apart_m) return true;
    if (whoClaims(vehicles, self, places[i].box, Nearness::TightToStanding)) return false;
  }
  return true;
}

}  // namespace

std::vector<Claimed> placesAlong(const VehicleRun& run, double from_m, double to_m) {
  std::vector<Claimed> places{{from_m, run.footprintAt(run.path.at(from_m))}};
  if (to_m > from_m) addPlaces(run, from_m, to_m, places);
  return places;
}

std::optional<std::uint32_t> whoComesOn(std::span<const VehicleRun> vehicles, std::size_t self, const RoadLeg& on) {
  const VehicleRun& me = vehicles[self];
  if (!laneOf(me, on).isSingle()) return std::nullopt;
  for (std::uint32_t k = 0; k < vehicles.size(); ++k) {
    if (k == self || vehicles[k].fleet->roads != me.fleet->roads) continue;
    if (isUsed(vehicles[k], {on.to, on.from}) && !hasPassed(me, on, vehicles[k])) return k;
  }
  return std::nullopt;
}

void claimPlace(VehicleRun& run) {
  run.claim_m = run.along_m;
  setClaimed(run, {{run.along_m, run.footprintAt(run.travelPose())}});
}

void giveBack(VehicleRun& run) {
  const auto left = std::find_if(run.claimed.begin(), run.claimed.end(),
                                 [&](const Claimed& place) { return place.along_m > run.along_m; });
  if (left - run.claimed.begin() > 1) setClaimed(run, {left - 1, run.claimed.end()});
}

std::optional<std::uint32_t> whoClaims(std::span<const VehicleRun> vehicles, std::size_t self, const Footprint& box,
                                       Nearness nearness) {
  for (std::uint32_t k = 0; k < vehicles.size(); ++k) {
    if (k == self) continue;
    const double apart_m = std::max(vehicles[self].fleet->apart_m, vehicles[k].fleet->apart_m) - kRounding_m;
    const bool is_tight =
        nearness == Nearness::Tight || (nearness == Nearness::TightToStanding && vehicles[k].v_mps == 0);
    const double need_m = is_tight ? std::min(kTight_m, apart_m) : apart_m;
    const double near_m = nearest_m(vehicles[k], box, need_m);
    if (near_m >= need_m) continue;
    // Who is nearer already may drive off.
    if (near_m < kLeast_m || vehicles[self].claimed.empty() ||
        near_m < nearest_m(vehicles[k], vehicles[self].claimed.front().box, need_m) - kRounding_m) {
      return k;
    }
  }
  return std::nullopt;
}

std::optional<std::uint32_t> claimOn(std::span<VehicleRun> vehicles, std::size_t self, double step_s) {
  VehicleRun& me = vehicles[self];
  const double v_mps = me.v_mps + me.fleet->limits.acceleration_mps2 * step_s;
  const double need_m = stoppingDistance_m(v_mps, me.fleet->limits.deceleration_mps2) + v_mps * step_s + kAhead_m;
  const double wanted_m = std::min(me.along_m + need_m, me.path.length_m());
  while (me.claim_m < wanted_m) {
    const double to_m = mayEndAt_m(me, std::min(me.claim_m + kPlace_m, me.path.length_m()));
    if (const auto comes = whoComes(vehicles, self, to_m)) return comes;
    std::vector<Claimed> places = placesAlong(me, me.claim_m, to_m);
    std::optional<std::uint32_t> other = whoIsOn(vehicles, self, places, Nearness::Clear);
    const bool may_creep = me.aside == Aside::Going || me.held_up_s > kTight_s;
    if (other && may_creep && vehicles[*other].v_mps == 0 && canPass(vehicles, self, *other)) {
      other = whoIsOn(vehicles, self, places, Nearness::TightToStanding);
      if (!other) me.tight_m = to_m - me.along_m;
    }
    if (other) return other;
    me.claimed.insert(me.claimed.end(), places.begin() + 1, places.end());
    for (const Claimed& place : places) me.claimed_span.add(place.box.pose);
    me.claim_m = to_m;
  }
  return std::nullopt;
}

bool changeWay(std::span<VehicleRun> vehicles, std::size_t self, VehicleRun&& other_way) {
  VehicleRun& me = vehicles[self];
  const double need_m = me.v_mps > 0 ? stoppingDistance_m(me.v_mps, me.fleet->limits.deceleration_mps2) + kSlack_m : 0;
  if (need_m > other_way.path.length_m() + kSlack_m) return false;
  const double had_m = std::min(std::max(need_m, me.claim_m - me.along_m), other_way.path.length_m());
  std::vector<Claimed> places = placesAlong(other_way, 0, had_m);
  auto end = std::find_if(places.begin() + 1, places.end(), [&](const Claimed& place) {
    return whoClaims(vehicles, self, place.box, Nearness::Tight).has_value();
  });
  if (end != places.end() && (end - 1)->along_m < need_m) return false;
  if (mayEndAt_m(other_way, (end - 1)->along_m) > (end - 1)->along_m) {
    end = std::find_if(places.begin() + 1, places.end(),
                       [&](const Claimed& place) { return place.along_m > need_m + kRounding_m; });
  }
  other_way.tight_m = me.tight_m;
  other_way.claim_m = (end - 1)->along_m;
  places.erase(end, places.end());
  if (whoIsOn(vehicles, self, places, Nearness::Clear)) {
    other_way.tight_m = std::max(other_way.tight_m, other_way.claim_m);
  }
  setClaimed(other_way, std::move(places));
  me = std::move(other_way);
  return true;
}

}  // namespace mw::motion
