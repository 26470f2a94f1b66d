// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/base/random_stream.h"
#include "core/events/collect/lead_times.h"
#include "core/events/collect/recording.h"
#include "core/events/collect/run_statistics.h"
#include "core/events/elements/run_state.h"
#include "core/events/kernel/event_calendar.h"
#include "core/events/model.h"
#include "core/events/simulation.h"
#include "core/events/transport/transport.h"

namespace mw::events {

/// Events of one instant: ends of processes, transports and repairs free places before failures strike and before new
/// parts arrive and ask for them.
enum EventPriority : unsigned { kCompletion = 0, kFailure = 1, kArrival = 2 };

/// One run of a model: all state that changes, and what the elements do.
///
/// Parts move when they can: a part that gets ready is pushed into the first open element of its route; where none is
/// open it waits, and the element that gets room pulls the part that has waited longest (flows with larger priority
/// first, ties in listed order). Room goes to those who wait before anybody can push into it: an element with room that
/// has not been offered yet is not open. Chains of moves at one instant are worked off from a list, so long lines need
/// no deep recursion upstream.
class Simulator {
 public:
  /// @param recording  where every change is noted; may be null
  Simulator(const Model& model, const RunSettings& settings, Recording* recording, std::size_t max_moves);
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  /// @throws Cancelled, InputError
  void run(const std::stop_token& stop);
  [[nodiscard]] SimTime now() const { return SimTime::fromTicks(now_); }
  [[nodiscard]] bool isComplete() const { return !is_full_; }
  [[nodiscard]] RunStatistics statistics() const;

 private:
  friend class Transport;
  using State = factory::ElementState;

  // simulator.cpp
  void start();
  void runUntil(Ticks end, bool is_end_included, const std::stop_token& stop);
  void handle(Index slot);
  void drain();
  void beginMeasuring();
  void noteMove(Index part, std::int32_t from, std::int32_t to);
  void noteState(Index place, State state);
  [[noreturn]] void refuseEndlessInstant() const;

  // statistics.cpp
  void addPresent(std::vector<ElementStatistics>& elements, RunStatistics& run) const;

  // parts.h
  void setState(Index place, State state);
  Index createPart(Index element, std::uint16_t part_type);
  void destroyPart(Index part);
  void countAtInstant(Index element);
  void leave(Index element, Index part);
  void arrive(Index element, Index part);
  void enter(Index flow, Index part);
  void accept(Index flow, Index part);

  // routing.h
  [[nodiscard]] Index classOf(Index element, std::uint16_t part_type);
  [[nodiscard]] std::int64_t partsAtOrBoundFor(Index element) const;
  [[nodiscard]] Index openFlow(Index element, Index route_class);
  [[nodiscard]] bool leads(Index element, Index route_class, Index flow) const;
  [[nodiscard]] bool hasRoom(Index element) const;
  [[nodiscard]] Ticks readySince(Index flow) const;
  [[nodiscard]] Index longestWaiting(Index element) const;
  [[nodiscard]] Index release(Index flow);
  void hand(Index flow);
  void requestPull(Index element);
  void pull(Index element);

  // source.h, buffer.h, station.h, conveyor.h, sink.h
  void startSource(Index element);
  void drawNextPart(Index element);
  void onArrival(Index element);
  void arriveOutside(Index element);
  void offerSupply(Index element);
  void sendIn(Index flow, Index part);
  void updateSourceState(Index element);
  [[nodiscard]] Index releaseFromSource(Index flow);
  [[nodiscard]] Index takeFromOutside(Index flow);
  void departFromSource(Index element, Index part);
  [[nodiscard]] std::uint16_t drawPartType(const SourceModel& source);

  void acceptInBuffer(Index flow, Index part);
  [[nodiscard]] Index releaseFromBuffer(Index flow);
  void departFromBuffer(Index element, Index part);
  [[nodiscard]] Index bestLane(Index flow) const;
  void appendToLane(LaneRun& lane, Index part, bool at_head);
  [[nodiscard]] Index popFromLane(LaneRun& lane);

