// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/events/index.h"
#include "core/events/time_model.h"
#include "core/events/transport/transport_model.h"
#include "core/numerics/distribution.h"

namespace mw::events {

/// Vehicles are not in the factory's list: the parts that are on the vehicles of a fleet are in an element of their
/// own.
enum class ElementKind : std::uint8_t { Source, Buffer, Station, Conveyor, Sink, Vehicles };

/// Who gets a part when several of its route's flows are open. Priority and by-part need no rule of their own: the
/// compiled route is in order of priority, and holds only the flows that are for the part.
enum class RoutingRule : std::uint8_t { FirstOpen, RoundRobin, ShortestQueue };

/// How a part that is ready to leave finds its route.
enum class RouteChoice : std::uint8_t { OnlyOne, ByPart, Drawn };

struct FlowModel {
  Index from = 0;
  Index to = 0;
  double priority = 0;
  Index level = 0;     ///< rank of the priority among the flows into `to`, 0 = largest
  Index ride = kNone;  ///< by vehicle: in TransportModel::rides
};

/// Flows that one class of ready parts may take, in the order in which they are asked.
using Route = Range;

struct ElementModel {
  ElementKind kind = ElementKind::Sink;
  RoutingRule routing = RoutingRule::FirstOpen;
  RouteChoice choice = RouteChoice::OnlyOne;
  Index detail = 0;            ///< index in sources, buffers, stations or conveyors; of a sink: 1 if good
  std::uint64_t capacity = 0;  ///< parts
  Range places;                ///< whose states are told apart
  Index first_slot = kNone;    ///< calendar slots: one per place; a conveyor has a second one for its entry
  Range flows_in;              ///< in Model::flows_in: by priority, then as listed
  Index first_route = 0;       ///< route of class c is first_route + c
  Index lanes_begin = 0;       ///< of a source or buffer: lane of class c and level l is
  Index levels = 1;            ///< lanes_begin + c * levels + l
  Index classes = 1;           ///< classes of ready parts
  Range drawn;                 ///< routing by probability: in Model::drawn, per part type a block of classes
  Index route_stream = kNone;
};

struct SourceModel {
  numerics::Distribution interarrival;
  bool is_unlimited = false;
  bool loses = false;
  std::int64_t batch = 1;
  std::int64_t limit = std::numeric_limits<std::int64_t>::max();
  Ticks first_at = -1;                    ///< below zero: after one interarrival time
  std::vector<double> cumulative_shares;  ///< of part_types, last is 1
  std::vector<std::uint16_t> part_types;
  Index arrival_stream = kNone;
  Index part_stream = kNone;
};

enum class BufferOrder : std::uint8_t { Fifo, Lifo };

struct BufferModel {
  BufferOrder order = BufferOrder::Fifo;  ///< within a level; "priority" has a level per priority of the flows in
};

/// Operating basis: runs while a place is busy, each place with its own clock.
struct FailureModel {
  numerics::Distribution time_to_failure;
  numerics::Distribution time_to_repair;
  Index failure_stream = kNone;
  Index repair_stream = kNone;
};

struct StationModel {
  TimeModel process;
  Range failures;
  Index process_stream = kNone;
  Index yield_stream = kNone;  ///< kNone: all parts are good
  double good = 1;             ///< share
  double good_or_rework = 1;   ///< share
  Index rework_class = kNone;
  Index scrap_class = kNone;
  std::vector<Ticks> setup;  ///< from part type x to y at x * part_types + y; empty: none
  Index first_clock = 0;     ///< failure clocks: one per place and failure
};

struct ConveyorModel {
  Ticks transit = 0;  ///< entry to exit
  Ticks gap = 0;      ///< between two parts that touch
  bool is_accumulating = true;
};

/// A factory as flat arrays: immutable, shared between threads. Indices of elements and part types are the factory's.
struct Model {
  std::vector<std::string> element_ids;
  std::vector<ElementModel> elements;  ///< the factory's, then one of kind Vehicles per fleet
  std::vector<SourceModel> sources;
  std::vector<BufferModel> buffers;
  std::vector<StationModel> stations;
  std::vector<ConveyorModel> conveyors;
  std::vector<FailureModel> failures;
  std::vector<FlowModel> flows;  ///< the factory's, then those of rework_to and scrap_to
  std::vector<Index> flows_in;
  std::vector<Route> routes;
  std::vector<Index> route_flows;
  std::vector<double> drawn;           ///< cumulative probabilities
  std::vector<std::uint64_t> streams;  ///< ids of random streams
  std::vector<Index> element_of_slot;
  std::vector<Index> element_of_place;
  TransportModel transport;
  Index lane_count = 0;
  Index clock_count = 0;
  std::uint16_t part_types = 1;
};

}  // namespace mw::events
