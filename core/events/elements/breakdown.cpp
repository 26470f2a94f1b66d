// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "core/events/elements/elements.h"

namespace mw::events {

/// Failures of a workstation's places, each place with clocks of its own. Operating clocks run while it is busy;
/// calendar clocks run from the end of the last repair, whatever the place does; cycle clocks count finished jobs, and
/// such a failure strikes when the job is done. A part in process waits and resumes where it stopped; what is finished
/// may leave meanwhile. A failure that strikes a place that is down waits for that repair to end. Repairs go on while
/// the element is off; the place is then off, not down.
void Simulator::startClocks(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const StationModel& base = model_.stations[station.station];
  Ticks* clocks = clocksOf(element, place);
  std::fill(clocks, clocks + base.failures.size(), kNeverTicks);
  for (Index failure = 0; failure < base.failures.size(); ++failure) restartClock(element, place, failure);
}

/// Draws when this failure strikes next: on the operating clock, at a time, or after so many jobs.
void Simulator::restartClock(Index element, Index place, Index index) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const StationModel& base = model_.stations[station.station];
  const FailureModel& failure = model_.failures[base.failures.begin + index];
  PlaceRun& run = places_[place];
  Ticks* clocks = clocksOf(element, place);
  const Ticks drawn = draw(failure.time_to_failure, failure.failure_stream);
  if (failure.basis == FailureBasis::Operating) {
    clocks[index] = run.operating + drawn;
    run.failing = 0;
    run.next_failure = kNeverTicks;
    for (Index i = 0; i < base.failures.size(); ++i) {
      if (model_.failures[base.failures.begin + i].basis != FailureBasis::Operating) continue;
      if (clocks[i] >= run.next_failure) continue;
      run.next_failure = clocks[i];
      run.failing = i;
    }
  } else if (failure.basis == FailureBasis::Cycles) {
    clocks[index] = std::max<Ticks>(1, (drawn + SimTime::kTicksPerSecond / 2) / SimTime::kTicksPerSecond);
  } else {
    const auto& timed = station.calendar_failures;
    const auto k = static_cast<Index>(std::find(timed.begin(), timed.end(), index) - timed.begin());
    schedule(workSlot(element, place) + 2 + k, now_ + drawn, kFailure);
  }
}

void Simulator::strike(Index element, Index place, Index failure) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  StationRun& counts = stations_[station.station];
  ++counts.failures;
  if (work.is_down) {
    noteInterval(element, place);
    work.struck |= std::uint64_t{1} << failure;
    clocksOf(element, place)[failure] = now_;
    return;
  }
  work.is_down = true;
  pauseWork(element, place);
  if (run.phase == Phase::Free) {
    Index* first = &free_places_[model_.elements[element].places.begin];
    Index& count = elements_[element].free_count;
    std::remove(first, first + count, place);
    --count;
  }
  elements_[element].is_open = elements_[element].is_open && hasRoom(element);
  run.failed_at = now_;
  updateWorkState(element, place);  // what it worked until now counts
  noteInterval(element, place);
  beginRepair(element, place, failure);
}

/// Setup and production time since the failure before.
void Simulator::noteInterval(Index element, Index place) {
  StationRun& counts = stations_[model_.workstations[model_.elements[element].detail].station];
  PlaceRun& run = places_[place];
  const Ticks worked = workedTicks(place);
  if (run.last_failure != kNeverTicks) {
    ++counts.intervals;
    counts.between_failures += worked - run.last_failure;
  }
  run.last_failure = worked;
}

void Simulator::beginRepair(Index element, Index place, Index failure) {
  workPlace(element, place).repairing = failure;
  updateWorkState(element, place);
  if (acquire(element, place, true)) runRepair(element, place);
}

void Simulator::runRepair(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const Index index = model_.stations[station.station].failures.begin + workPlace(element, place).repairing;
  const FailureModel& failure = model_.failures[index];
  schedule(workSlot(element, place) + 1, now_ + draw(failure.time_to_repair, failure.repair_stream), kCompletion);
}

void Simulator::endRepair(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  StationRun& counts = stations_[station.station];
  ++counts.repairs;
  counts.down += now_ - run.failed_at;
  releasePools(element, place);
  restartClock(element, place, work.repairing);
  if (work.struck != 0) {
    const auto next = static_cast<Index>(std::countr_zero(work.struck));
    work.struck &= work.struck - 1;
    run.failed_at = clocksOf(element, place)[next];
    beginRepair(element, place, next);
    return;
  }
  work.is_down = false;
  work.repairing = kNone;
  if (run.phase == Phase::Free) {
    free_places_[model_.elements[element].places.begin + elements_[element].free_count++] = place;
    startIfDue(element);
  }
  if (run.phase == Phase::Free || run.phase == Phase::Gathering) requestPull(element);
  resumeWork(element, place);
  if (isTransfer(element)) retryCarryOut(element);
  if (!putsDown(element)) return;
  askForEntry(element, place);
  offerFinished(element);
}

/// A job is done: the clocks that count jobs go on.
void Simulator::countCycle(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  if (!station.has_cycle_failures) return;
  const Range failures = model_.stations[station.station].failures;
  Ticks* clocks = clocksOf(element, place);
  for (Index i = 0; i < failures.size(); ++i) {
    if (model_.failures[failures.begin + i].basis != FailureBasis::Cycles) continue;
    if (--clocks[i] == 0) strike(element, place, i);
  }
}

}  // namespace mw::events
