// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/making_way.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

#include "core/motion/drive/clear_stops.h"
#include "core/motion/drive/road_claims.h"
#include "core/motion/drive/vehicle_stops.h"
#include "core/motion/drive/vehicle_way.h"

namespace mw::motion {
namespace {

constexpr int kMostNodes = 3;        // on the way to a refuge
constexpr double kEvery_m = 0.5;     // of a road one may stand
constexpr double kKeptOff_m = 0.2;   // from the other's way
constexpr double kThin_m = 0.2;      // apart, places of that
constexpr double kLeast_m = 0.5;     // that is driven
constexpr double kOffRoad_m = 30;    // rather so much farther than stay on the road
constexpr double kInTheWay_m = 20;   // of others than the one that is to pass
constexpr double kLongest_m = 80;    // to a refuge
constexpr double kTouches_m = 0.02;  // what stands there

RoadLeg ownLeg(std::uint32_t from, std::uint32_t to) {
  return {from, to, true, 0, true, true};
}

/// The leg on which a vehicle is; at its begin, where it still stands about the node, that by which it came there.
RoadLeg legOf(const VehicleRun& run) {
  if (!run.is_driving) return run.legs.back();
  const RoadLeg& front = run.legs.front();
  if (!run.left_leg || run.left_leg->to != front.from) return front;
  const RoadLane lane = laneOf(run, front);
  return lane.alongAndAcross_m(run.travelPose())[0] < cornerOf_m(lane) ? *run.left_leg : front;
}

/// Sets out over legs, or along the one it is on.
VehicleRun settingOut(const VehicleRun& run, const std::vector<RoadLeg>& legs) {
  VehicleRun next = run;
  next.legs = {legOf(run)};
  next.legs.front().is_own = true;
  if (legs.empty()) {
    faceAlong(next, next.legs.front());
  } else {
    setOut(next, legs.front());
  }
  next.legs.insert(next.legs.end(), legs.begin(), legs.end());
  next.v_mps = 0;
  return next;
}

void addLane(const VehicleRun& run, std::uint32_t from, std::uint32_t to, std::vector<Footprint>& way) {
  const RoadLane lane(run.fleet->network, from, to);
  for (double at_m = 0; at_m < lane.length_m(); at_m += kThin_m) way.push_back(run.footprintAt(lane.at(at_m)));
}

/// All that a vehicle is known to drive from where it is, after it has made way too.
std::vector<Footprint> wayOf(const VehicleRun& run) {
  std::vector<Footprint> way{run.footprintAt(run.travelPose())};
  if (run.is_driving) {
    for (double at_m = run.along_m; at_m < run.path.length_m(); at_m += kThin_m) {
      way.push_back(run.footprintAt(run.path.at(at_m)));
    }
    way.push_back(run.footprintAt(run.path.end()));
  }
  for (const RoadLeg& leg : run.owed) addLane(run, leg.from, leg.to, way);
  if (!run.is_driving && run.owed.empty()) return way;
  std::uint32_t from = run.node;
  for (const std::uint32_t to : run.foreseen) addLane(run, std::exchange(from, to), to, way);
  return way;
}

bool touches(const Footprint& box, std::span<const Footprint> way, double within_m) {
  return std::any_of(way.begin(), way.end(), [&](const Footprint& place) {
    return isNear(box, place, within_m) && gap_m(box, place) < within_m;
  });
}

std::vector<std::vector<RoadLeg>> chainsFrom(const VehicleRun& run) {
  const RoadLeg on = legOf(run);
  const std::uint32_t bound_for = !run.owed.empty() ? run.owed.front().to : run.node;
  std::vector<std::vector<RoadLeg>> chains{{}, {ownLeg(on.to, on.from)}};
  for (std::size_t i = 0; i < chains.size(); ++i) {
    const RoadLeg last = chains[i].empty() ? on : chains[i].back();
    if (chains[i].size() >= kMostNodes || run.fleet->next.empty()) continue;
    for (const std::uint32_t node : run.fleet->next[last.to]) {
      const bool can_come_back = run.fleet->network.reachableFrom(node)[bound_for];
      if (node == last.from || !can_come_back) continue;
      std::vector<RoadLeg> longer = chains[i];
      longer.push_back(ownLeg(last.to, node));
      chains.push_back(std::move(longer));
    }
  }
  return chains;
}

std::vector<WayEnd> endsOn(const VehicleRun& set_out, bool is_back) {
  const DrivenFleet& fleet = *set_out.fleet;
  const RoadLane lane = laneOf(set_out, set_out.legs.back());
  std::vector<WayEnd> ends;
  const VehicleStops stops(lane, fleet, true);
  for (std::size_t i = 0; i < stops.countOnTheRight(); ++i) ends.push_back(stops.endAt(i));
  const double clear_m = VehicleStops::clearOfCrossing_m(lane, fleet);
  // Nearer to the node it would stand before the stops.
  const double row_m = stops.pitch_m() + clear_m < lane.length_m() ? stops.pitch_m() : 0;
  for (double before_m = std::max(clear_m, row_m); before_m <= lane.length_m() - clear_m; before_m += kEvery_m) {
    ends.push_back({before_m, 0});
  }
  if (!is_back) return ends;
  const auto [along_m, across_m] = lane.alongAndAcross_m(set_out.travelPose());
  for (double at_m = along_m + kEvery_m; at_m < lane.length_m(); at_m += kEvery_m) {
    ends.push_back({lane.length_m() - at_m, -across_m, false, true});
  }
  ends.push_back({0, -across_m, false, true});
  return ends;
}

/// Where on its first leg a way begins, there must be room to swing in.
bool hasRoom(const VehicleRun& set_out, const WayEnd& end) {
  const RoadLane last = laneOf(set_out, set_out.legs.back());
  const double end_m = last.length_m() - leastRoom_m(end);
  if (set_out.legs.size() > 1) return end_m >= 0;
  const auto [along_m, across_m] = last.alongAndAcross_m(set_out.travelPose());
  if (end.keeps_aside) return end_m >= along_m + kLeast_m;
  return end_m >= along_m + kAlongForAside * std::abs(across_m) + kLeast_m;
}

bool isFree(std::span<const VehicleRun> vehicles, std::span<const StandingBox> standing, std::size_t self,
            const VehicleRun& set_out) {
  const bool is_met = std::any_of(set_out.legs.begin() + 1, set_out.legs.end(),
                                  [&](const RoadLeg& leg) { return whoComesOn(vehicles, self, leg).has_value(); });
  if (is_met) return false;
  const std::vector<Claimed> places = placesAlong(set_out, 0, set_out.path.length_m());
  // What it touches where it stands, at a stop that touches it, does not hold it; straight ways lead through
  // everything.
  const bool touches_already =
      set_out.fleet->network.is_straight || standsNear(standing, places.front().box, kTouches_m);
  return std::none_of(places.begin() + 1, places.end(), [&](const Claimed& place) {
    return (!touches_already && standsNear(standing, place.box, kTouches_m)) ||
           whoClaims(vehicles, self, place.box, Nearness::Tight);
  });
}

double lengthOf_m(const VehicleRun& run, const std::vector<RoadLeg>& legs) {
  double length_m = 0;
  for (const RoadLeg& leg : legs) length_m += laneOf(run, leg).length_m();
  return length_m;
}

/// By the shortest roads; empty where it is there, none where there are none.
std::optional<std::vector<RoadLeg>> shortestWay(const VehicleRun& run, std::uint32_t from, std::uint32_t to) {
  if (from == to) return std::vector<RoadLeg>{};
  const DrivenFleet& fleet = *run.fleet;
  if (fleet.next.empty()) return std::vector<RoadLeg>{ownLeg(from, to)};
  std::vector<double> way_m(fleet.next.size(), std::numeric_limits<double>::infinity());
  std::vector<std::uint32_t> before(fleet.next.size(), from);
  using Entry = std::pair<double, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  open.emplace(way_m[from] = 0, from);
  while (!open.empty()) {
    const auto [length_m, node] = open.top();
    open.pop();
    if (length_m > way_m[node]) continue;
    for (const std::uint32_t next : fleet.next[node]) {
      const double longer_m = length_m + RoadLane(fleet.network, node, next).length_m();
      if (longer_m >= way_m[next]) continue;
      before[next] = node;
      open.emplace(way_m[next] = longer_m, next);
    }
  }
  if (!std::isfinite(way_m[to])) return std::nullopt;
  std::vector<RoadLeg> legs;
  for (std::uint32_t node = to; node != from; node = before[node]) legs.push_back(ownLeg(before[node], node));
  std::reverse(legs.begin(), legs.end());
  return legs;
}

bool isRoad(const VehicleRun& run, std::uint32_t from, std::uint32_t to) {
  if (run.fleet->next.empty()) return true;
  const std::vector<std::uint32_t>& next = run.fleet->next[from];
  return std::find(next.begin(), next.end(), to) != next.end();
}

/// Looks at all places about a vehicle, whether or not the way there is free.
class RefugeSearch {
 public:
  RefugeSearch(std::span<const VehicleRun> vehicles, std::span<const StandingBox> standing, std::size_t self,
               std::size_t for_whom)
      : vehicles_(vehicles), standing_(standing), self_(self), way_(wayOf(vehicles[for_whom])) {
    for (std::size_t k = 0; k < vehicles.size(); ++k) {
      const bool goes = vehicles[k].is_driving || !vehicles[k].owed.empty();
      if (k == self || k == for_whom || !goes) continue;
      const std::vector<Footprint> way = wayOf(vehicles[k]);
      other_ways_.insert(other_ways_.end(), way.begin(), way.end());
    }
  }

