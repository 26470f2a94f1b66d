// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/load_factory.h"
#include "app/cli/verbs.h"
#include "core/experiment/replications.h"
#include "core/experiment/warmup_pilot.h"
#include "core/kpi/bottleneck_text.h"

namespace mw::cli {
namespace {

constexpr std::uint32_t kReplications = 10;

struct Request {
  std::string file;
  std::string horizon = "1d";
  std::string warmup = "0";
  experiment::RunPlan plan;
};

std::string_view nameOf(kpi::BottleneckFinding::Verdict verdict) {
  using Verdict = kpi::BottleneckFinding::Verdict;
  switch (verdict) {
    case Verdict::None:
      return "none";
    case Verdict::OneRun:
      return "one-run";
    case Verdict::Sole:
      return "sole";
    case Verdict::NotSeparable:
      return "not-separable";
  }
  return "none";
}

experiment::RunPlan planOf(const Request& request) {
  experiment::RunPlan plan = request.plan;
  plan.horizon_s = durationOption("--horizon", request.horizon);
  if (plan.horizon_s <= 0) throw UsageError(fmt::format("--horizon {}: give a time above 0", request.horizon));
  if (request.warmup != "auto") plan.warmup_s = durationOption("--warmup", request.warmup);
  if (plan.warmup_s >= plan.horizon_s) {
    throw UsageError(fmt::format("--warmup {} is not below --horizon {}", request.warmup, request.horizon));
  }
  return plan;
}

Json jsonOf(const experiment::RunResult& result) {
  Json candidates = Json::array();
  for (const kpi::Limit* limit : result.bottleneck.candidates()) candidates.push_back(limit->id);
  return {{"seed", result.plan.seed},
          {"horizon_s", result.plan.horizon_s},
          {"warmup_s", result.plan.warmup_s},
          {"replications", result.plan.replications},
          {"verdict", nameOf(result.bottleneck.verdict)},
          {"candidates", std::move(candidates)},
          {"bottlenecks", experiment::toJson(result.bottleneck)},
          {"nobody", experiment::toJson(result.bottleneck.nobody)},
          {"text", kpi::bottleneckText(result.bottleneck)}};
}

int findBottleneck(const Request& request, Console& console) {
  experiment::RunPlan plan = planOf(request);
  const LoadedFactory loaded = loadFactory(request.file);
  const Findings notes = loaded.notes();
  console.warn(notes);
  const experiment::RunResult result = loaded.located([&] {
    if (request.warmup == "auto") {
      plan.found_warmup = experiment::findWarmup(loaded.factory, plan, console.stop(), console.progress());
      plan.warmup_s = plan.found_warmup->warmup_s;
    }
    return experiment::runReplications(loaded.factory, plan, console.stop(), console.progress());
  });
  for (const std::string& warning : result.warnings) console.warn("warning: " + warning);
  if (console.is_json) {
    console.printJson(jsonOf(result));
    return kDone;
  }
  console.print(fmt::format("{}: {} x {:.6g} h (warm-up {:.6g} h), seed {}\n", loaded.factory.name(), plan.replications,
                            plan.horizon_s / 3600, plan.warmup_s / 3600, plan.seed));
  console.print(kpi::limitTable(result.bottleneck, result.bottleneck.limits.size()));
  console.print("\n" + kpi::bottleneckText(result.bottleneck));
  return kDone;
}

}  // namespace

void addBottleneck(CLI::App& program, Action& action) {
  auto request = std::make_shared<Request>();
  request->plan.replications = kReplications;
  CLI::App* verb = addVerb(
      program, "bottleneck",
      {"Says which element limits a factory, and how surely.", "line.mill --horizon 5d --warmup 1d --replications 20"});
  verb->add_option("file", request->file, "Factory or project file")->required();
  verb->add_option("--horizon", request->horizon, "Simulated time, e.g. 90, 15m, 8h, 30d, 2w")->capture_default_str();
  verb->add_option("--warmup", request->warmup, "Time whose statistics are deleted; auto finds it in pilot runs")
      ->capture_default_str();
  verb->add_option("--replications", request->plan.replications, "Independent runs; one alone has no interval")
      ->check(CLI::Range(1, 1 << 24))
      ->capture_default_str();
  verb->add_option("--seed", request->plan.seed, "Seed of all random numbers")->capture_default_str();
  verb->add_option("--jobs", request->plan.jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return findBottleneck(*request, console); }; });
}

}  // namespace mw::cli
