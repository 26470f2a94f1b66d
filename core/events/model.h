// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/factory/work_calendar.h"
#include "core/numerics/distribution.h"

namespace mw::events {

using Index = std::uint32_t;
using Ticks = std::int64_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();
inline constexpr Ticks kNeverTicks = std::numeric_limits<Ticks>::max();

/// Consecutive entries of one of the model's arrays.
struct Range {
  Index begin = 0;
  Index end = 0;
  [[nodiscard]] Index size() const { return end - begin; }
};

/// TimedBuffer: a buffer with a minimum stay or working hours; the plain one does without their bookkeeping.
enum class ElementKind : std::uint8_t { Source, Buffer, Station, Conveyor, Sink, TimedBuffer, Storage };

/// Who gets a part when several of its route's flows are open. Priority and by-part need no rule of their own: the
/// compiled route is in order of priority, and holds only the flows that are for the part.
enum class RoutingRule : std::uint8_t { FirstOpen, RoundRobin, ShortestQueue };

/// How a part that is ready to leave finds its route.
enum class RouteChoice : std::uint8_t { OnlyOne, ByPart, Drawn };

/// A time that may differ by part type.
struct TimeModel {
  std::vector<numerics::Distribution> choices;
  std::vector<Index> choice_of_part;  ///< empty: the first holds for all
  [[nodiscard]] const numerics::Distribution& of(std::uint16_t part_type) const {
    return choice_of_part.empty() ? choices.front() : choices[choice_of_part[part_type]];
  }
};

struct FlowModel {
  Index from = 0;
  Index to = 0;
  double priority = 0;
  Index level = 0;  ///< rank of the priority among the flows into `to`, 0 = largest
};

/// Flows that one class of ready parts may take, in the order in which they are asked.
using Route = Range;

struct ElementModel {
  ElementKind kind = ElementKind::Sink;
  RoutingRule routing = RoutingRule::FirstOpen;
  RouteChoice choice = RouteChoice::OnlyOne;
  Index detail = 0;            ///< index in sources, buffers, stations, conveyors or storages; of a sink: 1 if good
  std::uint64_t capacity = 0;  ///< parts
  Range places;                ///< whose states are told apart
  Index first_slot = kNone;    ///< calendar slots: one per place; a conveyor has a second one for its entry
  Range flows_in;              ///< in Model::flows_in: by priority, then as listed
  Index first_route = 0;       ///< route of class c is first_route + c
  Index lanes_begin = 0;       ///< of a source, buffer or storage: lane of class c and level l is
  Index levels = 1;            ///< lanes_begin + c * levels + l
  Index classes = 1;           ///< classes of ready parts
  Range drawn;                 ///< routing by probability: in Model::drawn, per part type a block of classes
  Index route_stream = kNone;
};

/// Working hours of an element.
struct ShiftModel {
  Index calendar = kNone;
  Index slot = kNone;  ///< in the event calendar; kNone: always on
};

/// One time of a source's schedule.
struct ScheduledArrival {
  Ticks at = 0;
  std::int64_t count = 1;
  Index part_type = kNone;  ///< kNone: as the source says
};

struct SourceModel {
  numerics::Distribution interarrival;
  bool is_unlimited = false;
  bool loses = false;
  bool is_planned = false;  ///< has a schedule or working hours
  std::int64_t batch = 1;
  std::int64_t limit = std::numeric_limits<std::int64_t>::max();
  Ticks first_at = -1;                    ///< below zero: after one interarrival time
  std::vector<double> cumulative_shares;  ///< of part_types, last is 1
  std::vector<std::uint16_t> part_types;
  std::vector<ScheduledArrival> schedule;
  Index arrival_stream = kNone;
  Index part_stream = kNone;
};

enum class BufferOrder : std::uint8_t { Fifo, Lifo };

struct BufferModel {
  BufferOrder order = BufferOrder::Fifo;  ///< within a level; "priority" has a level per priority of the flows in
  TimeModel min_stay;
  Index stay_stream = kNone;  ///< kNone: none
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

struct StorageModel {
  TimeModel store;
  TimeModel retrieve;
  Index store_stream = kNone;
  Index retrieve_stream = kNone;
};

struct ConveyorModel {
  Ticks transit = 0;  ///< entry to exit
  Ticks gap = 0;      ///< between two parts that touch
  bool is_accumulating = true;
};

/// A factory as flat arrays: immutable, shared between threads. Indices of elements and part types are the factory's.
struct Model {
  std::vector<std::string> element_ids;
  std::vector<ElementModel> elements;
  std::vector<SourceModel> sources;
  std::vector<BufferModel> buffers;
  std::vector<StationModel> stations;
  std::vector<ConveyorModel> conveyors;
  std::vector<StorageModel> storages;
  std::vector<FailureModel> failures;
  std::vector<FlowModel> flows;  ///< the factory's, then those of rework_to and scrap_to
  std::vector<Index> flows_in;
  std::vector<Route> routes;
  std::vector<Index> route_flows;
  std::vector<factory::WorkCalendar> calendars;
  std::vector<ShiftModel> shifts;      ///< per element
  std::vector<double> drawn;           ///< cumulative probabilities
  std::vector<std::uint64_t> streams;  ///< ids of random streams
  std::vector<Index> element_of_slot;
  std::vector<Index> element_of_place;
  Index lane_count = 0;
  Index clock_count = 0;
  std::uint16_t part_types = 1;
};

}  // namespace mw::events
