// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/events/index.h"
#include "core/events/time_model.h"

namespace mw::events {

enum class Dispatch : std::uint8_t { Nearest, LongestWait, RoundRobin };

/// One direction of a road, as one fleet drives it.
struct ArcModel {
  Index to = 0;
  Ticks time = 0;
  Index track = kNone;  ///< kNone: any number of vehicles at a time
};

/// What vehicles of all fleets share and only so many can be on at a time: one direction of an edge, or both.
struct TrackModel {
  std::uint32_t capacity = 1;
};

/// A flow by vehicle.
struct RideModel {
  Index flow = 0;
  Index fleet = 0;
  Index pickup = 0;  ///< stops of the fleet
  Index drop = 0;
};

/// Powers in kW, energies in kW s.
struct BatteryModel {
  bool exists = false;
  double capacity_kws = 0;
  double drive_kw = 0;
  double idle_kw = 0;
  double charge_kw = 0;
  double low_kws = 0;
  double high_kws = 0;
};

struct FleetModel {
  std::string id;
  Index element = 0;  ///< hidden, behind the factory's: holds the parts that are on vehicles
  Index first_vehicle = 0;
  Index vehicles = 1;
  Dispatch dispatch = Dispatch::Nearest;
  TimeModel load;
  TimeModel unload;
  Index load_stream = kNone;
  Index unload_stream = kNone;
  Range rides;               ///< in TransportModel::rides, as the flows are listed
  std::vector<Index> stops;  ///< nodes where vehicles stop
  Index nodes = 0;
  std::vector<Index> road_nodes;  ///< of each node, its index in factory::RoadNetwork
  std::vector<ArcModel> arcs;
  std::vector<Index> next_arc;  ///< on the quickest way from node x to stop s at s * nodes + x; kNone at the stop
  std::vector<Ticks> way;       ///< its time, alone on the road; kNeverTicks where there is none
  Index start = 0;              ///< node
  Index home = kNone;           ///< stop
  Index charger = kNone;        ///< stop
  double handling_s = 0;        ///< mean time to load and to unload, the longest of any part
  BatteryModel battery;

  [[nodiscard]] Ticks wayTo(Index stop, Index node) const { return way[stop * nodes + node]; }
  [[nodiscard]] Index arcTo(Index stop, Index node) const { return next_arc[stop * nodes + node]; }
};

/// All fleets of a factory. Empty where no flow is by vehicle.
struct TransportModel {
  std::vector<FleetModel> fleets;
  std::vector<RideModel> rides;
  std::vector<TrackModel> tracks;
  Index vehicles = 0;
};

}  // namespace mw::events
