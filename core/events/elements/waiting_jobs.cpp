// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "core/events/elements/elements.h"
#include "core/events/elements/wait_collector.h"

namespace mw::events {

/// A place that gathers and starts only when it is full: it lets go of its parts, and of what they hold, when all that
/// it lacks has come. Parts on their way, with room kept, count as there.
void Simulator::WaitCollector::addJobs(Index element) {
  const ElementModel& model = run_.model_.elements[element];
  if (model.kind != ElementKind::Workstation) return;
  const WorkstationModel& station = run_.model_.workstations[model.detail];
  const Index place = run_.workstations_[model.detail].gathering;
  if (place == kNone || station.timeout != kNeverTicks) return;
  const WorkPlaceRun& work = run_.workPlace(element, place);
  std::vector<Index> lacking;
  std::vector<Index> enough;
  if (model.is_selective) {
    for (Index part = 0; part < run_.model_.part_types; ++part) {
      const Index at = station.first_gathered + part;
      if (station.required[part] == 0) continue;
      (run_.gathered_[at] + run_.kept_[at] < station.required[part] ? lacking : enough).push_back(part);
    }
  } else if (work.parts_in + run_.elements_[element].reserved < station.load) {
    lacking.push_back(kNone);
  }
  if (lacking.empty()) return;
  WaitGraph::Group& job = groups_[{element, kNone}];
  job.element = element;
  for (Index part = work.head; part != kNone; part = run_.parts_[part].next) {
    addPart(job, part, run_.parts_[part].arrived);
  }
  std::vector<Index>& option = job.options.emplace_back();
  for (const Index part_type : lacking) {
    option.push_back(addResource(WaitGraph::Resource::Parts, 0));
    wants_.push_back({element, part_type, option.back(), &job});
  }
  for (const Index part_type : enough) {
    const Index room = addResource(WaitGraph::Resource::Room, 1);
    job.held.emplace_back(room, 1);
    full_[{element, part_type}] = room;
  }
}

/// Parts that wait outside and parts to come: they need room and cards like any other.
void Simulator::WaitCollector::addSupply(Index element) {
  const ElementModel& model = run_.model_.elements[element];
  if (model.kind != ElementKind::Source) return;
  const SourceModel& source = run_.model_.sources[model.detail];
  const SourceRun& run = run_.sources_[model.detail];
  if (run.left + run.hidden == 0 && content(element) == 0) return;
  std::set<Index> part_types(source.part_types.begin(), source.part_types.end());
  for (const ScheduledArrival& each : source.schedule) {
    if (each.part_type != kNone) part_types.insert(each.part_type);
  }
  const std::vector<Index> all(part_types.begin(), part_types.end());
  if (source.is_unlimited) part_types = {run.next_part_type};  // the others come after it
  for (const Index part_type : part_types) {
    WaitGraph::Group& group = groups_[{element, kNone, part_type}];
    group.element = element;
    for (const Index flow : flowsOutOf(run_.model_, element, part_type)) addOption(group, flow, part_type, kNone);
    supplies_.push_back({&group, element, source.is_unlimited ? all : std::vector<Index>{part_type}});
  }
}

/// Finds who may bring the part that a job lacks. A group that waits holds the want: it is met once the group may move.
void Simulator::WaitCollector::addBringers(PartReach& reach, const Want& want) {
  reach.setTarget(want.element, want.part_type);
  std::set<WaitGraph::Group*> bringers;
  bool is_under_way = false;
  for (Index part = 0; part < run_.parts_.size(); ++part) {
    const PartRun& run = run_.parts_[part];
    if (run.born == PartRun::kFree || run.element == kNone) continue;  // parts in loads go with these
    if (run_.model_.elements[run.element].kind == ElementKind::Source || group_of_part_[part] == want.job) continue;
    if (!mayCome(reach, part)) continue;
    group_of_part_[part] == nullptr ? void(is_under_way = true) : void(bringers.insert(group_of_part_[part]));
  }
  for (const Supply& supply : supplies_) {
    const bool may_come = std::any_of(supply.part_types.begin(), supply.part_types.end(),
                                      [&](Index part_type) { return reach.from(supply.element, part_type); });
    if (may_come) bringers.insert(supply.group);
  }
  for (WaitGraph::Group* group : bringers) group->held.emplace_back(want.resource, 1);
  units_[want.resource] = static_cast<std::int64_t>(bringers.size()) + (is_under_way ? 1 : 0);
}

/// Of a load: any part in it.
bool Simulator::WaitCollector::mayCome(const PartReach& reach, Index part) const {
  const Index element = run_.parts_[part].element;
  std::vector<Index> open{part};
  while (!open.empty()) {
    const Index each = open.back();
    open.pop_back();
    if (mayCome(reach, element, run_.parts_[each].part_type)) return true;
    if (run_.parts_[each].born != PartRun::kCarrier) continue;
    for (Index in = run_.extras_[each].members; in != kNone; in = run_.parts_[in].next) open.push_back(in);
  }
  return false;
}

/// From an element, or from the vehicles of a fleet.
bool Simulator::WaitCollector::mayCome(const PartReach& reach, Index element, Index part_type) const {
  const ElementModel& model = run_.model_.elements[element];
  if (model.kind != ElementKind::Vehicles) return reach.from(element, part_type);
  const Range rides = run_.model_.transport.fleets[model.detail].rides;
  for (Index ride = rides.begin; ride < rides.end; ++ride) {
    if (reach.into(run_.model_.flows[run_.model_.transport.rides[ride].flow].to, part_type)) return true;
  }
  return false;
}

}  // namespace mw::events
