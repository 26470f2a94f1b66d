// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/load_factory.h"
#include "app/cli/verbs.h"
#include "core/analysis/improvement_text.h"
#include "core/experiment/warmup_pilot.h"
#include "core/kpi/bottleneck_text.h"

namespace mw::cli {
namespace {

struct Request {
  std::string file;
  std::string horizon = "1d";
  std::string warmup = "0";
  std::string goal = "throughput_per_h";
  std::string costs;  ///< file; empty: the defaults
  std::string out;    ///< file for the best factory
  analysis::ImprovementOptions options;
};

/// "max:KPI", "min:KPI", or a KPI with a direction of its own.
void setGoal(const std::string& goal, analysis::ImprovementOptions& options) {
  const bool has_direction = goal.starts_with("max:") || goal.starts_with("min:");
  if (has_direction) options.is_least = goal.starts_with("min:");
  options.kpi = has_direction ? goal.substr(4) : goal;
}

analysis::ImprovementOptions optionsOf(const Request& request, const Console& console) {
  analysis::ImprovementOptions options = request.options;
  setGoal(request.goal, options);
  options.plan.horizon_s = durationOption("--horizon", request.horizon);
  if (options.plan.horizon_s <= 0) throw UsageError(fmt::format("--horizon {}: give a time above 0", request.horizon));
  if (request.warmup != "auto") options.plan.warmup_s = durationOption("--warmup", request.warmup);
  if (options.plan.warmup_s >= options.plan.horizon_s) {
    throw UsageError(fmt::format("--warmup {} is not below --horizon {}", request.warmup, request.horizon));
  }
  if (!request.costs.empty()) options.costs = analysis::ChangeCosts::fromDocument(JsonDocument::read(request.costs));
  options.stop = console.stop();
  options.progress = console.progress();
  return options;
}

void print(const analysis::Improvement& found, const analysis::ImprovementOptions& options, const std::string& name,
           const Console& console) {
  const experiment::RunPlan& plan = options.plan;
  console.print(fmt::format("{}: {:.6g} h (warm-up {:.6g} h), seed {}, budget {:.6g}", name, plan.horizon_s / 3600,
                            plan.warmup_s / 3600, plan.seed, options.budget));
  console.print(fmt::format("{} as it is: {:.5g} {}; {}\n", found.kpi.name, found.base.mean, found.kpi.unit,
                            kpi::bottleneckText(found.bottleneck)));
  if (!found.plans.empty()) console.print(analysis::improvementTable(found) + "\n");
  console.print(analysis::improvementText(found));
  console.print(analysis::improvementBasis(found, options));
}

/// @returns whether the best was written
bool writeBest(const Request& request, const analysis::Improvement& found, const Console& console) {
  if (request.out.empty()) return false;
  if (found.status != analysis::Improvement::Status::Shown) {
    console.warn(fmt::format("{} is not written: no improvement is shown", request.out));
    return false;
  }
  found.plans.front().factory.write(request.out);
  console.print(fmt::format("the factory with the best changes is in {}", request.out));
  return true;
}

int improve(const Request& request, Console& console) {
  analysis::ImprovementOptions options = optionsOf(request, console);
  const LoadedFactory loaded = loadFactory(request.file);
  console.warn(loaded.notes());
  const analysis::Improvement found = loaded.located([&] {
    if (request.warmup == "auto") {
      options.plan.found_warmup =
          experiment::findWarmup(loaded.factory, options.plan, console.stop(), console.progress());
      options.plan.warmup_s = options.plan.found_warmup->warmup_s;
    }
    return analysis::findImprovement(loaded.factory, options);
  });
  if (!console.is_json) print(found, options, loaded.factory.name(), console);
  const bool is_written = writeBest(request, found, console);
  if (console.is_json) {
    Json json = analysis::toJson(found, options);
    if (is_written) json["out"] = request.out;
    console.printJson(json);
  }
  return found.status == analysis::Improvement::Status::Shown ? kDone : kNegativeFinding;
}

}  // namespace

void addImprove(CLI::App& program, Action& action) {
  auto request = std::make_shared<Request>();
  analysis::ImprovementOptions& options = request->options;
  options.plan.replications = 20;
  CLI::App* verb = addVerb(program, "improve",
                           {"Searches for the changes within a budget that improve a factory most: buffers, speed, "
                            "parallel places, crews.",
                            "line.mill --budget 20 --horizon 5d --warmup 1d --out better.json"});
  verb->add_option("file", request->file, "Factory or project file")->required();
  verb->add_option("--budget", options.budget, "What all changes together may cost, in the unit of the costs")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb->add_option(
      "--costs", request->costs,
      "JSON file with what changes cost: buffer_place (1), moved_place (0.25), faster_percent (1), machine "
      "(20), person (15), null for none to be had; keep: ids not to touch");
  verb->add_option("--goal", request->goal, "KPI to improve; max:KPI or min:KPI where it has no direction")
      ->capture_default_str();
  verb->add_option("--horizon", request->horizon, "Simulated time, e.g. 90, 15m, 8h, 30d, 2w")->capture_default_str();
  verb->add_option("--warmup", request->warmup, "Time whose statistics are deleted; auto finds it in pilot runs")
      ->capture_default_str();
  verb->add_option("--screening", options.screening_replications, "Replications of each factory in the screening")
      ->check(CLI::Range(2, 1 << 20))
      ->capture_default_str();
  verb->add_option("--replications", options.plan.replications, "That confirm the best, with other random numbers")
      ->check(CLI::Range(2, 1 << 20))
      ->capture_default_str();
  verb->add_option("--out", request->out, "Factory file for the best, when it is shown to be better");
  verb->add_option("--seed", options.plan.seed, "Seed of all random numbers")->capture_default_str();
  verb->add_option("--jobs", options.plan.jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return improve(*request, console); }; });
}

}  // namespace mw::cli
