// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <optional>

#include "app/cli/load_factory.h"
#include "app/cli/verbs.h"
#include "core/experiment/bottleneck_methods.h"
#include "core/experiment/replications.h"
#include "core/experiment/shadow_price_text.h"
#include "core/experiment/warmup_pilot.h"
#include "core/kpi/bottleneck_text.h"

namespace mw::cli {
namespace {

constexpr std::uint32_t kReplications = 10;
/// Told when the bottleneck shifts: half an hour of a day.
constexpr std::uint32_t kWindows = 48;

struct Request {
  std::string file;
  std::string horizon = "1d";
  std::string warmup = "0";
  std::string faster;  ///< empty: the default step
  bool wants_prices = false;
  experiment::RunPlan plan;
};

/// What was found, and what a second less is worth where that was asked.
struct Found {
  experiment::RunResult result;
  std::optional<experiment::ShadowPrices> prices;
};

experiment::RunPlan planOf(const Request& request) {
  experiment::RunPlan plan = request.plan;
  plan.bottleneck_windows = kWindows;
  plan.horizon_s = durationOption("--horizon", request.horizon);
  if (plan.horizon_s <= 0) throw UsageError(fmt::format("--horizon {}: give a time above 0", request.horizon));
  if (request.warmup != "auto") plan.warmup_s = durationOption("--warmup", request.warmup);
  if (plan.warmup_s >= plan.horizon_s) {
    throw UsageError(fmt::format("--warmup {} is not below --horizon {}", request.warmup, request.horizon));
  }
  return plan;
}

/// None where no prices are asked for.
std::optional<experiment::SpeedStep> stepOf(const Request& request) {
  if (!request.faster.empty() && !request.wants_prices) throw UsageError("--faster is the step of --shadow-price");
  if (!request.wants_prices) return std::nullopt;
  return request.faster.empty() ? experiment::SpeedStep{} : experiment::SpeedStep::parse(request.faster);
}

std::vector<experiment::MethodAnswer> methodsOf(const Found& found, const factory::Factory& factory) {
  return experiment::bottleneckMethods(factory, found.result.bottleneck, found.result.arrows,
                                       found.prices ? &*found.prices : nullptr);
}

Json jsonOf(const Found& found, const factory::Factory& factory) {
  const experiment::RunResult& result = found.result;
  Json candidates = Json::array();
  for (const kpi::Limit* limit : result.bottleneck.candidates()) candidates.push_back(limit->id);
  Json json = {{"seed", result.plan.seed},
               {"horizon_s", result.plan.horizon_s},
               {"warmup_s", result.plan.warmup_s},
               {"replications", result.plan.replications},
               {"verdict", experiment::nameOf(result.bottleneck.verdict)},
               {"candidates", std::move(candidates)},
               {"bottlenecks", experiment::toJson(result.bottleneck)},
               {"nobody", experiment::toJson(result.bottleneck.nobody)},
               {"text", kpi::bottleneckText(result.bottleneck)},
               {"arrows", experiment::toJson(factory, result.arrows)},
               {"course", experiment::toJson(result.course)},
               {"methods", experiment::toJson(methodsOf(found, factory))},
               {"methods_text", experiment::methodsText(methodsOf(found, factory))}};
  if (found.prices) {
    json["shadow_prices"] = experiment::toJson(*found.prices);
    json["shadow_prices"]["text"] = experiment::shadowPriceText(*found.prices, result.bottleneck);
  }
  return json;
}

void print(const Found& found, const LoadedFactory& loaded, const Console& console) {
  const experiment::RunPlan& plan = found.result.plan;
  const kpi::BottleneckFinding& finding = found.result.bottleneck;
  console.print(fmt::format("{}: {} x {:.6g} h (warm-up {:.6g} h), seed {}\n", loaded.factory.name(), plan.replications,
                            plan.horizon_s / 3600, plan.warmup_s / 3600, plan.seed));
  console.print(kpi::limitTable(finding, finding.limits.size()));
  console.print("\n" + kpi::bottleneckText(finding));
  console.print(kpi::courseText(found.result.course));
  if (!found.result.arrows.arrows.empty()) {
    console.print("\n" + kpi::arrowTable(loaded.factory, found.result.arrows));
    console.print(kpi::arrowText(loaded.factory, found.result.arrows));
  }
  if (!found.prices) {
    console.print("\n" + experiment::methodsText(methodsOf(found, loaded.factory)));
    return;
  }
  console.print("\n" + experiment::shadowPriceTable(*found.prices));
  console.print("\n" + experiment::shadowPriceText(*found.prices, finding));
  console.print(experiment::shadowPriceBasis(*found.prices));
  console.print("\n" + experiment::methodsText(methodsOf(found, loaded.factory)));
}

Found findAll(const Request& request, experiment::RunPlan plan, const factory::Factory& factory,
              const Console& console) {
  if (request.warmup == "auto") {
    plan.found_warmup = experiment::findWarmup(factory, plan, console.stop(), console.progress());
    plan.warmup_s = plan.found_warmup->warmup_s;
  }
  Found found{experiment::runReplications(factory, plan, console.stop(), console.progress()), {}};
  if (const auto step = stepOf(request)) {
    found.prices =
        experiment::findShadowPrices(factory, found.result.bottleneck, plan, *step, console.stop(), console.progress());
  }
  return found;
}

int findBottleneck(const Request& request, Console& console) {
  const experiment::RunPlan plan = planOf(request);
  (void)stepOf(request);  // wrong usage is told before the file is read
  const LoadedFactory loaded = loadFactory(request.file);
  const Findings notes = loaded.notes();
  console.warn(notes);
  const Found found = loaded.located([&] { return findAll(request, plan, loaded.factory, console); });
  for (const std::string& warning : found.result.warnings) console.warn("warning: " + warning);
  if (console.is_json) {
    console.printJson(jsonOf(found, loaded.factory));
  } else {
    print(found, loaded, console);
  }
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
  verb->add_flag("--shadow-price", request->wants_prices,
                 "Also what throughput a faster element, a larger pool, more supply would give");
  verb->add_option("--faster", request->faster, "By how much, of --shadow-price: 5s of the process time, or 5%");
  verb->add_option("--seed", request->plan.seed, "Seed of all random numbers")->capture_default_str();
  verb->add_option("--jobs", request->plan.jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return findBottleneck(*request, console); }; });
}

}  // namespace mw::cli
