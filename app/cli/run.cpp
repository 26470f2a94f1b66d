// SPDX-License-Identifier: Apache-2.0
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
  return std::isnan(value) ? "-" : fmt::format("{:.5g}", value);
}

void printKpis(const experiment::RunResult& result, const Console& console) {
  console.print(fmt::format("\n{:<28} {:>12} {:>12}  unit", "KPI", "mean", "+- 95 %"));
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    const numerics::Estimate& value = result.overall[k];
    if (value.n == 0) continue;
    console.print(fmt::format("{:<28} {:>12} {:>12}  {}", result.kpis[k].name, numberCell(value.mean),
                              numberCell(value.half_width), result.kpis[k].unit));
  }
}

void printElements(const experiment::RunResult& result, const Console& console) {
  const auto at = [&](std::size_t element, std::string_view metric) {
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
      if (result.metrics[m].name == metric) return result.elements[element][m].mean;
    }
    return std::nan("");
  };
  const auto percent = [](double share) { return std::isnan(share) ? "-" : fmt::format("{:.1f}", 100 * share); };
  console.print(fmt::format("\n{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", "element", "busy %", "idle %",
                            "blocked %", "down %", "parts out", "content", "stay s"));
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    console.print(fmt::format("{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", result.element_ids[e],
                              percent(at(e, "busy")), percent(at(e, "idle")), percent(at(e, "blocked")),
                              percent(at(e, "down")), numberCell(at(e, "parts_out")), numberCell(at(e, "content_mean")),
                              numberCell(at(e, "wait_mean_s"))));
  }
}

void printFleets(const experiment::RunResult& result, const Console& console) {
  if (result.fleet_ids.empty()) return;
  const auto at = [&](std::size_t fleet, std::string_view name) {
    const auto metrics = kpi::fleetMetrics();
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      if (metrics[m].name == name) return result.fleets[fleet][m].mean;
    }
    return std::nan("");
  };
  console.print(fmt::format("\n{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12} {:>10}", "vehicles", "loaded %",
                            "empty %", "waiting %", "idle %", "charging %", "trips", "mean wait s", "kWh"));
  for (std::size_t f = 0; f < result.fleet_ids.size(); ++f) {
    const auto percent = [&](std::string_view name) { return fmt::format("{:.1f}", 100 * at(f, name)); };
    console.print(fmt::format("{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12} {:>10}", result.fleet_ids[f],
                              percent("loaded"), percent("empty"), percent("waiting"), percent("idle"),
                              percent("charging"), numberCell(at(f, "trips")), numberCell(at(f, "wait_mean_s")),
                              numberCell(at(f, "energy_kwh"))));
  }
}

void print(const factory::Factory& factory, const experiment::RunResult& result, const Console& console) {
  const experiment::RunPlan& plan = result.plan;
  console.print(fmt::format("{}: {} x {:.6g} h (warm-up {:.6g} h), seed {}: {} events in {:.3g} s", factory.name(),
                            plan.replications, plan.horizon_s / 3600, plan.warmup_s / 3600, plan.seed, result.events,
                            result.wall_s));
  printKpis(result, console);
  printElements(result, console);
  printFleets(result, console);
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
  return kDone;
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
