// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/replications.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <mutex>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "core/factory/factory_check.h"

namespace mw::experiment {
namespace {

using factory::ElementState;

/// A queue grows without bound when it gained over 2 % of what came in, and over 20 parts: a stable one at load 0.95
/// holds 20 on average whatever the horizon.
constexpr double kGrowingShare = 0.02;
constexpr double kGrowingParts = 20;

void checkPlan(const RunPlan& plan) {
  constexpr std::uint32_t kMaxReplications = 1U << 24U;
  if (plan.replications == 0 || plan.replications > kMaxReplications - plan.first_replication) {
    throw InputError({}, fmt::format("{} replications", plan.replications), "give 1 to 16,777,216");
  }
}

std::vector<events::RunStatistics> simulateAll(const events::Model& model, const RunPlan& plan, std::stop_token stop,
                                               const ProgressSink& progress) {
  std::vector<events::RunStatistics> runs(plan.replications);
  std::mutex progress_mutex;
  std::uint32_t done = 0;
  const auto simulateOne = [&](std::uint32_t i) {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(plan.horizon_s);
    settings.warmup = SimTime::fromSeconds(plan.warmup_s);
    settings.seed = plan.seed;
    settings.replication = plan.first_replication + i;
    runs[i] = events::simulate(model, settings, stop);
    const std::lock_guard lock(progress_mutex);
    ++done;
    if (progress) progress({static_cast<double>(done), static_cast<double>(plan.replications), "replications"});
  };
  tbb::task_arena arena(plan.jobs == 0 ? tbb::task_arena::automatic : static_cast<int>(plan.jobs));
  arena.execute([&] { tbb::parallel_for(std::uint32_t{0}, plan.replications, simulateOne); });
  return runs;
}

numerics::Estimate estimate(std::vector<double> samples) {
  std::erase_if(samples, [](double sample) { return std::isnan(sample); });
  return numerics::confidenceInterval(samples);
}

void estimateAll(RunResult& result) {
  std::vector<double> samples(result.replications.size());
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    for (std::size_t r = 0; r < samples.size(); ++r) samples[r] = result.replications[r].overall[k];
    result.overall.push_back(estimate(samples));
  }
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    std::vector<numerics::Estimate>& metrics = result.elements.emplace_back();
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
      for (std::size_t r = 0; r < samples.size(); ++r) samples[r] = result.replications[r].elements[e][m];
      metrics.push_back(estimate(samples));
    }
  }
}

void estimateFleets(const factory::Factory& factory, const std::vector<events::RunStatistics>& runs,
                    RunResult& result) {
  for (std::size_t fleet = 0; fleet < runs.front().fleets.size(); ++fleet) {
    std::vector<std::vector<double>> samples(kpi::fleetMetrics().size());
    for (const events::RunStatistics& run : runs) {
      const std::vector<double> values = kpi::fleetValues(run.fleets[fleet], run.measured_s);
      for (std::size_t m = 0; m < values.size(); ++m) samples[m].push_back(values[m]);
    }
    result.fleet_ids.push_back(factory.json()["vehicles"][fleet]["id"].get<std::string>());
    std::vector<numerics::Estimate>& metrics = result.fleets.emplace_back();
    for (std::vector<double>& each : samples) metrics.push_back(estimate(std::move(each)));
  }
}

template <class Value>
double meanOver(const std::vector<events::RunStatistics>& runs, Value value) {
  double sum = 0;
  for (const events::RunStatistics& run : runs) sum += static_cast<double>(value(run));
  return sum / static_cast<double>(runs.size());
}

std::vector<Bottleneck> findBottlenecks(const factory::Factory& factory,
                                        const std::vector<events::RunStatistics>& runs) {
  constexpr std::size_t kMostShown = 3;
  std::vector<Bottleneck> found;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (factory.elements()[i].type != "station") continue;
    const double share = meanOver(runs, [i](const events::RunStatistics& run) {
      double active_s = 0;
      for (const ElementState state :
           {ElementState::Busy, ElementState::Setup, ElementState::Down, ElementState::Waiting}) {
        active_s += run.elements[i].state_s[static_cast<std::size_t>(state)];
      }
      return active_s / run.measured_s;
    });
    if (share > 0) found.push_back({factory.elements()[i].id, share});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Bottleneck& a, const Bottleneck& b) { return a.share > b.share; });
  if (found.size() > kMostShown) found.resize(kMostShown);
  return found;
}