  [[nodiscard]] std::vector<Refuge> refuges() const {
    std::vector<Refuge> refuges;
    for (const std::vector<RoadLeg>& chain : chainsFrom(me())) {
      const VehicleRun set_out = settingOut(me(), chain);
      for (const WayEnd& end : endsOn(set_out, isWayBack(chain, set_out))) {
        if (!hasRoom(set_out, end) || !isOutOfTheWay(set_out, end)) continue;
        Refuge refuge = refugeAt(set_out, end);
        if (refuge.run.path.length_m() < kLongest_m) refuges.push_back(std::move(refuge));
      }
    }
    return refuges;
  }

 private:
  [[nodiscard]] const VehicleRun& me() const { return vehicles_[self_]; }

  [[nodiscard]] bool isWayBack(const std::vector<RoadLeg>& chain, const VehicleRun& set_out) const {
    return chain.size() == 1 && set_out.legs.size() == 1 && chain.front().to == legOf(me()).from;
  }

  [[nodiscard]] Footprint placeOf(const VehicleRun& set_out, const WayEnd& end) const {
    const RoadLane lane = laneOf(set_out, set_out.legs.back());
    return me().footprintAt(lane.at(lane.length_m() - end.before_m, end.right_m));
  }

  [[nodiscard]] bool isOutOfTheWay(const VehicleRun& set_out, const WayEnd& end) const {
    const Footprint place = placeOf(set_out, end);
    if (touches(place, way_, kKeptOff_m)) return false;
    const bool is_beside = end.right_m != 0 && !end.keeps_aside;
    const bool is_taken =
        is_beside && !me().fleet->network.is_straight &&
        (standsNear(standing_, place, kStandingGap_m) || liesOnARoad(*me().fleet, set_out.legs.back(), place));
    return !is_taken && !whoClaims(vehicles_, self_, place, Nearness::Tight);
  }

