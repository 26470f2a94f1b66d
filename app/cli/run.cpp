// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <memory>

#include "app/cli/load_factory.h"
#include "app/cli/verbs.h"
#include "core/experiment/replications.h"

namespace mw::cli {
namespace {

struct RunOptions {
  std::string file;
  std::string horizon = "1d";
  std::string warmup = "0";
  experiment::RunPlan plan;
  std::uint32_t replication = 0;  ///< counted from 1; 0 = all
};

std::string numberCell(double value) {
  return std::isnan(value) ? "–" : fmt::format("{:.5g}", value);
}

void printKpis(const experiment::RunResult& result, const Console& console) {
  console.print(fmt::format("\n{:<28} {:>12} {:>12}  unit", "KPI", "mean", "+- 95 %"));
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    const numerics::Estimate& value = result.overall[k];
    if (value.n == 0) {
      console.print(fmt::format("{:<28} {:>12} {:>12}  {}", result.kpis[k].name, "–", "", result.reasons.overall[k]));
      continue;
    }
    console.print(fmt::format("{:<28} {:>12} {:>12}  {}", result.kpis[k].name, numberCell(value.mean),
                              numberCell(value.half_width), result.kpis[k].unit));
  }
}

std::size_t metricIndex(const experiment::RunResult& result, std::string_view metric) {
  std::size_t m = 0;
  while (m + 1 < result.metrics.size() && result.metrics[m].name != metric) ++m;
  return m;
}

std::string percent(double share) {
  return std::isnan(share) ? "–" : fmt::format("{:.1f}", 100 * share);
}

void printElements(const experiment::RunResult& result, const Console& console) {
  const auto at = [&](std::size_t element, std::string_view metric) {
    return result.elements[element][metricIndex(result, metric)].mean;
  };
  console.print(fmt::format("\n{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", "element", "busy %", "idle %",
                            "blocked %", "down %", "parts out", "content", "stay s"));
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    console.print(fmt::format("{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", result.element_ids[e],
                              percent(at(e, "busy")), percent(at(e, "idle")), percent(at(e, "blocked")),
                              percent(at(e, "down")), numberCell(at(e, "parts_out")), numberCell(at(e, "content_mean")),
                              numberCell(at(e, "wait_mean_s"))));
  }
}

/// The main ISO 22400 figures of the elements that process parts; what is undefined says why below.
void printWorkUnits(const experiment::RunResult& result, const Console& console) {
  struct Column {
    std::string_view metric;
    std::string_view title;
  };
  constexpr std::array<Column, 8> kShares = {{{"availability", "avail %"},
                                              {"performance", "perf %"},
                                              {"quality", "quality %"},
                                              {"oee", "OEE %"},
                                              {"nee", "NEE %"},
                                              {"setup_ratio", "setup %"},
                                              {"scrap_ratio", "scrap %"},
                                              {"first_pass_yield", "1st pass %"}}};
  std::string header = fmt::format("\n{:<20}", "work unit");
  for (const Column& column : kShares) header += fmt::format(" {:>10}", column.title);
  std::string rows;
  std::string notes;
  const std::size_t oee = metricIndex(result, "oee");
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    const std::string& why = result.reasons.elements[e][oee];
    if (result.elements[e][oee].n == 0 && why.empty()) continue;
    rows += fmt::format("\n{:<20}", result.element_ids[e]);
    for (const Column& column : kShares) {
      rows += fmt::format(" {:>10}", percent(result.elements[e][metricIndex(result, column.metric)].mean));
    }
    for (const std::string_view metric : {"mtbf_s", "mttr_s"}) {
      rows += fmt::format(" {:>9}", numberCell(result.elements[e][metricIndex(result, metric)].mean));
    }
    if (!why.empty()) notes += fmt::format("\n{}: no OEE: {}", result.element_ids[e], why);
  }
  if (!rows.empty()) console.print(fmt::format("{} {:>9} {:>9}{}{}", header, "MTBF s", "MTTR s", rows, notes));
}

void printLittlesLaw(const experiment::RunResult& result, const Console& console) {
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    if (result.kpis[k].name != "littles_law_error" || result.overall[k].n == 0) continue;
    console.print(fmt::format("\nLittle's law: WIP is throughput times lead time within {:.2g} % ({:.0f} parts left)",
                              100 * result.overall[k].mean, result.parts_left));
  }
}

void print(const factory::Factory& factory, const experiment::RunResult& result, const Console& console) {
  const experiment::RunPlan& plan = result.plan;
  console.print(fmt::format("{}: {} x {:.6g} h (warm-up {:.6g} h), seed {}: {} events in {:.3g} s", factory.name(),
                            plan.replications, plan.horizon_s / 3600, plan.warmup_s / 3600, plan.seed, result.events,
                            result.wall_s));
  printKpis(result, console);
  printElements(result, console);
  printWorkUnits(result, console);
  printLittlesLaw(result, console);
  if (!result.bottlenecks.empty()) console.print("");
  for (const experiment::Bottleneck& each : result.bottlenecks) {
    console.print(fmt::format("active {:.1f} % of the time: {}", 100 * each.share, each.element));
  }
}

int run(const RunOptions& options, Console& console) {
  experiment::RunPlan plan = options.plan;
  plan.horizon_s = durationOption("--horizon", options.horizon);
  plan.warmup_s = durationOption("--warmup", options.warmup);
  if (plan.horizon_s <= 0) throw UsageError(fmt::format("--horizon {}: give a time above 0", options.horizon));
  if (plan.warmup_s >= plan.horizon_s) {
    throw UsageError(fmt::format("--warmup {} is not below --horizon {}", options.warmup, options.horizon));
  }
  if (options.replication > 0) {
    plan.first_replication = options.replication - 1;
    plan.replications = 1;
  }
  const LoadedFactory loaded = loadFactory(options.file);
  const experiment::RunResult result = loaded.located(
      [&] { return experiment::runReplications(loaded.factory, plan, console.stop(), console.progress()); });
  if (console.is_json) {
    console.printJson(toJson(result));
  } else {
    print(loaded.factory, result, console);
  }
  for (const std::string& warning : result.warnings) console.warn("warning: " + warning);
  return result.deadlocks.empty() ? kDone : kNegativeFinding;
}

}  // namespace

void addRun(CLI::App& program, Action& action) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* verb =
      addVerb(program, "run", {"Simulates a factory.", "line.mill --horizon 5d --warmup 8h --replications 20"});
  verb->add_option("file", options->file, "Factory or project file")->required();
  verb->add_option("--horizon", options->horizon, "Simulated time, e.g. 90, 15m, 8h, 30d, 2w")->capture_default_str();
  verb->add_option("--warmup", options->warmup, "Time whose statistics are deleted")->capture_default_str();
  verb->add_option("--replications", options->plan.replications, "Independent runs")
      ->check(CLI::Range(1, 1 << 24))
      ->capture_default_str();
  verb->add_option("--seed", options->plan.seed, "Seed of all random numbers")->capture_default_str();
  verb->add_option("--jobs", options->plan.jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->add_option("--replication", options->replication, "Runs the K-th replication alone; the first is 1")
      ->check(CLI::Range(1, 1 << 24));
  verb->final_callback([options, &action] { action = [options](Console& console) { return run(*options, console); }; });
}

}  // namespace mw::cli
