// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/plant.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestCases = 5;

void requireEnough(const EventLog& log, const std::vector<Journey>& journeys, double until_s) {
  std::size_t finished = 0;
  double work_s = 0;
  for (const Journey& journey : journeys) {
    for (const Visit& visit : journey.visits) {
      finished += visit.is_cut ? 0 : 1;
      work_s += visit.work_s + visit.setup_s;
    }
  }
  if (finished > 0 && !(work_s > 0)) {
    throw InputError({}, fmt::format("all {} steps complete at the instant of their start", finished),
                     "map the columns in which work starts and completes: without times there is no factory");
  }
  if (journeys.size() >= kFewestCases && finished > 0) return;
  throw InputError({},
                   fmt::format("{} cases begin before {}, {} steps of them finished: too few for a factory",
                               journeys.size(), instantText(log, until_s), finished),
                   fmt::format("give a longer log, or a later split; {} cases at least", kFewestCases));
}

/// Outside its hours an element of ours pauses, its work waiting. A job of w open hours meets w * closed / open hours
/// of that; where the log shows less than half as much within visits, work is finished late or not begun, and hours of
/// its own would only stretch it: such a group gets those of the whole log.
bool dropUnkeptHours(Plant& plant) {
  std::vector<double> paused_s(plant.groups.size(), 0.0);
  std::vector<double> expected_s(plant.groups.size(), 0.0);
  for (const Journey& journey : plant.journeys) {
    for (const Visit& visit : journey.visits) {
      const Index group = plant.table.stations[visit.station].group;
      const WorkHours& hours = plant.groups[group].hours;
      const double open_h = hours.hoursPerWeek();
      paused_s[group] += visit.complete_s - visit.start_s - hours.workedTime_s(visit.start_s, visit.complete_s);
      expected_s[group] += (visit.work_s + visit.setup_s) * (168 - open_h) / open_h;
    }
  }
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    ResourceGroup& group = plant.groups[g];
    if (!group.has_own_hours || paused_s[g] >= 0.5 * expected_s[g]) continue;
    group.hours = plant.hours;
    group.has_own_hours = false;
    plant.unkept_hours.push_back(group.name);
  }
  return !plant.unkept_hours.empty();
}

std::vector<BreakdownModel> findBreakdowns(const EventLog& log, const Plant& plant, const FitChoices& choices) {
  std::vector<BreakdownModel> models(plant.groups.size());
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const auto& members = plant.groups[g].members;
    std::vector<double> repairs_s;
    for (const EventRow& row : log.rows) {
      if (row.kind != RowKind::Breakdown || row.complete_s > plant.until_s) continue;
      if (std::find(members.begin(), members.end(), row.resource) == members.end()) continue;
      repairs_s.push_back(plant.groups[g].hours.workedTime_s(row.start_s, row.complete_s));
    }
    if (repairs_s.empty()) continue;
    double work_s = 0;
    for (const Journey& journey : plant.journeys) {
      for (const Visit& visit : journey.visits) {
        if (plant.table.stations[visit.station].group == g) work_s += visit.work_s + visit.setup_s;
      }
    }
    models[g].count = repairs_s.size();
    models[g].to_failure_s = work_s / static_cast<double>(repairs_s.size());
    models[g].repair = fittedTime(std::move(repairs_s), choices);
  }
  return models;
}

void describeStations(const EventLog& log, Plant& plant, const Delays& delays) {
  for (std::size_t s = 0; s < plant.stations.size(); ++s) {
    PlantStation& station = plant.stations[s];
    const StationKey key = plant.table.stations[s];
    station.key = key;
    const std::string& activity = log.activities[key.activity];
    const std::string& group = plant.groups[key.group].name;
    const auto of_group = std::count_if(plant.table.stations.begin(), plant.table.stations.end(),
                                        [&](const StationKey& each) { return each.group == key.group; });
    const auto of_activity = std::count_if(plant.table.stations.begin(), plant.table.stations.end(),
                                           [&](const StationKey& each) { return each.activity == key.activity; });
    station.name = of_group == 1 ? group : of_activity == 1 ? activity : activity + " on " + group;
    station.delay = delays.before[s];
    station.delays_seen = delays.seen[s];
    station.has_borrowed_delay = delays.is_borrowed[s];
  }
}

void countVisits(Plant& plant) {
  std::vector<double> met(plant.stations.size(), 0.0);
  for (const Journey& journey : plant.journeys) {
    const auto last = static_cast<double>(std::max<std::size_t>(journey.visits.size(), 2) - 1);
    for (std::size_t i = 0; i < journey.visits.size(); ++i) {
      const Visit& visit = journey.visits[i];
      PlantStation& station = plant.stations[visit.station];
      station.position += static_cast<double>(i) / last;
      ++met[visit.station];
      station.rejects += visit.rejects;
      station.pieces += visit.rejects + (std::isnan(visit.quantity) ? 0 : visit.quantity);
    }
  }
  for (std::size_t s = 0; s < met.size(); ++s) plant.stations[s].position /= std::max(met[s], 1.0);
}

}  // namespace

Plant findPlant(const EventLog& log, double until_s, const PlantOptions& options) {
  const FitChoices choices{options.seed, options.resamples, options.stop};
  Plant plant;
  plant.until_s = until_s;
  plant.groups = groupResources(log, until_s);
  plant.hours = findHours(log, until_s, plant.groups);
  plant.table = stationsOf(log, plant.groups, until_s);
  plant.journeys = journeysOf(log, plant.groups, plant.table, until_s);
  requireEnough(log, plant.journeys, until_s);
  if (dropUnkeptHours(plant)) plant.journeys = journeysOf(log, plant.groups, plant.table, until_s);
  completeQuantities(plant.journeys);
  const std::vector<WorkModel> work = findWorkModels(plant.journeys, plant.table.stations.size());
  plant.kinds = assignKinds(log, work, plant.journeys);
  plant.routes = findRoutes(plant.journeys, plant.table.stations.size(), plant.kinds.size(), until_s);
  const Delays delays = findDelays(log, plant.groups, plant.table, plant.journeys, plant.routes, until_s);
  plant.spent = delays.spent;
  plant.stations.resize(plant.table.stations.size());
  for (std::size_t s = 0; s < work.size(); ++s) plant.stations[s].work = work[s];
  describeStations(log, plant, delays);
  countVisits(plant);
  findTimes(plant, options);
  plant.breakdowns = findBreakdowns(log, plant, choices);
  plant.arrivals = findArrivals(plant.journeys, until_s, plant.hours, log.firstWeekday(), choices);
  return plant;
}

}  // namespace mw::discovery