  [[nodiscard]] Refuge refugeAt(const VehicleRun& set_out, const WayEnd& end) const {
    Refuge refuge{set_out, 0};
    layWay(refuge.run, end);
    refuge.cost_m = refuge.run.path.length_m();
    const bool is_to_stay = me().owed.empty() && !me().is_driving;
    if (is_to_stay && (end.right_m == 0 || end.keeps_aside)) refuge.cost_m += kOffRoad_m;
    if (touches(placeOf(set_out, end), other_ways_, kKeptOff_m)) refuge.cost_m += kInTheWay_m;
    return refuge;
  }

  std::span<const VehicleRun> vehicles_;
  std::span<const StandingBox> standing_;
  std::size_t self_;
  std::vector<Footprint> way_;  ///< of the one that is to pass
  std::vector<Footprint> other_ways_;
};

}  // namespace

std::optional<Refuge> findRefuge(std::span<const VehicleRun> vehicles, std::span<const StandingBox> standing,
                                 std::size_t self, std::size_t for_whom) {
  if (vehicles[self].legs.empty()) return std::nullopt;
  const RefugeSearch search(vehicles, standing, self, for_whom);
  std::vector<Refuge> refuges = search.refuges();
  std::stable_sort(refuges.begin(), refuges.end(),
                   [](const Refuge& a, const Refuge& b) { return a.cost_m < b.cost_m; });
  const auto free = std::find_if(refuges.begin(), refuges.end(),
                                 [&](const Refuge& refuge) { return isFree(vehicles, standing, self, refuge.run); });
  if (free == refuges.end()) return std::nullopt;
  return std::move(*free);
}

VehicleRun onItsWayAgain(const VehicleRun& run) {
  const RoadLeg on = legOf(run);
  const RoadLeg& first = run.owed.front();
  const auto ahead = shortestWay(run, on.to, first.to);
  auto back = shortestWay(run, on.from, first.to);
  if (back) back->insert(back->begin(), ownLeg(on.to, on.from));
  const RoadLane lane = laneOf(run, on);
  const double along_m = lane.alongAndAcross_m(run.travelPose())[0];
  const double ahead_m = lane.length_m() - along_m + (ahead ? lengthOf_m(run, *ahead) : 0);
  const double back_m = (back ? lengthOf_m(run, *back) : 0) - lane.length_m() + along_m;
  const bool may_go_back = back && isRoad(run, on.to, on.from);
  const bool may_go_ahead = ahead && isRoad(run, on.from, on.to);
  const bool goes_back = back && (!may_go_ahead || (may_go_back && back_m < ahead_m));
  VehicleRun next = settingOut(run, goes_back ? *back : ahead.value_or(std::vector<RoadLeg>{}));
  RoadLeg& last = next.legs.back();  // by whichever road it comes there
  last.is_own = false;
  last.is_arrived = false;
  last.is_stop = first.is_stop;
  last.is_served = first.is_served;
  next.legs.insert(next.legs.end(), run.owed.begin() + 1, run.owed.end());
  return next;
}

bool isClearOf(const VehicleRun& way_back, const VehicleRun& other) {
  const std::vector<Footprint> way = wayOf(other);
  const std::vector<Claimed> places = placesAlong(way_back, 0, way_back.path.length_m());
  return std::none_of(places.begin(), places.end(),
                      [&](const Claimed& place) { return touches(place.box, way, kTight_m); });
}

}  // namespace mw::motion