std::vector<std::string> findWarnings(const factory::Factory& factory, const std::vector<events::RunStatistics>& runs) {
  std::vector<std::string> warnings;
  for (const Finding& finding : factory::checkFactory(factory)) {
    if (finding.severity == Severity::Warning) warnings.push_back(finding.text());
  }
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    const bool is_source = element.type == "source";
    if (!is_source && !(element.type == "buffer" && element.value("capacity").is_null())) continue;
    const double growth = meanOver(runs, [i](const events::RunStatistics& run) {
      return run.elements[i].content_end - run.elements[i].content_start;
    });
    const double came = meanOver(runs, [i](const events::RunStatistics& run) { return run.elements[i].parts_in; });
    if (growth <= std::max(kGrowingParts, kGrowingShare * came)) continue;
    warnings.push_back(
        fmt::format("the queue {} \"{}\" only grows, by {:.3g} parts/h: means over time depend on the "
                    "horizon; lower the arrivals or raise the capacity behind it",
                    is_source ? "outside" : "in", element.id, growth * 3600 / runs.front().measured_s));
  }
  for (std::size_t fleet = 0; fleet < runs.front().fleets.size(); ++fleet) {
    const double empties =
        meanOver(runs, [fleet](const events::RunStatistics& run) { return run.fleets[fleet].ran_empty; });
    if (empties == 0) continue;
    warnings.push_back(
        fmt::format("batteries of vehicles \"{}\" ran empty {:.3g} times per run while waiting in traffic; "
                    "raise battery low, or capacity on the roads",
                    factory.json()["vehicles"][fleet]["id"].get<std::string>(), empties));
  }
  if (meanOver(runs, [](const events::RunStatistics& run) { return run.good + run.scrapped; }) == 0) {
    warnings.push_back("no part reached a sink in the measured time; give a longer horizon");
  }
  return warnings;
}

}  // namespace

RunResult runReplications(const factory::Factory& factory, const RunPlan& plan, std::stop_token stop,
                          const ProgressSink& progress) {
  checkPlan(plan);
  const auto model = events::compile(factory);
  const auto started = std::chrono::steady_clock::now();
  const std::vector<events::RunStatistics> runs = simulateAll(*model, plan, stop, progress);
  const kpi::KpiSet kpis(factory);
  RunResult result;
  result.plan = plan;
  result.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  result.kpis.assign(kpis.overall().begin(), kpis.overall().end());
  result.metrics.assign(kpis.metrics().begin(), kpis.metrics().end());
  for (const factory::Element& element : factory.elements()) result.element_ids.push_back(element.id);
  for (const events::RunStatistics& run : runs) {
    result.replications.push_back(kpis.evaluate(run));
    result.events += run.events;
  }
  estimateAll(result);
  estimateFleets(factory, runs, result);
  result.bottlenecks = findBottlenecks(factory, runs);
  result.warnings = findWarnings(factory, runs);
  return result;
}

Json toJson(const numerics::Estimate& estimate) {
  const auto orNull = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
  return {{"mean", orNull(estimate.mean)},
          {"sd", orNull(estimate.sd)},
          {"half_width", orNull(estimate.half_width)},
          {"n", estimate.n}};
}

Json toJson(const RunResult& result) {
  Json kpis = Json::object();
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    if (result.overall[k].n > 0) kpis[result.kpis[k].name] = toJson(result.overall[k]);
  }
  Json elements = Json::object();
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    Json& metrics = elements[result.element_ids[e]] = Json::object();
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
      if (result.elements[e][m].n > 0) metrics[result.metrics[m].name] = toJson(result.elements[e][m]);
    }
  }
  Json vehicles = Json::object();
  for (std::size_t f = 0; f < result.fleet_ids.size(); ++f) {
    Json& metrics = vehicles[result.fleet_ids[f]] = Json::object();
    for (std::size_t m = 0; m < result.fleets[f].size(); ++m) {
      if (result.fleets[f][m].n > 0) metrics[kpi::fleetMetrics()[m].name] = toJson(result.fleets[f][m]);
    }
  }
  Json bottlenecks = Json::array();
  for (const Bottleneck& each : result.bottlenecks) {
    bottlenecks.push_back({{"element", each.element}, {"share", each.share}});
  }
  Json json = {{"format", "millwright-result/1"},
               {"seed", result.plan.seed},
               {"horizon_s", result.plan.horizon_s},
               {"warmup_s", result.plan.warmup_s},
               {"replications", result.plan.replications},
               {"events", result.events},
               {"wall_s", result.wall_s},
               {"kpis", std::move(kpis)},
               {"elements", std::move(elements)},
               {"bottlenecks", std::move(bottlenecks)},
               {"warnings", result.warnings}};
  if (!vehicles.empty()) json["vehicles"] = std::move(vehicles);
  return json;
}

}  // namespace mw::experiment
