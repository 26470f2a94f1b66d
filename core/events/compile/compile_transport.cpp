// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/base/sim_time.h"
#include "core/events/compile/compiler.h"
#include "core/events/distribution_from_json.h"
#include "core/events/transport/battery.h"
#include "core/events/transport/road_map.h"

namespace mw::events {
namespace {

/// Longer on one edge is no way at all; a thousand of them still fit into ticks.
constexpr Ticks kLongestArc = 4'000'000'000'000'000;

Ticks arcTime(double length_m, double speed_mps) {
  return std::min(SimTime::fromSeconds(length_m / speed_mps).ticks(), kLongestArc);
}

Dispatch dispatchNamed(const std::string& name) {
  if (name == "longest-wait") return Dispatch::LongestWait;
  return name == "round-robin" ? Dispatch::RoundRobin : Dispatch::Nearest;
}

Index stopAt(FleetModel& fleet, std::size_t node) {
  const auto index = static_cast<Index>(node);
  const auto found = std::find(fleet.stops.begin(), fleet.stops.end(), index);
  if (found != fleet.stops.end()) return static_cast<Index>(found - fleet.stops.begin());
  fleet.stops.push_back(index);
  return static_cast<Index>(fleet.stops.size() - 1);
}

/// Straight lines: the stops are the nodes, and every way is one arc.
void joinStops(FleetModel& fleet, const factory::RoadNetwork& network, double speed_mps) {
  const auto n = static_cast<Index>(fleet.stops.size());
  for (Index from = 0; from < n; ++from) {
    for (Index to = 0; to < n; ++to) {
      const double length_m = factory::distance_m(network.nodes[fleet.stops[from]], network.nodes[fleet.stops[to]]);
      fleet.arcs.push_back({to, arcTime(length_m, speed_mps), kNone});
    }
  }
  for (Index stop = 0; stop < n; ++stop) {
    for (Index node = 0; node < n; ++node) {
      fleet.next_arc.push_back(node == stop ? kNone : node * n + stop);
      fleet.way.push_back(fleet.arcs[node * n + stop].time);
    }
  }
  fleet.road_nodes = fleet.stops;
  for (Index stop = 0; stop < n; ++stop) fleet.stops[stop] = stop;
  fleet.nodes = n;
  fleet.start = fleet.stops[fleet.home == kNone ? 0 : fleet.home];
}

void followRoads(FleetModel& fleet, const factory::RoadNetwork& network, const std::vector<Index>& tracks,
                 double speed_mps) {
  std::vector<MapArc> arcs;
  for (std::size_t i = 0; i < network.edges.size(); ++i) {
    const factory::RoadEdge& edge = network.edges[i];
    const Ticks time = arcTime(edge.length_m, std::min(speed_mps, edge.speed_mps));
    const auto from = static_cast<Index>(edge.from);
    const auto to = static_cast<Index>(edge.to);
    arcs.push_back({from, {to, time, tracks[2 * i]}});
    if (edge.is_two_way) arcs.push_back({to, {from, time, tracks[2 * i + 1]}});
  }
  fleet.nodes = static_cast<Index>(network.nodes.size());
  fleet.road_nodes.resize(fleet.nodes);
  std::iota(fleet.road_nodes.begin(), fleet.road_nodes.end(), Index{0});
  for (const Index stop : fleet.stops) {
    const WaysToStop ways = waysTo(stop, fleet.nodes, arcs);
    fleet.next_arc.insert(fleet.next_arc.end(), ways.next_arc.begin(), ways.next_arc.end());
    fleet.way.insert(fleet.way.end(), ways.way.begin(), ways.way.end());
  }
  for (const MapArc& each : arcs) fleet.arcs.push_back(each.arc);
  fleet.start = fleet.stops[fleet.home == kNone ? 0 : fleet.home];
}

BatteryModel batteryFrom(const Json& json) {
  constexpr double kSecondsPerHour = 3600;
  BatteryModel battery;
  battery.exists = true;
  battery.capacity_kws = json["capacity_kwh"].get<double>() * kSecondsPerHour;
  battery.drive_kw = json["drive_kw"].get<double>();
  battery.idle_kw = json.value("idle_kw", 0.0);
  battery.charge_kw = json["charge_kw"].get<double>();
  battery.low_kws = json.value("low", 0.2) * battery.capacity_kws;
  battery.high_kws = json.value("high", 0.9) * battery.capacity_kws;
  return battery;
}

}  // namespace

void Compiler::compileTransport() {
  const auto& flows = factory_.flows();
  if (std::none_of(flows.begin(), flows.end(), factory::isByVehicle)) return;
  std::map<std::string, std::vector<Index>> tracks;
  for (std::size_t i = 0; i < factory_.json()["vehicles"].size(); ++i) compileFleet(i, tracks);
}

void Compiler::compileFleet(std::size_t index, std::map<std::string, std::vector<Index>>& tracks) {
  const Json& json = factory_.json()["vehicles"][index];
  const factory::RoadNetwork network = factory::roadNetworkOf(factory_, index);
  FleetModel fleet;
  fleet.id = json["id"].get<std::string>();
  fleet.vehicles = json.value("count", Index{1});
  fleet.dispatch = dispatchNamed(json.value("dispatch", "nearest"));
  if (json.contains("home")) fleet.home = stopAt(fleet, network.findNode(json["home"].get<std::string>()));
  addRides(fleet, index, network);
  if (json.contains("battery")) {
    fleet.battery = batteryFrom(json["battery"]);
    fleet.charger = stopAt(fleet, network.findNode(json["battery"]["charge_at"].get<std::string>()));
  }
  if (fleet.stops.empty()) fleet.stops.push_back(0);
  const double speed_mps = json.value("speed_mps", 1.0);
  if (network.is_straight) {
    joinStops(fleet, network, speed_mps);
  } else {
    followRoads(fleet, network, tracksOf(network, tracks[json["network"].get<std::string>()]), speed_mps);
  }
  compileHandling(fleet, index);
  checkBattery(fleet, index);
  addFleet(std::move(fleet));
}

void Compiler::addRides(FleetModel& fleet, std::size_t index, const factory::RoadNetwork& network) {
  std::vector<RideModel>& rides = model_.transport.rides;
  fleet.rides.begin = static_cast<Index>(rides.size());
  for (std::size_t i = 0; i < factory_.flows().size(); ++i) {
    const factory::Flow& flow = factory_.flows()[i];
    if (!factory::isByVehicle(flow) || factory::fleetOf(factory_, flow) != index) continue;
    model_.flows[i].ride = static_cast<Index>(rides.size());
    const Index pickup = stopAt(fleet, network.stopOf(factory_.elements()[flow.from]));
    const Index drop = stopAt(fleet, network.stopOf(factory_.elements()[flow.to]));
    rides.push_back({static_cast<Index>(i), static_cast<Index>(model_.transport.fleets.size()), pickup, drop});
  }
  fleet.rides.end = static_cast<Index>(rides.size());
}

/// Two per edge, there and back; made once per network, as all fleets on it share the roads.
const std::vector<Index>& Compiler::tracksOf(const factory::RoadNetwork& network, std::vector<Index>& tracks) {
  if (!tracks.empty()) return tracks;
  std::vector<TrackModel>& all = model_.transport.tracks;
  const auto add = [&](std::int64_t capacity) {
    constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
    all.push_back({static_cast<std::uint32_t>(std::min(capacity, kMost))});
    return static_cast<Index>(all.size() - 1);
  };
  for (const factory::RoadEdge& edge : network.edges) {
    const Index there = edge.capacity ? add(*edge.capacity) : kNone;
    const bool has_own = edge.capacity && edge.is_two_way && *edge.capacity > 1;
    tracks.insert(tracks.end(), {there, has_own ? add(*edge.capacity) : there});
  }
  return tracks;
}

void Compiler::compileHandling(FleetModel& fleet, std::size_t index) {
  const Json& json = factory_.json()["vehicles"][index];
  const auto compileTime = [&](const char* key, TimeModel& time, Index& stream) {
    const std::string pointer = fmt::format("/vehicles/{}/{}", index, key);
    time = handlingTime(fleet, json.value(key, Json(0)), pointer);
    model_.streams.push_back(streamId("vehicles/" + fleet.id, key));
    stream = static_cast<Index>(model_.streams.size() - 1);
    double longest_s = 0;
    for (const numerics::Distribution& choice : time.choices) longest_s = std::max(longest_s, choice.mean());
    fleet.handling_s += longest_s;
  };
  compileTime("load_s", fleet.load, fleet.load_stream);
  compileTime("unload_s", fleet.unload, fleet.unload_stream);
}

TimeModel Compiler::handlingTime(const FleetModel& fleet, const Json& value, const std::string& pointer) {
  TimeModel time = writtenTimes(value, pointer);
  if (time.choice_of_part.empty()) return time;
  for (Index part = 0; part < model_.part_types; ++part) {
    const Index choice = time.choice_of_part[part];
    const bool is_carried = std::any_of(model_.transport.rides.begin() + fleet.rides.begin,
                                        model_.transport.rides.begin() + fleet.rides.end, [&](const RideModel& ride) {
                                          return leaves_[model_.flows[ride.flow].from][part] &&
                                                 (flow_part_[ride.flow] == kNone || flow_part_[ride.flow] == part);
                                        });
    if (choice != kNone || !is_carried) continue;
    const std::string id = factory_.parts()[part].id;
    report(pointer + "/by_part", fmt::format("no time for part \"{}\", which vehicles \"{}\" carry", id, fleet.id),
           fmt::format("add \"{}\" or \"*\"", id));
  }
  return time;
}

/// A vehicle that comes full from the charger must be able to do each of its jobs and come back.
void Compiler::checkBattery(const FleetModel& fleet, std::size_t index) {
  const BatteryModel& battery = fleet.battery;
  if (!battery.exists) return;
  const auto demand = [&](Ticks driving, double handling_s, const std::string& what) {
    const double need_kws = energyFor_kws(battery, driving, handling_s);
    if (need_kws <= battery.high_kws + energySlack_kws(battery)) return;
    report(fmt::format("/vehicles/{}/battery", index),
           fmt::format("from the charger {} and back takes {:.4g} kWh, vehicles \"{}\" charge up to {:.4g} kWh", what,
                       need_kws / 3600, fleet.id, battery.high_kws / 3600),
           "give a larger battery, or a charger nearby");
  };
  const Index charger = fleet.stops[fleet.charger];
  for (Index i = fleet.rides.begin; i < fleet.rides.end; ++i) {
    const RideModel& ride = model_.transport.rides[i];
    const FlowModel& flow = model_.flows[ride.flow];
    const Ticks driving = fleet.wayTo(ride.pickup, charger) + fleet.wayTo(ride.drop, fleet.stops[ride.pickup]) +
                          fleet.wayTo(fleet.charger, fleet.stops[ride.drop]);
    demand(driving, fleet.handling_s,
           fmt::format("over \"{}\" and \"{}\"", model_.element_ids[flow.from], model_.element_ids[flow.to]));
  }
  if (fleet.home == kNone) return;
  demand(fleet.wayTo(fleet.home, charger) + fleet.wayTo(fleet.charger, fleet.stops[fleet.home]), 0, "home");
}

void Compiler::addFleet(FleetModel fleet) {
  fleet.element = static_cast<Index>(model_.elements.size());
  fleet.first_vehicle = model_.transport.vehicles;
  model_.transport.vehicles += fleet.vehicles;
  model_.shifts.emplace_back();
  ElementModel& element = model_.elements.emplace_back();
  element.kind = ElementKind::Vehicles;
  element.detail = static_cast<Index>(model_.transport.fleets.size());
  giveSlots(element, fleet.vehicles);
  model_.transport.fleets.push_back(std::move(fleet));
  for (Index pool = 0; pool < model_.pools.size(); ++pool) {  // they are numbered behind the elements
    if (model_.pools[pool].slot == kNone) continue;
    model_.element_of_slot[model_.pools[pool].slot] = static_cast<Index>(model_.elements.size()) + pool;
  }
}

}  // namespace mw::events
