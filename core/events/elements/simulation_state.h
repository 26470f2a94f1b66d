// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/base/random_stream.h"
#include "core/events/collect/active_periods.h"
#include "core/events/collect/interval_averages.h"
#include "core/events/collect/lead_times.h"
#include "core/events/collect/recorder.h"
#include "core/events/collect/run_statistics.h"
#include "core/events/elements/run_state.h"
#include "core/events/kernel/event_calendar.h"
#include "core/events/model.h"
#include "core/events/simulation.h"

namespace mw::events {

/// Events of one instant: ends of processes, transports and repairs free places before failures strike and before new
/// parts arrive and ask for them.
enum EventPriority : unsigned { kCompletion = 0, kFailure = 1, kCalendar = 2, kArrival = 3 };

/// All that changes in one run of a model, but for the vehicles, and the clock and chance that move it on.
class SimulationState {
 protected:
  using State = factory::ElementState;

  SimulationState(const Model& model, const RunSettings& settings, Recorder* recording);
  SimulationState(const SimulationState&) = delete;
  SimulationState& operator=(const SimulationState&) = delete;
  ~SimulationState() = default;

  void schedule(Index slot, Ticks at, EventPriority priority) {
    if (at >= 0) calendar_.schedule(slot, SimTime::fromTicks(at), priority);  // beyond 292 years it never comes
  }
  [[nodiscard]] Ticks draw(const numerics::Distribution& distribution, Index stream) {
    const double seconds = distribution.sample(streams_[stream]);
    constexpr double kLimit_s = 4.6e9;  // half the range, so that now + draw cannot overflow within it
    return seconds < kLimit_s ? static_cast<Ticks>(seconds * 1e9 + 0.5) : Ticks{4'600'000'000'000'000'000};
  }

  /// Setup and production since the measured time began, without what the present state has lasted.
  [[nodiscard]] Ticks workedTicks(Index place) const {
    const StateTicks& ticks = state_ticks_[place];
    return ticks[static_cast<std::size_t>(State::Busy)] + ticks[static_cast<std::size_t>(State::Setup)];
  }

  [[nodiscard]] bool isLifo(const ElementModel& model) const {
    const bool is_buffer = model.kind == ElementKind::Buffer || model.kind == ElementKind::TimedBuffer;
    return is_buffer && model_.buffers[model.detail].order == BufferOrder::Lifo;
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
  std::vector<WorkstationRun> workstations_;
  std::vector<WorkPlaceRun> work_places_;
  std::vector<TransferRun> transfers_;
  std::vector<Index> gathered_;    ///< per workstation and part type: in the place that gathers
  std::vector<Index> kept_;        ///< likewise: on their way there, with room kept
  std::vector<Index> held_pools_;  ///< per work place and need: the pool whose units it holds
  std::vector<PoolRun> pools_;
  std::vector<PoolRequest> requests_;
  std::vector<PartExtra> extras_;  ///< as parts_ where there are workstations, else empty
  bool has_extras_ = false;
  bool are_pools_changed_ = false;  ///< units came free: those who wait are asked
  std::vector<SourceRun> sources_;
  std::vector<ConveyorRun> conveyors_;
  std::vector<SectionRun> sections_;  ///< of conveyors with stops
  std::vector<StopRun> stops_;
  std::vector<LaneRun> lanes_;
  std::vector<StorageRun> storages_;
  std::vector<std::vector<StayRun>> stays_;   ///< per buffer a heap, the first to be ready at its front
  std::vector<std::vector<ReadyRun>> ready_;  ///< per lane of a timed buffer: its ready parts behind the first
  std::vector<LaneRun> hidden_lanes_;         ///< of elements that are off; empty where nothing has working hours
  std::vector<Ticks> failure_clocks_;         ///< when each failure strikes, on its place's operating clock
  std::vector<RandomStream> streams_;
  std::vector<Index> pulls_;  ///< elements whose room is to be offered; kNone stands for cards to be dealt
  std::vector<CardLoopRun> loops_;
  std::vector<std::uint64_t> cards_;  ///< per part words for a bit per loop: the cards that it carries
  std::vector<Index> returned_;       ///< loops whose cards are to be dealt, in the order in which these came back
  bool is_dealing_ = false;
  std::vector<std::uint64_t> inherited_;  ///< cards of the parts that become a product

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

  IntervalCollector intervals_;
  std::optional<ActivePeriods> active_periods_;  ///< of elements, then pools
  std::vector<Index> active_unit_;               ///< per place: its element; kNone where that works on no parts
  std::vector<Index> active_places_;             ///< per element
  Recorder* recording_;
  bool is_watched_ = false;  ///< somebody wants to know of changes of state
  bool is_full_ = false;
};

}  // namespace mw::events
