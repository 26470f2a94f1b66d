// SPDX-License-Identifier: Apache-2.0
#include "core/report/run_section.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/kpi/bottleneck_text.h"
#include "core/kpi/machine.h"
#include "core/report/heat_plan.h"
#include "core/report/state_bars.h"

namespace mw::report {
namespace {

using experiment::RunResult;

constexpr double kPercent = 100;

/// A figure of elements in the report; all of them are in the exported table.
struct Chosen {
  std::string_view metric;
  const char* name;
  const char* unit;
  double scale;
};
constexpr std::array<Chosen, 8> kElementFigures = {{{"parts_out", "Parts out", "", 1},
                                                    {"content_mean", "Mean content", "parts", 1},
                                                    {"wait_mean_s", "Mean stay", "s", 1},
                                                    {"availability", "Availability", "%", kPercent},
                                                    {"performance", "Performance", "%", kPercent},
                                                    {"quality", "Quality", "%", kPercent},
                                                    {"oee", "OEE", "%", kPercent},
                                                    {"energy_kwh", "Energy", "kWh", 1}}};

std::size_t find(std::span<const kpi::KpiDeclaration> declarations, std::string_view name) {
  const auto found =
      std::ranges::find_if(declarations, [name](const kpi::KpiDeclaration& each) { return each.name == name; });
  return static_cast<std::size_t>(found - declarations.begin());
}

void addColumns(Table& table, const std::string& name, const std::string& unit) {
  table.columns.push_back({name, unit});
  table.columns.push_back({name + " ±", unit});
}

Table kpiTable(const RunResult& result) {
  Table table{"kpis",
              "Figures of the factory",
              {{"KPI", ""}, {"Mean", ""}, {"±", ""}, {"Runs", ""}, {"Unit", ""}, {"What it is", ""}},
              {},
              "± is half the width of the 95 % confidence interval (Student's t over replications)."};
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    std::vector<Cell> row = {textCell(result.kpis[k].name)};
    appendEstimate(row, result.overall[k]);
    row.push_back(figureCell(static_cast<double>(result.overall[k].n)));
    row.push_back(textCell(result.kpis[k].unit));
    const std::string& reason = result.reasons.overall[k];
    row.push_back(textCell(reason.empty() ? result.kpis[k].help : "undefined: " + reason));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string nameOf(const factory::Factory& factory, const std::string& id) {
  const factory::Element* element = factory.findElement(id);
  return element == nullptr ? id : element->name;
}

std::vector<StateBar> stateBars(const factory::Factory& factory, const RunResult& result) {
  std::vector<StateBar> bars;
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    StateBar bar{nameOf(factory, result.element_ids[e]), {}};
    for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
      const std::size_t metric = find(result.metrics, factory::kElementStateNames[s]);
      if (metric < result.metrics.size()) bar.shares[s] = result.elements[e][metric].mean;
    }
    bars.push_back(std::move(bar));
  }
  return bars;
}

/// Busy shares of the machines, NaN for what is none; as the factory's elements.
std::vector<double> busyShares(const factory::Factory& factory, const RunResult& result) {
  std::vector<double> shares(factory.elements().size(), std::numeric_limits<double>::quiet_NaN());
  const std::size_t busy = find(result.metrics, "busy");
  if (busy == result.metrics.size()) return shares;
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    const factory::Element* element = factory.findElement(result.element_ids[e]);
    if (element == nullptr || !kpi::isMachine(*element)) continue;
    shares[static_cast<std::size_t>(element - factory.elements().data())] = result.elements[e][busy].mean;
  }
  return shares;
}

