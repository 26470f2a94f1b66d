// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/events/index.h"
#include "core/events/time_model.h"
#include "core/events/transport/transport_model.h"
#include "core/factory/transfer_device.h"
#include "core/factory/work_calendar.h"
#include "core/numerics/distribution.h"

namespace mw::events {

/// A station without pools, calendar, loads or clocks other than the operating one is a Station, on a short path;
/// everything else that works on parts is a Workstation. Likewise a buffer with a minimum stay or working hours is a
/// TimedBuffer. Vehicles are not in the factory's list: the parts that are on the vehicles of a fleet are in an element
/// of their own.
enum class ElementKind : std::uint8_t {
  Source,
  Buffer,
  Station,
  Workstation,
  Conveyor,
  Sink,
  TimedBuffer,
  Storage,
  Vehicles
};

/// Who gets a part when several of its route's flows are open. Priority and by-part need no rule of their own: the
/// compiled route is in order of priority, and holds only the flows that are for the part.
/// Gated: the element's gated_routing, where some flow takes a card (elements/control.cpp).
enum class RoutingRule : std::uint8_t { FirstOpen, RoundRobin, ShortestQueue, Gated };

/// How a part that is ready to leave finds its route.
enum class RouteChoice : std::uint8_t { OnlyOne, ByPart, Drawn, DrawnByPart };

struct FlowModel {
  Index from = 0;
  Index to = 0;
  double priority = 0;
  Index level = 0;        ///< rank of the priority among the flows into `to`, 0 = largest
  Index control = kNone;  ///< in flow_controls: what cards it takes or gives back
  Index ride = kNone;     ///< by vehicle: in TransportModel::rides
  bool is_kept = false;   ///< room and cards are kept for a part on its way: by vehicle, or fetched by a crane for it
  Ticks doorway = 0;      ///< so long a part on its way through an enclosure's door keeps that from closing
};

/// Flows that one class of ready parts may take, in the order in which they are asked.
using Route = Range;

struct ElementModel {
  ElementKind kind = ElementKind::Sink;
  RoutingRule routing = RoutingRule::FirstOpen;
  RoutingRule gated_routing = RoutingRule::FirstOpen;
  RouteChoice choice = RouteChoice::OnlyOne;
  bool is_selective = false;     ///< takes part types one by one, as its job needs them (assembly)
  bool feeds_selective = false;  ///< a route leads to such an element: classes tell part types apart
  Index detail = 0;              ///< index in sources, buffers, stations, ...; of a sink: 1 if good
  std::uint64_t capacity = 0;    ///< parts
  Range places;                  ///< whose states are told apart
  Index first_slot = kNone;      ///< calendar slots: one per place; a conveyor has a second one for its entry
  Range flows_in;                ///< in Model::flows_in: by priority, then as listed
  Index first_route = 0;         ///< route of class c is first_route + c
  Index lanes_begin = 0;         ///< of a source or buffer: lane of class c and level l is
  Index levels = 1;              ///< lanes_begin + c * levels + l
  Index classes = 1;             ///< classes of ready parts
  Range drawn;                   ///< routing by probability: in Model::drawn, per part type a block of classes
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

/// What makes a failure's clock run: work, time, or finished jobs. Each place has its own clocks.
enum class FailureBasis : std::uint8_t { Operating, Calendar, Cycles };

struct FailureModel {
  FailureBasis basis = FailureBasis::Operating;
  numerics::Distribution time_to_failure;
  numerics::Distribution time_to_repair;
  Index failure_stream = kNone;
  Index repair_stream = kNone;
  Range needs;  ///< in Model::needs: the repair's own
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

/// Operators or tools that a task holds while it runs.
struct NeedModel {
  std::vector<Index> pools;  ///< any one of these, in order of asking
  Index count = 1;
  bool for_setup = false;
  bool for_process = false;
  bool for_repair = false;
};

struct PoolModel {
  std::string id;
  Index count = 1;
  Index calendar = kNone;
  Index slot = kNone;  ///< its calendar's next change; kNone: always there
};

enum class Job : std::uint8_t { Process, Inspection, Assembly, Disassembly, Batch, Unbatch, Transfer };

struct WorkstationModel {
  Job job = Job::Process;
  Index station = 0;            ///< in Model::stations: process, failures, setup, yield
  Index load = 1;               ///< parts that a place takes in for one job
  double speed = 1;             ///< of a robot: share of full speed, at which process times hold
  Ticks timeout = kNeverTicks;  ///< after the first of them, a part load starts
  std::vector<Index> required;  ///< assembly: count by part type
  std::uint16_t product = 0;    ///< assembly
  std::vector<Index> yields;    ///< disassembly: count by part type
  double detects = 1;           ///< inspection: probability that a bad part is refused
  double false_alarm = 0;       ///< inspection: probability that a good part is refused
  bool makes_bad = false;       ///< what the yield spoils goes on as if it were good, until an inspection
  Index refused_class = kNone;  ///< inspection: where refused parts go
  bool refused_is_rework = false;
  Range needs;                           ///< in Model::needs: the element's, then each failure's
  Index own_needs_end = 0;               ///< end of the element's
  Index calendar = kNone;                ///< in Model::calendars
  Index first_place = 0;                 ///< in the run's work places
  Index first_held = 0;                  ///< in the run's held pools: per place one per need
  Index first_gathered = 0;              ///< in the run's counts of gathered parts: one per part type
  Index slots_per_place = 2;             ///< work, repair, then one per calendar-basis failure
  std::vector<Index> calendar_failures;  ///< which of the failures these are
  bool has_cycle_failures = false;
  Ticks door = 0;          ///< its doors take so long to close before the process, and to open after it; 0: it has none
  Index transfer = kNone;  ///< in Model::transfers
};

/// A turntable, lift or pusher: its times follow from where a part comes from and where it goes.
struct TransferModel {
  factory::TransferDevice device;
  double half_part_m = 0;             ///< half the longest diagonal of any part
  std::vector<double> half_length_m;  ///< half the length of each part type
};

struct StorageModel {
  TimeModel store;
  TimeModel retrieve;
  Index store_stream = kNone;
  Index retrieve_stream = kNone;
  bool keeps_room = false;    ///< fetches a part for one flow, with its room and cards
  bool has_rides_in = false;  ///< vehicles bring parts
};

/// What a section of an accumulating conveyor holds. No limit where the belt does not accumulate.
struct SectionRoom {
  std::uint64_t whole = std::numeric_limits<std::uint64_t>::max();  ///< parts that stand in it wholly
  bool has_rest = false;                                            ///< the front of one more has room
  Ticks rest_out = 0;  ///< what that one has to go, for the next to have its place, when the others move on

