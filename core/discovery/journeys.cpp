// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/journeys.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestCases = 5;

std::vector<Index> groupOfResources(const EventLog& log, const std::vector<ResourceGroup>& groups) {
  std::vector<Index> of(log.resources.size(), kNone);
  for (Index group = 0; group < groups.size(); ++group) {
    for (const Index member : groups[group].members) of[member] = group;
  }
  return of;
}

/// A visit while its rows are gathered.
struct OpenVisit {
  Visit visit;
  std::vector<Stretch> work;
  std::vector<Stretch> setup;
};

struct OpenJourney {
  Journey journey;
  std::vector<OpenVisit> visits;
};

void addRow(OpenVisit& visit, const EventRow& row, double until_s) {
  const double complete_s = std::min(row.complete_s, until_s);
  visit.visit.complete_s = std::max(visit.visit.complete_s, complete_s);
  visit.visit.is_cut |= row.complete_s > until_s;
  (row.kind == RowKind::Setup ? visit.setup : visit.work).push_back({row.start_s, complete_s});
  if (!std::isnan(row.quantity)) {
    visit.visit.quantity = (std::isnan(visit.visit.quantity) ? 0 : visit.visit.quantity) + row.quantity;
  }
  if (!std::isnan(row.rejects)) visit.visit.rejects += row.rejects;
}

OpenVisit* visitFor(std::vector<OpenVisit>& visits, Index station, double start_s) {
  if (visits.empty()) return nullptr;
  if (visits.back().visit.station == station) return &visits.back();
  for (auto visit = visits.rbegin(); visit != visits.rend(); ++visit) {
    if (visit->visit.station != station) continue;
    return start_s <= visit->visit.complete_s ? &*visit : nullptr;
  }
  return nullptr;
}

double workedTime_s(const std::vector<Stretch>& stretches, const WorkHours& hours) {
  double sum_s = 0;
  for (const Stretch& each : joined(stretches)) sum_s += hours.workedTime_s(each.from_s, each.to_s);
  return sum_s;
}

Journey finished(OpenJourney& open, const std::vector<ResourceGroup>& groups, const StationTable& table) {
  for (OpenVisit& each : open.visits) {
    const Index station = each.visit.station;
    const WorkHours hours = station == kNone ? WorkHours() : groups[table.stations[station].group].hours;
    each.visit.setup_s = workedTime_s(each.setup, hours);
    // Where setting up and working overlap, the machine is taken once.
    std::vector<Stretch> both = each.work;
    both.insert(both.end(), each.setup.begin(), each.setup.end());
    each.visit.work_s = std::max(0.0, workedTime_s(both, hours) - each.visit.setup_s);
    open.journey.visits.push_back(each.visit);
  }
  return std::move(open.journey);
}

}  // namespace

double Journey::end_s() const {
  double end_s = visits.front().complete_s;
  for (const Visit& visit : visits) end_s = std::max(end_s, visit.complete_s);
  return end_s;
}

bool Journey::isCut() const {
  return std::any_of(visits.begin(), visits.end(), [](const Visit& visit) { return visit.is_cut; });
}

StationTable stationsOf(const EventLog& log, const std::vector<ResourceGroup>& groups, double until_s) {
  const std::vector<Index> group_of = groupOfResources(log, groups);
  std::map<std::pair<Index, Index>, std::set<Index>> cases;  // by group and activity
  for (const EventRow& row : log.rows) {
    if (row.start_s >= until_s || row.kind == RowKind::Breakdown) continue;
    cases[{group_of[row.resource], row.activity}].insert(row.case_index);
  }
  StationTable table;
  table.of.assign(log.activities.size(), std::vector<Index>(log.resources.size(), kNone));
  for (Index group = 0; group < groups.size(); ++group) {
    std::vector<std::pair<std::size_t, Index>> activities;
    for (auto at = cases.lower_bound({group, 0}); at != cases.end() && at->first.first == group; ++at) {
      activities.emplace_back(at->second.size(), at->first.second);
    }
    std::sort(activities.begin(), activities.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    const auto main = static_cast<Index>(table.stations.size());
    for (const auto& [count, activity] : activities) {
      const bool is_own = count >= kFewestCases || activity == activities.front().second;
      const Index station = is_own ? static_cast<Index>(table.stations.size()) : main;
      if (is_own) table.stations.push_back({activity, group});
      if (!is_own) table.folded.push_back(log.activities[activity] + " on " + groups[group].name);
      for (const Index member : groups[group].members) table.of[activity][member] = station;
    }
  }
  return table;
}

std::vector<Journey> journeysOf(const EventLog& log, const std::vector<ResourceGroup>& groups,
                                const StationTable& table, double until_s) {
  std::vector<OpenJourney> open(log.cases.size());
  std::vector<Index> order;
  for (const EventRow& row : log.rows) {
    if (row.start_s >= until_s || row.kind == RowKind::Breakdown) continue;
    OpenJourney& of_case = open[row.case_index];
    if (of_case.visits.empty()) {
      order.push_back(row.case_index);
      of_case.journey.case_index = row.case_index;
      of_case.journey.order_quantity = row.order_quantity;
    }
    Journey& journey = of_case.journey;
    if (journey.part == kNone) journey.part = row.part;
    if (!(journey.order_quantity >= row.order_quantity) && !std::isnan(row.order_quantity)) {
      journey.order_quantity = row.order_quantity;
    }
    const Index station = table.of[row.activity][row.resource];
    OpenVisit* visit = visitFor(of_case.visits, station, row.start_s);
    if (visit == nullptr) {
      Visit begun{station, row.start_s, row.start_s, 0, 0, std::nan(""), 0, 0, false};
      visit = &of_case.visits.emplace_back(OpenVisit{begun, {}, {}});
    }
    ++visit->visit.rows;
    addRow(*visit, row, until_s);
  }
  std::vector<Journey> journeys;
  for (const Index each : order) journeys.push_back(finished(open[each], groups, table));
  return journeys;
}

Journey cutAt(const Journey& journey, double until_s) {
  Journey cut = journey;
  cut.visits.clear();
  for (const Visit& visit : journey.visits) {
    if (visit.start_s >= until_s) break;
    cut.visits.push_back(visit);
    if (visit.complete_s > until_s) {
      cut.visits.back().complete_s = until_s;
      cut.visits.back().is_cut = true;
    }
  }
  return cut;
}

}  // namespace mw::discovery
