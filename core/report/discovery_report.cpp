// SPDX-License-Identifier: Apache-2.0
#include "core/report/discovery_report.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/report/factory_plan.h"
#include "core/report/shell_word.h"

namespace mw::report {
namespace {

using discovery::Compared;
using discovery::Discovery;
using discovery::PlantStation;

constexpr double kHour_s = 3600;

std::vector<Cell> comparedCells(std::string name, const Compared& figure, double scale) {
  std::vector<Cell> row{textCell(std::move(name)), figureCell(figure.log * scale)};
  appendEstimate(row, figure.simulated, scale);
  row.push_back(figureCell(figure.low * scale));
  row.push_back(figureCell(figure.high * scale));
  row.push_back(textCell(figure.isWithin() ? "inside" : "outside"));
  return row;
}

std::vector<Column> comparedColumns(const std::string& first, const std::string& unit) {
  return {{first, ""},  {"Log", unit},   {"Simulated", unit}, {"±", unit}, {"95 % of periods from", unit},
          {"to", unit}, {"Log's is", ""}};
}

Section comparisonSection(const Discovery& found) {
  Section section{"Compared with the log's later part", found.words, {}, {}};
  if (!found.judgement) return section;
  Table times{"lead-times", "Lead times", comparedColumns("Of", "h"), {}, {}, 1};
  Table rates{"rates", "Rates", comparedColumns("Of", "1/week"), {}, {}, 1};
  const auto add = [&](Table& table, const char* key, const char* name, double scale) {
    if (const Compared* figure = found.judgement->find(key)) table.rows.push_back(comparedCells(name, *figure, scale));
  };
  add(times, "lead_time_mean_s", "later cases, mean", 1 / kHour_s);
  add(times, "lead_time_p50_s", "later cases, half are below", 1 / kHour_s);
  add(times, "lead_time_p95_s", "later cases, 95 % are below", 1 / kHour_s);
  add(times, "finished_lead_time_mean_s", "cases that end in the later part, mean", 1 / kHour_s);
  times.note = "Both as far as the log shows them: cases that its end cuts count with what is seen of them.";
  add(rates, "cases_per_week", "cases ended", 1);
  add(rates, "steps_per_week", "steps done", 1);
  add(rates, "arrivals_per_week", "cases begun", 1);
  Table resources{"resources", "Worked hours", comparedColumns("Resource", "h/week"), {}, {}, 1};
  Table use{"utilisation", "Utilisation of open hours", comparedColumns("Resource", ""), {}, {}, 1};
  for (const auto& each : found.judgement->resources) {
    resources.rows.push_back(comparedCells(each.name, each.hours, 1));
    use.rows.push_back(comparedCells(each.name, each.utilisation, 1));
  }
  section.tables = {std::move(times), std::move(rates), std::move(resources), std::move(use)};
  return section;
}

Table stationTable(const Discovery& found) {
  Table table{"stations",
              "Stations",
              {{"Station", ""},
               {"Visits", ""},
               {"Work", "h"},
               {"Distribution", ""},
               {"By quantity", ""},
               {"Batch", "h"},
               {"Piece", "s"},
               {"Delay before", "h"},
               {"Rejected pieces", "%"}},
              {},
              "Work is the mean of a visit in working hours. By quantity: which of the models of work fits best.",
              1};
  for (const PlantStation& station : found.plant.stations) {
    table.rows.push_back({textCell(station.name), figureCell(static_cast<double>(station.visits)),
                          figureCell(station.process.mean_s / kHour_s),
                          textCell(station.process_by_kind.empty() ? station.process.how : "by part type"),
                          textCell(discovery::nameOf(station.work.best)), figureCell(station.work.batch_s / kHour_s),
                          figureCell(station.work.piece_s),
                          figureCell(station.delay.mean_s() * found.plant.delay_scale / kHour_s),
                          figureCell(station.pieces > 0 ? 100 * station.rejects / station.pieces : std::nan(""))});
  }
  return table;
}

Table routeTable(const Discovery& found) {
  Table table{"routes", "Routes", {{"From", ""}, {"To", ""}, {"Probability", ""}}, {}, {}, 2};
  const auto add = [&](const std::string& from, const std::string& to, double probability) {
    if (probability > 0) table.rows.push_back({textCell(from), textCell(to), figureCell(probability)});
  };
  for (const auto& [station, probability] : found.plant.routes.entry) {
    add("Arrivals", found.plant.stations[station].name, probability);
  }
  for (std::size_t s = 0; s < found.plant.stations.size(); ++s) {
    const auto& outcomes = found.plant.routes.stations[s].pooled;
    const std::string& from = found.plant.stations[s].name;
    for (const auto& [next, probability] : outcomes.next) add(from, found.plant.stations[next].name, probability);
    add(from, "Finished", outcomes.end);
    add(from, "Scrapped", outcomes.scrap);
  }
  return table;
}

Table partTable(const Discovery& found) {
  Table table{"parts", "Part types", {{"Part type", ""}, {"Cases", ""}, {"Pieces of a case", ""}}, {}, {}, 1};
  for (const auto& kind : found.plant.kinds) {
    table.rows.push_back(
        {textCell(kind.name), figureCell(static_cast<double>(kind.cases)), figureCell(kind.quantity_mean)});
  }
  return table;
}

Table resourceTable(const Discovery& found) {
  Table table{"machines",
              "Resources",
              {{"Resource", ""}, {"Cases at once", ""}, {"Working hours", ""}, {"Open", "h/week"}, {"Breakdowns", ""}},
              {},
              "Those without marks enough of their own have the hours of the whole log.",
              1};
  for (std::size_t g = 0; g < found.plant.groups.size(); ++g) {
    const discovery::ResourceGroup& group = found.plant.groups[g];
    table.rows.push_back({textCell(group.name), figureCell(static_cast<double>(group.capacity)),
                          textCell(group.hours.inWords()), figureCell(group.hours.hoursPerWeek()),
                          figureCell(static_cast<double>(found.plant.breakdowns[g].count))});
  }
  return table;
}

Table arrivalTable(const Discovery& found) {
  const discovery::Arrivals& arrivals = found.plant.arrivals;
  return {"arrivals",
          "Arrivals",
          {{"Hours", ""}, {"Cases", "1/week"}, {"Time between", "h"}, {"Distribution", ""}, {"Under way at first", ""}},
          {{textCell(arrivals.hours.inWords()), figureCell(arrivals.per_week),
            figureCell(arrivals.interarrival.mean_s / kHour_s), textCell(arrivals.interarrival.how),
            figureCell(static_cast<double>(arrivals.under_way))}},
          "Time between two cases is in open hours.",
          1};
}

Section factorySection(const Discovery& found) {
  Section section{"The factory", {}, {}, {}};
  section.figures.push_back({factoryPlanSvg(found.written.factory), "", "The hall from above, in the order of flow."});
  section.tables = {partTable(found), stationTable(found), resourceTable(found), routeTable(found),
                    arrivalTable(found)};
  return section;
}

Section rowsSection(const Discovery& found) {
  const discovery::ReadReport& report = found.import.report;
  Section section{"What was read", found.import.said, {}, {}};
  section.paragraphs.push_back(fmt::format("{} rows below the header, {} used, {} filtered out, {} refused.",
                                           report.rows_read, report.rows_used, report.rows_filtered, report.refused()));
  Table table{"rows",
              "Rows that were refused or odd",
              {{"Rows", ""}, {"Count", ""}, {"First in line", ""}, {"There", ""}},
              {},
              {},
              1};
  for (std::size_t i = 0; i < discovery::kRowDefects; ++i) {
    if (report.counts[i] == 0) continue;
    const auto defect = static_cast<discovery::RowDefect>(i);
    const std::string kept = discovery::isRefused(defect) ? "" : " (kept)";
    table.rows.push_back({textCell(discovery::rowDefectName(defect) + kept),
                          figureCell(static_cast<double>(report.counts[i])), figureCell(report.firsts[i]->place.line),
                          textCell(report.firsts[i]->cause)});
  }
  if (!table.rows.empty()) section.tables.push_back(std::move(table));
  return section;
}

}  // namespace

std::string discoverCommand(const std::string& file, const std::optional<std::string>& map_file,
                            const discovery::DiscoveryOptions& options) {
  const discovery::DiscoveryOptions usual;
  std::string command = "millwright-cli discover " + shellWord(file);
  if (map_file) command += " --map " + shellWord(*map_file);
  command += " --split " + (options.split_date ? shellWord(*options.split_date) : fmt::format("{}", options.split));
  if (options.arrivals != usual.arrivals) command += " --arrivals schedule";
  if (options.replications != usual.replications) command += fmt::format(" --replications {}", options.replications);
  if (!options.name.empty()) command += " --name " + shellWord(options.name);
  return command + fmt::format(" --seed {}", options.seed);
}

Report discoveryReport(const Discovery& found, const std::string& again) {
  Report report;
  report.title = found.written.factory.name();
  report.subtitle = "A factory found in an event log";
  report.sections = {
      comparisonSection(found), factorySection(found), {"Assumed", found.assumptions, {}, {}}, rowsSection(found)};
  report.provenance = {{"Map", discovery::toJson(found.import.map).dump()},
                       {"Factory", found.written.factory.digest()},
                       {"Again", again}};
  return report;
}

}  // namespace mw::report