Table stateTable(const RunResult& result) {
  Table table{"states", "How the elements spent the measured time", {{"Element", ""}}, {}, ""};
  for (const std::string_view state : factory::kElementStateNames) addColumns(table, std::string(state), "%");
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    std::vector<Cell> row = {textCell(result.element_ids[e])};
    for (const std::string_view state : factory::kElementStateNames) {
      const std::size_t metric = find(result.metrics, state);
      appendEstimate(row, metric < result.metrics.size() ? result.elements[e][metric] : numerics::Estimate{}, kPercent);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table elementTable(const factory::Factory& factory, const RunResult& result) {
  Table table{"elements", "Figures of the elements", {{"Element", ""}, {"Name", ""}, {"Type", ""}}, {}, ""};
  for (const Chosen& chosen : kElementFigures) addColumns(table, chosen.name, chosen.unit);
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    const factory::Element* element = factory.findElement(result.element_ids[e]);
    std::vector<Cell> row = {textCell(result.element_ids[e]), textCell(element == nullptr ? "" : element->name),
                             textCell(element == nullptr ? "" : element->type)};
    for (const Chosen& chosen : kElementFigures) {
      const std::size_t metric = find(result.metrics, chosen.metric);
      const bool is_known = metric < result.metrics.size();
      appendEstimate(row, is_known ? result.elements[e][metric] : numerics::Estimate{}, chosen.scale);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table poolTable(const RunResult& result) {
  Table table{"pools", "Pools of operators", {{"Pool", ""}}, {}, ""};
  addColumns(table, "Busy", "%");
  addColumns(table, "Mean wait", "s");
  for (const experiment::PoolResult& pool : result.pools) {
    std::vector<Cell> row = {textCell(pool.id)};
    appendEstimate(row, pool.utilisation, kPercent);
    appendEstimate(row, pool.wait_mean_s);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table fleetTable(const RunResult& result) {
  Table table{"vehicles", "Vehicles", {{"Fleet", ""}}, {}, ""};
  const auto metrics = kpi::fleetMetrics();
  for (const kpi::KpiDeclaration& metric : metrics) addColumns(table, metric.name, metric.unit);
  for (std::size_t f = 0; f < result.fleet_ids.size(); ++f) {
    std::vector<Cell> row = {textCell(result.fleet_ids[f])};
    for (std::size_t m = 0; m < metrics.size(); ++m) appendEstimate(row, result.fleets[f][m]);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table limitTable(const kpi::BottleneckFinding& finding) {
  Table table{"bottlenecks",
              "What limits the factory",
              {{"Element or pool", ""}},
              {},
              "The share of the measured time as the momentary bottleneck (the longest active period of all), and of "
              "active time; where intervals overlap, nobody can tell which of them limits."};
  addColumns(table, "Limits", "%");
  addColumns(table, "Active", "%");
  table.columns.push_back({"May be it", ""});
  for (const kpi::Limit& limit : finding.limits) {
    std::vector<Cell> row = {textCell(limit.id)};
    appendEstimate(row, limit.share, kPercent);
    appendEstimate(row, limit.active, kPercent);
    row.push_back(textCell(limit.is_candidate ? "yes" : "no"));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// A phrase of the terminal as a sentence of a page.
std::string sentence(std::string phrase) {
  if (!phrase.empty()) phrase[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(phrase[0])));
  constexpr std::string_view kAscii = "+-";
  for (std::size_t at = phrase.find(kAscii); at != std::string::npos; at = phrase.find(kAscii, at)) {
    phrase.replace(at, kAscii.size(), "±");
  }
  return phrase + '.';
}

/// A time that was given, not measured: all of it.
std::string hours(double time_s) {
  return fmt::format("{:.6g} h ({} s)", time_s / 3600, figureCell(time_s).text);
}

}  // namespace

Section runSection(const factory::Factory& factory, const RunResult& result) {
  Section section{"Results of the run", {}, {}, {}};
  const experiment::RunPlan& plan = result.plan;
  section.paragraphs.push_back(fmt::format("{} independent {} of {}, statistics from {} on.", plan.replications,
                                           plan.replications == 1 ? "replication" : "replications",
                                           hours(plan.horizon_s),
                                           plan.warmup_s > 0 ? hours(plan.warmup_s) : "the start"));
  section.tables.push_back(kpiTable(result));
  if (!result.element_ids.empty()) {
    section.figures.push_back({stateBarsSvg(stateBars(factory, result)), {}, "Shares of the measured time, mean."});
    section.figures.push_back({heatPlanSvg(factory, busyShares(factory, result)),
                               {},
                               "How busy the machines were; the scale is the same in every report."});
    section.tables.push_back(stateTable(result));
    section.tables.push_back(elementTable(factory, result));
  }
  if (!result.pools.empty()) section.tables.push_back(poolTable(result));
  if (!result.fleet_ids.empty()) section.tables.push_back(fleetTable(result));
  if (!result.bottleneck.limits.empty()) {
    section.paragraphs.push_back(sentence(kpi::bottleneckText(result.bottleneck)));
    section.tables.push_back(limitTable(result.bottleneck));
  }
  return section;
}

Section assumptionsSection(const factory::Factory& factory, const RunResult& result) {
  Section section{"Assumptions and limits", {}, {}, {}};
  const experiment::RunPlan& plan = result.plan;
  const auto say = [&section](std::string text) { section.paragraphs.push_back(std::move(text)); };
  say(
      fmt::format("All figures are of the factory as described in the file ({} elements, {} flows): its times, "
                  "failures and routes are inputs, not findings.",
                  factory.elements().size(), factory.flows().size()));
  say("Time passes from event to event; bodies, collisions and the physics of transport are not part of these "
      "figures.");
  if (plan.replications < 2) say("One replication has no interval: no figure here says how sure it is.");
  say("Each interval is for its own figure at 95 %; all of them together hold with less.");
  if (plan.found_warmup) {
    say(fmt::format("The warm-up of {} was found by MSER-5 in {} pilot runs.", hours(plan.warmup_s),
                    plan.found_warmup->replications));
  } else if (plan.warmup_s == 0) {
    say("No warm-up was deleted: the empty hall at the start is part of every mean.");
  } else {
    say(fmt::format("The warm-up of {} was given, not found.", hours(plan.warmup_s)));
  }
  for (const experiment::PrecisionReached& each : result.precision) {
    say(fmt::format("{}: the wished precision was {}.", each.goal.kpi, each.is_met ? "reached" : "not reached"));
  }
  for (const std::string& warning : result.warnings) say("Warning: " + warning);
  for (const Finding& finding : result.notes) say("Warning: " + finding.text());
  return section;
}

}  // namespace mw::report