  void acceptInStation(Index flow, Index part);
  void occupy(Index element, Index place, Index part);
  void beginProcess(Index element, Index place);
  void continueProcess(Index element, Index place);
  void onStationEvent(Index element, Index place);
  void failPlace(Index element, Index place);
  void repairPlace(Index element, Index place);
  void finishProcess(Index element, Index place);
  void refill(Index element, Index place);
  void restClocks(Index element, Index place);
  void settlePlaces(Index element);
  [[nodiscard]] Index classAfterProcess(Index element, Index part);
  [[nodiscard]] Index releaseFromStation(Index flow);
  [[nodiscard]] Index unblock(Index flow);
  [[nodiscard]] Index vacate(Index element, Index place);

  void acceptOnConveyor(Index flow, Index part);
  void onConveyorEvent(Index element, bool is_entry);
  void advanceConveyor(Index element);
  [[nodiscard]] Ticks beltTime(const ConveyorRun& run) const;
  [[nodiscard]] Index releaseFromConveyor(Index flow);

  void acceptInSink(Index flow, Index part);

  // transport/booking.cpp: a part calls for a vehicle, is loaded, is unloaded
  [[nodiscard]] bool isByVehicle(Index flow) const { return model_.flows[flow].ride != kNone; }
  [[nodiscard]] bool isSaturated(Index flow) const { return transport_->isSaturated(model_.flows[flow].ride); }
  [[nodiscard]] Index openUnsaturatedFlow(Index element, Index route_class);
  void book(Index flow);
  void onVehicleEvent(Index element, Index slot);
  [[nodiscard]] Index setAside(Index flow, Index& place);
  [[nodiscard]] Index keepRoom(Index element);
  void loadPart(const JobRun& job);
  bool unloadAtEntry(Index element);
  [[nodiscard]] bool canUnload(Index element) const;
  void unloadPart(const JobRun& job);

  void schedule(Index slot, Ticks at, EventPriority priority) {
    if (at >= 0) calendar_.schedule(slot, SimTime::fromTicks(at), priority);  // beyond 292 years it never comes
  }
  [[nodiscard]] Ticks draw(const numerics::Distribution& distribution, Index stream) {
    const double seconds = distribution.sample(streams_[stream]);
    constexpr double kLimit_s = 4.6e9;  // half the range, so that now + draw cannot overflow within it
    return seconds < kLimit_s ? static_cast<Ticks>(seconds * 1e9 + 0.5) : Ticks{4'600'000'000'000'000'000};
  }

  const Model& model_;
  Ticks now_ = 0;
  EventCalendar calendar_;
  std::vector<PartRun> parts_;
  Index free_part_ = kNone;
  std::vector<ElementRun> elements_;
  std::vector<PlaceRun> places_;
  std::vector<StateTicks> state_ticks_;  ///< per place
  std::vector<Index> free_places_;
  std::vector<StationRun> stations_;
  std::vector<SourceRun> sources_;
  std::vector<ConveyorRun> conveyors_;
  std::vector<LaneRun> lanes_;
  std::vector<Ticks> failure_clocks_;  ///< when each failure strikes, on its place's operating clock
  std::vector<RandomStream> streams_;
  std::unique_ptr<Transport> transport_;  ///< null without flows by vehicle
  std::vector<Index> pulls_;              ///< elements whose room is to be offered

  std::int64_t entries_ = 0;
  std::uint32_t numbers_ = 0;
  std::uint64_t events_ = 0;
  std::uint32_t at_instant_ = 0;
  std::vector<Index> instant_trail_;  ///< who was active at the end of an endless instant

  RunSettings settings_;
  Ticks measured_from_ = 0;
  std::vector<PartTypeRun> part_types_;
  LeadTimes lead_times_;
  RunStatistics at_warmup_;  ///< what was present then: content integrals and counts to subtract

  Recording* recording_;
  std::size_t max_moves_;
  bool is_full_ = false;
};

}  // namespace mw::events
