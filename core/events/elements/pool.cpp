// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

namespace mw::events {

/// Operators and tools: a task takes all that it needs at once or waits; what waits is served in order of asking, and
/// one that can be served does not wait for an earlier one that lacks another pool. Nobody asks while holding
/// something that it could wait for, so pools never lock each other up. A setup keeps what the process after it needs
/// too. Who is at work when the shift ends finishes that setup, process or repair.
///
///   "pools": [{"id": "fitters", "count": 2, "calendar": "day", "skills": ["mill"]}],
///   {"id": "mill", "type": "station", "process": 45,
///    "needs": [{"pool": "fitters", "count": 1, "for": ["setup", "repair"]}]}
void Simulator::startPools() {
  for (Index i = 0; i < pools_.size(); ++i) {
    const PoolModel& model = model_.pools[i];
    if (model.calendar == kNone) continue;
    const factory::WorkCalendar& calendar = model_.calendars[model.calendar];
    pools_[i].is_open = calendar.isOpen(SimTime());
    schedule(model.slot, calendar.nextChange(SimTime()).ticks(), kCalendar);
  }
}

void Simulator::onPoolEvent(Index index) {
  const PoolModel& model = model_.pools[index];
  PoolRun& pool = pools_[index];
  usePool(index, 0, true);
  pool.is_open = !pool.is_open;
  schedule(model.slot, model_.calendars[model.calendar].nextChange(SimTime::fromTicks(now_)).ticks(), kCalendar);
  are_pools_changed_ = are_pools_changed_ || pool.is_open;
}

Index& Simulator::heldPool(Index element, Index place, Index need) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const Index within = place - model_.elements[element].places.begin;
  return held_pools_[station.first_held + within * station.needs.size() + (need - station.needs.begin)];
}

/// Whether what the place is about to do (its phase, or its repair) needs this.
bool Simulator::isNeeded(Index element, Index place, Index index, bool is_repair) const {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const NeedModel& need = model_.needs[index];
  if (index >= station.own_needs_end) {
    if (!is_repair) return false;
    const Index failure = model_.stations[station.station].failures.begin + workPlace(element, place).repairing;
    return index >= model_.failures[failure].needs.begin && index < model_.failures[failure].needs.end;
  }
  if (is_repair) return need.for_repair;
  if (places_[place].phase == Phase::PutDown || isDoorPhase(places_[place].phase)) return false;  // needs nobody
  return places_[place].phase == Phase::Setup ? need.for_setup : need.for_process;
}

/// At the very end of the shift, before its event, nobody begins anything.
Index Simulator::freePool(const NeedModel& need) const {
  for (const Index pool : need.pools) {
    const PoolModel& model = model_.pools[pool];
    if (pools_[pool].in_use + need.count > model.count) continue;
    if (model.calendar == kNone || model_.calendars[model.calendar].isOpen(SimTime::fromTicks(now_))) return pool;
  }
  return kNone;
}

void Simulator::usePool(Index index, Index count, bool is_taken) {
  PoolRun& pool = pools_[index];
  pool.busy += (now_ - pool.since) * pool.in_use;
  if (pool.is_open) pool.open += (now_ - pool.since) * model_.pools[index].count;
  pool.since = now_;
  const Index before = pool.in_use;
  if (is_taken) {
    pool.in_use += count;
  } else {
    pool.in_use -= count;
    are_pools_changed_ = true;
  }
  if (active_periods_) {
    const auto unit = static_cast<Index>(model_.element_ids.size()) + index;
    noteUnits(unit, before, pool.in_use, model_.pools[index].count);
  }
}

void Simulator::releaseNeed(Index element, Index place, Index need) {
  Index& held = heldPool(element, place, need);
  if (held == kNone) return;
  usePool(held, model_.needs[need].count, false);
  held = kNone;
}

void Simulator::releasePools(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  for (Index need = station.needs.begin; need < station.needs.end; ++need) releaseNeed(element, place, need);
}

/// Everything or nothing.
bool Simulator::takeAll(Index element, Index place, bool is_repair) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  for (Index need = station.needs.begin; need < station.needs.end; ++need) {
    if (!isNeeded(element, place, need, is_repair) || heldPool(element, place, need) != kNone) continue;
    const Index pool = freePool(model_.needs[need]);
    if (pool == kNone) {
      for (Index taken = station.needs.begin; taken < station.needs.end; ++taken) {
        if (isNeeded(element, place, taken, is_repair)) releaseNeed(element, place, taken);
      }
      return false;
    }
    heldPool(element, place, need) = pool;
    usePool(pool, model_.needs[need].count, true);
  }
  return true;
}

/// Takes all that is needed, or queues for it. While somebody has still to be asked, nobody is served before him.
bool Simulator::acquire(Index element, Index place, bool is_repair) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const auto needs = [&](Index need) { return isNeeded(element, place, need, is_repair); };
  bool has_all = true;
  for (Index need = station.needs.begin; need < station.needs.end; ++need) {
    has_all = has_all && (!needs(need) || heldPool(element, place, need) != kNone);
  }
  if (has_all) return true;
  WorkPlaceRun& work = workPlace(element, place);
  bool& is_queued = is_repair ? work.is_repair_queued : work.is_queued;
  if (is_queued) return false;
  const bool is_turn = !are_pools_changed_ || requests_.empty();
  if (is_turn && takeAll(element, place, is_repair)) {
    countGrant(element, place, is_repair, 0);
    return true;
  }
  for (Index need = station.needs.begin; need < station.needs.end; ++need) {
    if (needs(need)) releaseNeed(element, place, need);
  }
  is_queued = true;
  requests_.push_back({now_, element, place, is_repair});
  return false;
}

void Simulator::countGrant(Index element, Index place, bool is_repair, Ticks waited) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  for (Index need = station.needs.begin; need < station.needs.end; ++need) {
    if (!isNeeded(element, place, need, is_repair)) continue;
    PoolRun& pool = pools_[heldPool(element, place, need)];
    ++pool.grants;
    pool.waited += waited;
  }
}

void Simulator::withdraw(Index element, Index place, bool is_repair) {
  WorkPlaceRun& work = workPlace(element, place);
  bool& is_queued = is_repair ? work.is_repair_queued : work.is_queued;
  if (!is_queued) return;
  is_queued = false;
  const auto is_own = [&](const PoolRequest& request) {
    return request.place == place && request.is_repair == is_repair;
  };
  requests_.erase(std::find_if(requests_.begin(), requests_.end(), is_own));
}

/// Serves those who wait, in order, with what came free.
void Simulator::grantPools() {
  are_pools_changed_ = false;
  for (std::size_t i = 0; i < requests_.size();) {
    const PoolRequest request = requests_[i];
    if (!takeAll(request.element, request.place, request.is_repair)) {
      ++i;
      continue;
    }
    countGrant(request.element, request.place, request.is_repair, now_ - std::max(request.since, measured_from_));
    requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(i));
    WorkPlaceRun& work = workPlace(request.element, request.place);
    (request.is_repair ? work.is_repair_queued : work.is_queued) = false;
    if (request.is_repair) {
      runRepair(request.element, request.place);
    } else {
      resumeWork(request.element, request.place);
    }
  }
  are_pools_changed_ = false;  // what a failed attempt put back is no news
}

}  // namespace mw::events
