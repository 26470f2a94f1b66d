// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "core/events/elements/routing.h"

namespace mw::events {

/// Processes parts, one in each parallel place. Blocking after service: a finished part stays in its place until an
/// element takes it. Failures strike a busy place when its own operating clock has run the drawn time; the part waits
/// and the process resumes where it stopped. When a process ends at the very tick of a failure, it ends first.
/// States: idle, setup, busy, down, blocked.
///
///   {"id": "mill", "type": "station", "capacity": 1, "process": {"dist": "lognormal", "mean_s": 45, "cv": 0.2},
///    "failures": [{"id": "spindle", "time_to_failure": {"dist": "exponential", "mean_s": 14400},
///                  "time_to_repair": {"dist": "exponential", "mean_s": 720}}]}
inline void Simulator::acceptInStation(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  ElementRun& run = elements_[element];
  const Index place = free_places_[model_.elements[element].places.begin + --run.free_count];
  arrive(element, part);
  occupy(element, place, part);
  run.is_open = !run.is_pull_pending && run.free_count > 0;
}

inline void Simulator::occupy(Index element, Index place, Index part) {
  PlaceRun& run = places_[place];
  const StationModel& station = model_.stations[model_.elements[element].detail];
  run.part = part;
  const std::uint16_t part_type = parts_[part].part_type;
  run.process_left = draw(station.process.of(part_type), station.process_stream);
  const std::uint16_t before = run.last_part_type;
  run.last_part_type = part_type;
  if (!station.setup.empty() && before != 0xFFFF) {
    const Ticks setup = station.setup[std::size_t{before} * model_.part_types + part_type];
    if (setup > 0) {
      run.phase = Phase::Setup;
      setState(place, State::Setup);
      schedule(model_.elements[element].first_slot + place - model_.elements[element].places.begin, now_ + setup,
               kCompletion);
      return;
    }
  }
  continueProcess(element, place);
}

/// Until the end of the process or the next failure, whichever comes first.
inline void Simulator::continueProcess(Index element, Index place) {
  PlaceRun& run = places_[place];
  const ElementModel& model = model_.elements[element];
  run.phase = Phase::Process;
  setState(place, State::Busy);
  run.fails_first = run.next_failure - run.operating < run.process_left;
  const Ticks length = run.fails_first ? run.next_failure - run.operating : run.process_left;
  schedule(model.first_slot + place - model.places.begin, now_ + length, run.fails_first ? kFailure : kCompletion);
}

inline void Simulator::onStationEvent(Index element, Index place) {
  PlaceRun& run = places_[place];
  if (run.phase == Phase::Process) {
    if (run.fails_first) {
      failPlace(element, place);
    } else {
      run.operating += run.process_left;
      finishProcess(element, place);
    }
  } else if (run.phase == Phase::Repair) {
    repairPlace(element, place);
  } else {
    continueProcess(element, place);
  }
}

inline void Simulator::failPlace(Index element, Index place) {
  PlaceRun& run = places_[place];
  const ElementModel& model = model_.elements[element];
  StationRun& counts = stations_[model.detail];
  const FailureModel& failure = model_.failures[model_.stations[model.detail].failures.begin + run.failing];
  run.process_left -= run.next_failure - run.operating;
  run.operating = run.next_failure;
  ++counts.failures;
  run.failed_at = now_;
  run.phase = Phase::Repair;
  setState(place, State::Down);
  const Ticks worked = workedTicks(place);
  if (run.last_failure != kNeverTicks) {
    ++counts.intervals;
    counts.between_failures += worked - run.last_failure;
  }
  run.last_failure = worked;
  schedule(model.first_slot + place - model.places.begin, now_ + draw(failure.time_to_repair, failure.repair_stream),
           kCompletion);
}

inline void Simulator::repairPlace(Index element, Index place) {
  PlaceRun& run = places_[place];
  StationRun& counts = stations_[model_.elements[element].detail];
  ++counts.repairs;
  counts.down += now_ - run.failed_at;
  restClocks(element, place);
  continueProcess(element, place);
}

/// Draws the time to the next failure of the kind that was repaired and finds which kind strikes next.
inline void Simulator::restClocks(Index element, Index place) {
  PlaceRun& run = places_[place];
  const ElementModel& model = model_.elements[element];
  const StationModel& station = model_.stations[model.detail];
  Ticks* clocks = &failure_clocks_[station.first_clock + (place - model.places.begin) * station.failures.size()];
  const FailureModel& failure = model_.failures[station.failures.begin + run.failing];
  clocks[run.failing] = run.operating + draw(failure.time_to_failure, failure.failure_stream);
  run.failing = static_cast<Index>(std::min_element(clocks, clocks + station.failures.size()) - clocks);
  run.next_failure = clocks[run.failing];
}

inline Index Simulator::classAfterProcess(Index element, Index part) {
  const StationModel& station = model_.stations[model_.elements[element].detail];
  StationRun& counts = stations_[model_.elements[element].detail];
  ++counts.processed;
  if (!station.process.choice_of_part.empty()) {
    counts.planned_run_s += station.process.of(parts_[part].part_type).mean();
  }
  if (station.yield_stream != kNone) {
    const bool is_first_pass = !parts_[part].is_reworked;
    counts.first_passes += is_first_pass;
    const double u = streams_[station.yield_stream].uniform();
    if (u >= station.good_or_rework) return station.scrap_class;
    if (u >= station.good) {
      ++counts.reworked;
      parts_[part].is_reworked = true;
      return station.rework_class;
    }
    counts.first_pass_good += is_first_pass;
  }
  ++counts.processed_good;
  return classOf(element, parts_[part].part_type);
}

inline void Simulator::finishProcess(Index element, Index place) {
  PlaceRun& run = places_[place];
  const Index part = run.part;
  const Index route_class = classAfterProcess(element, part);
  parts_[part].route_class = static_cast<std::uint16_t>(route_class);
  Index flow = openFlow(element, route_class, part);
  const ElementModel& model = model_.elements[element];
  const Route route = model_.routes[model.first_route + route_class];
  const bool is_own = route.size() == 1 && model_.flows[model_.route_flows[route.begin]].to == element;
  if (is_own) {  // rework on the spot: the place it frees is the room it needs
    leave(element, part);
    countAtInstant(element);
    const auto here = static_cast<std::int32_t>(element);
    if (recording_ != nullptr) noteMove(part, here, here);
    arrive(element, part);
    occupy(element, place, part);
    return;
  }
  if (flow != kNone && !isByVehicle(flow)) {
    leave(element, part);
    run.part = kNone;
    enter(flow, part);
    refill(element, place);
    return;
  }
  run.phase = Phase::Blocked;
  run.ready_at = now_;
  run.next_blocked = kNone;
  setState(place, State::Blocked);
  ElementRun& station = elements_[element];
  (station.blocked_head == kNone ? station.blocked_head : places_[station.blocked_tail].next_blocked) = place;
  station.blocked_tail = place;
  if (flow != kNone) book(flow);
}

/// The place is empty: the longest waiting part gets it at once, else it is idle and the station open.
inline void Simulator::refill(Index element, Index place) {
  ElementRun& run = elements_[element];
  places_[place].phase = Phase::Free;
  free_places_[model_.elements[element].places.begin + run.free_count++] = place;
  if (run.is_pull_pending) return;
  const Index flow = longestWaiting(element);
  if (flow != kNone) {
    hand(flow);
    return;
  }
  setState(place, State::Idle);
  run.is_open = true;
}

/// Places that were freed and found no part are idle from now on.
inline void Simulator::settlePlaces(Index element) {
  const Index first = model_.elements[element].places.begin;
  for (Index i = elements_[element].free_count; i > 0; --i) {
    const Index place = free_places_[first + i - 1];
    if (places_[place].state == State::Idle) break;
    setState(place, State::Idle);
  }
}

inline Index Simulator::releaseFromStation(Index flow) {
  return vacate(model_.flows[flow].from, unblock(flow));
}

/// The place whose part waits longest for the flow waits for nothing more.
inline Index Simulator::unblock(Index flow) {
  const Index element = model_.flows[flow].from;
  ElementRun& run = elements_[element];
  Index before = kNone;
  Index place = run.blocked_head;
  while (!leads(element, parts_[places_[place].part].route_class, flow)) {
    before = place;
    place = places_[place].next_blocked;
  }
  const Index after = places_[place].next_blocked;
  (before == kNone ? run.blocked_head : places_[before].next_blocked) = after;
  if (after == kNone) run.blocked_tail = before;
  return place;
}

/// The part leaves its place.
inline Index Simulator::vacate(Index element, Index place) {
  ElementRun& run = elements_[element];
  const Index part = places_[place].part;
  places_[place].part = kNone;
  places_[place].phase = Phase::Free;
  free_places_[model_.elements[element].places.begin + run.free_count++] = place;
  leave(element, part);
  requestPull(element);
  return part;
}

}  // namespace mw::events
