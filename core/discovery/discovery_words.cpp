// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/discovery/discovery.h"

namespace mw::discovery {
namespace {

using Words = std::vector<std::string>;

/// Lead times as people say them.
std::string timeText(double time_s) {
  if (!std::isfinite(time_s)) return "-";
  if (time_s < 120) return fmt::format("{:.0f} s", time_s);
  if (time_s < 7200) return fmt::format("{:.0f} min", time_s / 60);
  return fmt::format("{:.3g} h", time_s / 3600);
}

std::string percent(double share) {
  return fmt::format("{:.0f} %", 100 * share);
}

std::string firstPlace(const ReadReport& report, RowDefect defect) {
  const auto& first = report.firsts[static_cast<std::size_t>(defect)];
  return first ? fmt::format(" (first in line {})", first->place.line) : std::string();
}

void sayRows(const Discovery& discovery, Words& words) {
  const ReadReport& report = discovery.import.report;
  const EventLog& log = discovery.import.log;
  words.push_back(fmt::format("{} of {} rows used: {} cases, {} activities, {} resources, from {} to {}.",
                              report.rows_used, report.rows_read, log.cases.size(), log.activities.size(),
                              log.resources.size(), instantText(log, log.rows.front().start_s),
                              instantText(log, log.end_s)));
  for (std::size_t i = 0; i < kRowDefects; ++i) {
    const auto defect = static_cast<RowDefect>(i);
    if (report.counts[i] == 0) continue;
    words.push_back(fmt::format("{} rows {}{}: {}.", report.counts[i], rowDefectName(defect),
                                firstPlace(report, defect), isRefused(defect) ? "left out" : "kept"));
  }
  if (report.rows_filtered > 0) words.push_back(fmt::format("{} rows filtered out by the map.", report.rows_filtered));
}

void sayFactory(const Discovery& discovery, Words& words) {
  const Plant& plant = discovery.plant;
  words.push_back(
      fmt::format("Built on what was written before {}: {} cases, {} stations of {} resources, {} part "
                  "types, {:.3g} cases a week.",
                  instantText(discovery.import.log, plant.until_s), plant.journeys.size(), plant.stations.size(),
                  plant.groups.size(), plant.kinds.size(), plant.arrivals.per_week));
}

void saySpent(const Discovery& discovery, Words& words) {
  const TimeSpent& spent = discovery.plant.spent;
  if (!(spent.total_s > 0)) return;
  words.push_back(fmt::format(
      "Of the cases' time, {} is work, {} waiting for resources that others had, {} closed hours, and {} "
      "waiting that neither explains (delays, {} of it within interrupted work); {} of the time a case was "
      "at two stations at once.",
      percent(spent.work_s / spent.total_s), percent(spent.contention_s / spent.total_s),
      percent(spent.closed_s / spent.total_s), percent((spent.unexplained_s + spent.interrupted_s) / spent.total_s),
      percent(spent.interrupted_s / std::max(spent.unexplained_s + spent.interrupted_s, 1.0)),
      percent(spent.overlap_s / spent.total_s)));
}

std::string verdictOf(const Compared& figure) {
  if (!std::isfinite(figure.low)) return "no range from one replication";
  return figure.isWithin() ? fmt::format("inside the range {} to {} of single simulated periods", timeText(figure.low),
                                         timeText(figure.high))
                           : fmt::format("outside the range {} to {} of single simulated periods", timeText(figure.low),
                                         timeText(figure.high));
}

void sayLeadTimes(const Judgement& judgement, Words& words) {
  const Compared& lead = *judgement.find("lead_time_mean_s");
  const Compared& finished = *judgement.find("finished_lead_time_mean_s");
  words.push_back(fmt::format(
      "Mean lead time of the {} later cases: {} ± {} in the log, {} ± {} simulated ({:+.0f} %); the log's is {}.",
      judgement.cases_started, timeText(lead.log), timeText(lead.log_half_width), timeText(lead.simulated.mean),
      timeText(lead.simulated.half_width), 100 * lead.difference(), verdictOf(lead)));
  words.push_back(fmt::format("Of cases that end in the later part: {} in the log, {} ± {} simulated ({:+.0f} %).",
                              timeText(finished.log), timeText(finished.simulated.mean),
                              timeText(finished.simulated.half_width), 100 * finished.difference()));
  words.push_back(
      fmt::format("Without the delays that nothing explains the later cases would take {}: so much of the "
                  "lead time come from work, closed hours and waiting for each other.",
                  timeText(judgement.without_delays_lead_s)));
}

void sayRest(const Judgement& judgement, Words& words) {
  const Compared& cases = *judgement.find("cases_per_week");
  const Compared& steps = *judgement.find("steps_per_week");
  const Compared& begun = *judgement.find("arrivals_per_week");
  words.push_back(fmt::format("Cases began in the later part: {:.3g} a week in the log, {:.3g} ± {:.2g} simulated{}.",
                              begun.log, begun.simulated.mean, begun.simulated.half_width,
                              begun.isWithin() ? ""
                                               : " (the first part had another rate: what is busy and what ends "
                                                 "differs with it)"));
  words.push_back(fmt::format(
      "Throughput of the later part: {:.3g} cases ended a week in the log, {:.3g} ± {:.2g} simulated; steps {:.3g} and "
      "{:.3g} ± {:.2g}.",
      cases.log, cases.simulated.mean, cases.simulated.half_width, steps.log, steps.simulated.mean,
      steps.simulated.half_width));
  Words busiest;
  for (std::size_t i = 0; i < judgement.top; ++i) {
    const Compared& hours = judgement.resources[i].hours;
    busiest.push_back(fmt::format("{} ({:.0f} h a week, simulated {:.0f} ± {:.0f})", judgement.resources[i].name,
                                  hours.log, hours.simulated.mean, hours.simulated.half_width));
  }
  words.push_back(
      fmt::format("Busiest of the later part: {}. {} of these {} are also the simulated busiest; rank "
                  "correlation over all resources {:.2f}.",
                  fmt::join(busiest, ", "), judgement.top_shared, judgement.top, judgement.rank_correlation));
}

void assumeSplit(const Discovery& discovery, Words& words) {
  const Plant& plant = discovery.plant;
  words.emplace_back("One part of the factory is one case of the log, with all its pieces.");
  double open = 0;
  for (std::size_t i = 0; i < plant.routes.ended.size(); ++i) open += 1 - plant.routes.ended[i];
  words.push_back(
      fmt::format("Of the {} cases known at the split, {:.0f} had not ended: their next steps and waits "
                  "count as censored.",
                  plant.journeys.size(), open));
  if (plant.arrivals.under_way > 0) {
    words.push_back(
        fmt::format("{} cases were under way when the log begins (a burst until {}): they do not count as "
                    "arrivals.",
                    plant.arrivals.under_way, instantText(discovery.import.log, plant.arrivals.from_s)));
  }
  if (discovery.judgement && discovery.judgement->is_cohort) {
    words.emplace_back(
        "The log's cases stop coming long before its end, as where somebody took those that start "
        "within a time: in the comparison the simulated ones stop then too.");
  }
}

void assumeResources(const Discovery& discovery, Words& words) {
  const Plant& plant = discovery.plant;
  for (const ResourceGroup& group : plant.groups) {
    if (group.members.size() > 1) words.push_back(fmt::format("{} are parallel machines.", group.name));
    if (group.capacity > group.members.size()) {
      words.push_back(fmt::format("{} works on {} cases at once (95 % of its busy time is not above).", group.name,
                                  group.capacity));
    }
  }
  if (!plant.table.folded.empty()) {
    words.push_back(fmt::format("Activities met by fewer than five cases belong to the main one of their resource: {}.",
                                fmt::join(plant.table.folded, "; ")));
  }
  words.push_back(fmt::format("Working hours seen in the log: {}.", plant.hours.inWords()));
  for (const ResourceGroup& group : plant.groups) {
    if (group.has_own_hours) words.push_back(fmt::format("{} works {}.", group.name, group.hours.inWords()));
  }
  if (!plant.unkept_hours.empty()) {
    words.push_back(
        fmt::format("{} are seen in fewer hours, but finish what they begin: they have the hours of the "
                    "log, for outside its hours an element would leave its work lying.",
                    fmt::join(plant.unkept_hours, ", ")));
  }
  const std::size_t workers = discovery.import.log.workers.size();
  if (workers > 0) {
    words.push_back(
        fmt::format("{} workers are named; they are not modelled: what waits for them is in the delays.", workers));
  }
}

void assumeSteps(const Discovery& discovery, Words& words) {
  const Plant& plant = discovery.plant;
  std::size_t rows = 0;
  std::size_t visits = 0;
  for (const Journey& journey : plant.journeys) {
    for (const Visit& visit : journey.visits) rows += visit.rows - 1;
    visits += journey.visits.size();
  }
  if (rows > visits) {
    words.push_back(
        fmt::format("{} rows are {} steps: rows of one case at one station that follow each other are one "
                    "step, its gaps no work.",
                    rows, visits));
  }
  words.push_back(
      fmt::format("Before a station a case is delayed for a time of its own, whatever the hour and the "
                  "part type; delays are scaled by {:.2f} so that the simulated first part has the pace of "
                  "the log's.",
                  plant.delay_scale));
  double rejects = 0;
  double pieces = 0;
  bool is_scrapping = false;
  for (std::size_t s = 0; s < plant.stations.size(); ++s) {
    rejects += plant.stations[s].rejects;
    pieces += plant.stations[s].pieces;
    is_scrapping |= plant.routes.stations[s].pooled.scrap > 0;
  }
  if (rejects > 0) {
    words.push_back(
        fmt::format("{:.3g} % of the pieces are rejected; a case is scrapped only where all its pieces were"
                    "{}: smaller losses are told here and not modelled.",
                    100 * rejects / std::max(pieces, 1.0), is_scrapping ? "" : ", which none was"));
  }
  for (const PlantStation& station : plant.stations) {
    if (station.setup.count == 0) continue;
    words.push_back(
        fmt::format("Set-ups are constants by part type ({}): the format has no distribution of them; what "
                    "was fitted is in the report.",
                    station.setup.is_in_process ? "here in the process times" : "means"));
    break;
  }
}

void assumeReading(const Discovery& discovery, Words& words) {
  const ReadReport& report = discovery.import.report;
  if (report.has_offsets) words.emplace_back("Times are those on the wall clock: offsets from UTC are cut off.");
  if (!report.unread_columns.empty()) {
    words.push_back(fmt::format("Columns not read: {}.", fmt::join(report.unread_columns, ", ")));
  }
  if (discovery.import.map.resource.empty()) words.emplace_back("No resource is mapped: each activity is its own.");
  if (discovery.judgement && !discovery.judgement->unseen_resources.empty()) {
    words.push_back(fmt::format("Only the later part has {}: the factory does not.",
                                fmt::join(discovery.judgement->unseen_resources, ", ")));
  }
}

}  // namespace

Words assumptionsOf(const Discovery& discovery) {
  Words words;
  assumeReading(discovery, words);
  assumeSplit(discovery, words);
  assumeResources(discovery, words);
  assumeSteps(discovery, words);
  return words;
}

Words inWords(const Discovery& discovery) {
  Words words;
  sayRows(discovery, words);
  sayFactory(discovery, words);
  saySpent(discovery, words);
  if (!discovery.judgement) {
    words.emplace_back("All of the log went into the factory: nothing is left to judge it by.");
    return words;
  }
  sayLeadTimes(*discovery.judgement, words);
  sayRest(*discovery.judgement, words);
  return words;
}

}  // namespace mw::discovery