  [[nodiscard]] std::uint64_t limit() const { return whole + std::uint64_t{has_rest}; }
};

struct ConveyorModel {
  Ticks transit = 0;  ///< entry to exit
  Ticks gap = 0;      ///< between two parts that touch
  bool is_accumulating = true;
  // Of one with stops:
  Range stops{};                   ///< in Model::stops, from its entry to its exit
  Index first_section = 0;         ///< in the run's sections: one before each stop, one behind the last
  SectionRoom entry_room{};        ///< before the first stop
  Ticks last_travel = 0;           ///< from the last stop to the exit
  std::vector<Ticks> half_part{};  ///< by part type: half its length
  [[nodiscard]] bool hasStops() const { return stops.size() > 0; }
};

/// A blade on a conveyor (elements/stops.cpp).
struct StopModel {
  TimeModel hold;
  Index hold_stream = kNone;
  Ticks interval = 0;                                                 ///< from one part let go to the next, at least
  Ticks travel = 0;                                                   ///< to it, from the stop before or from the entry
  std::uint64_t at_most = std::numeric_limits<std::uint64_t>::max();  ///< parts in the section behind it
  SectionRoom room{};                                                 ///< of that section
};

/// Cards that limit the parts in a section of the factory: CONWIP, a kanban stage, a rope
/// (compile/compile_control.cpp). A part takes a card on an entry flow and carries it until it moves over a flow that
/// returns it, or is destroyed.
struct CardLoop {
  std::int64_t limit = 1;
  Index part_type = kNone;  ///< only such parts need cards; kNone = all
  Range entries;            ///< in entry_flows, in listed order
};

struct FlowControl {
  Range takes;            ///< in flow_loops: a part without a card of each can't pass while none is free
  Range returns;          ///< in flow_loops
  bool is_mixed = false;  ///< parts in one queue may differ in what they need: the first that may pass is looked for
};

/// A factory as flat arrays: immutable, shared between threads. Indices of elements and part types are the factory's.
struct Model {
  std::vector<std::string> element_ids;
  std::vector<ElementModel> elements;  ///< the factory's, then one of kind Vehicles per fleet
  std::vector<SourceModel> sources;
  std::vector<BufferModel> buffers;
  std::vector<StationModel> stations;
  std::vector<WorkstationModel> workstations;
  std::vector<ConveyorModel> conveyors;
  std::vector<StopModel> stops;
  std::vector<TransferModel> transfers;
  std::vector<PoolModel> pools;
  std::vector<NeedModel> needs;
  std::vector<StorageModel> storages;
  std::vector<FailureModel> failures;
  std::vector<FlowModel> flows;  ///< the factory's, then those of rework_to and scrap_to
  std::vector<Index> flows_in;
  std::vector<Route> routes;
  std::vector<Index> route_flows;
  std::vector<double> drawn;  ///< cumulative probabilities
  std::vector<CardLoop> card_loops;
  std::vector<FlowControl> flow_controls;
  std::vector<Index> flow_loops;
  std::vector<Index> entry_flows;
  std::vector<factory::WorkCalendar> calendars;
  std::vector<ShiftModel> shifts;      ///< per element
  std::vector<std::uint64_t> streams;  ///< ids of random streams
  std::vector<Index> element_of_slot;  ///< from elements.size() on: pools
  std::vector<Index> element_of_place;
  TransportModel transport;
  Index section_count = 0;
  Index lane_count = 0;
  Index clock_count = 0;
  Index work_place_count = 0;
  Index held_count = 0;
  Index gathered_count = 0;
  std::uint16_t part_types = 1;
};

}  // namespace mw::events
