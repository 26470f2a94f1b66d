// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/elements.h"

// How a workstation gathers the parts of a job, in one place at a time: what it has room for, which parts it wants,
// when the job begins.

namespace mw::events {

/// Whether a part may go in now, one for which room is kept too.
bool Simulator::canTakeIn(Index element) const {
  const WorkstationRun& run = workstations_[model_.elements[element].detail];
  if (run.is_off) return false;
  return run.gathering != kNone ? !workPlace(element, run.gathering).is_down : elements_[element].free_count > 0;
}

bool Simulator::hasRoomInWorkstation(Index element) const {
  if (!canTakeIn(element)) return false;
  const ElementRun& run = elements_[element];
  if (run.reserved == 0) return true;
  const ElementModel& model = model_.elements[element];
  const Index gathering = workstations_[model.detail].gathering;
  const std::int64_t load = model_.workstations[model.detail].load;
  std::int64_t wanted = 0;
  if (gathering != kNone && !workPlace(element, gathering).is_due)
    wanted = load - workPlace(element, gathering).parts_in;
  // Room in the next job too would let a part come that has to wait for others of the job before.
  if (model.is_selective) return (gathering == kNone ? load : wanted) > run.reserved;
  return wanted + run.free_count * load > run.reserved;
}

/// Whether parts are on their way for which free places have not room enough.
bool Simulator::isAwaited(Index element) const {
  const ElementRun& run = elements_[element];
  const std::int64_t load = model_.workstations[model_.elements[element].detail].load;
  return run.reserved > run.free_count * load;
}

/// A place is free or a part has come: a load that is due may not have to wait any more.
void Simulator::startIfDue(Index element) {
  const Index gathering = workstations_[model_.elements[element].detail].gathering;
  if (gathering != kNone && workPlace(element, gathering).is_due && !isAwaited(element)) startJob(element, gathering);
}

/// Whether the job that is gathered wants such a part.
bool Simulator::takes(Index element, std::uint16_t part_type) const {
  const ElementModel& model = model_.elements[element];
  const WorkstationModel& station = model_.workstations[model.detail];
  if (!hasRoomInWorkstation(element)) return false;
  if (station.job != Job::Assembly) return true;
  const Index at = station.first_gathered + part_type;
  return gathered_[at] + kept_[at] < station.required[part_type];
}

void Simulator::acceptInWorkstation(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  const ElementModel& model = model_.elements[element];
  const WorkstationModel& station = model_.workstations[model.detail];
  WorkstationRun& run = workstations_[model.detail];
  ElementRun& counts = elements_[element];
  arrive(element, part);
  if (run.gathering == kNone) {
    run.gathering = free_places_[model.places.begin + --counts.free_count];
    places_[run.gathering].phase = Phase::Gathering;
    if (station.timeout != kNeverTicks) {
      schedule(workSlot(element, run.gathering), now_ + station.timeout, kCompletion);
    }
  }
  const Index place = run.gathering;
  WorkPlaceRun& work = workPlace(element, place);
  parts_[part].next = kNone;
  (work.head == kNone ? work.head : parts_[work.tail].next) = part;
  work.tail = part;
  extras_[part].place = place;
  work.came_by = flow;
  if (station.job == Job::Assembly) ++gathered_[station.first_gathered + parts_[part].part_type];
  if (++work.parts_in == station.load) {
    startJob(element, place);
  } else if (work.is_due) {
    startIfDue(element);
  }
  if (model.is_selective && run.gathering == kNone && hasRoom(element))
    return requestPull(element);  // for the next job
  counts.is_open = !counts.is_pull_pending && hasRoom(element);
}

/// The load is complete, or its time is up.
void Simulator::startJob(Index element, Index place) {
  const ElementModel& model = model_.elements[element];
  const WorkstationModel& station = model_.workstations[model.detail];
  const StationModel& base = model_.stations[station.station];
  PlaceRun& run = places_[place];
  WorkPlaceRun& work = workPlace(element, place);
  workstations_[model.detail].gathering = kNone;
  work.is_due = false;
  work.is_told = false;
  if (station.timeout != kNeverTicks) calendar_.cancel(workSlot(element, place));
  if (station.job == Job::Assembly) gatherProduct(element, place);
  if (station.job == Job::Batch) {
    gatherLoad(element, place);
    if (!workstations_[model.detail].is_off) return finishJob(element, place);
  }
  const std::uint16_t part_type = parts_[work.head].part_type;
  work.process = draw(base.process.of(part_type), base.process_stream);
  if (station.job == Job::Transfer) work.process = carryInTime(element, place);
  if (station.speed != 1) work.process = static_cast<Ticks>(static_cast<double>(work.process) / station.speed);
  const std::uint16_t before = run.last_part_type;
  run.last_part_type = part_type;
  const bool has_setup = !base.setup.empty() && before != 0xFFFF;
  const Ticks setup = has_setup ? base.setup[std::size_t{before} * model_.part_types + part_type] : 0;
  if (setup == 0) return beginProcess(element, place);
  run.phase = Phase::Setup;
  run.process_left = setup;
  resumeWork(element, place);
}

}  // namespace mw::events
