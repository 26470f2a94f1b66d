// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/replications.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/text.h"
#include "core/experiment/estimate_defined.h"
#include "core/experiment/replicator.h"
#include "core/experiment/run_warnings.h"

namespace mw::experiment {
namespace {

/// Averages over time that growth and warm-up are judged by: 60 batch means.
constexpr std::uint32_t kIntervals = 60;

void estimateAll(RunResult& result) {
  std::vector<double> samples(result.replications.size());
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    for (std::size_t r = 0; r < samples.size(); ++r) samples[r] = result.replications[r].overall[k];
    result.overall.push_back(estimateDefined(samples));
  }
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    std::vector<numerics::Estimate>& metrics = result.elements.emplace_back();
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
      for (std::size_t r = 0; r < samples.size(); ++r) samples[r] = result.replications[r].elements[e][m];
      metrics.push_back(estimateDefined(samples));
    }
  }
}

/// A KPI that some replication has needs no reason.
void dropReasonsOfKnown(RunResult& result) {
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    if (result.overall[k].n > 0) result.reasons.overall[k].clear();
  }
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
      if (result.elements[e][m].n > 0) result.reasons.elements[e][m].clear();
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
    for (std::vector<double>& each : samples) metrics.push_back(estimateDefined(std::move(each)));
  }
}

template <class Value>
double meanOver(const std::vector<events::RunStatistics>& runs, Value value) {
  double sum = 0;
  for (const events::RunStatistics& run : runs) sum += static_cast<double>(value(run));
  return sum / static_cast<double>(runs.size());
}

std::size_t positionOf(const kpi::KpiSet& kpis, const std::string& name) {
  if (const std::size_t at = kpis.find(name); at != kpi::KpiSet::npos) return at;
  std::vector<std::string> known;
  for (const kpi::KpiDeclaration& kpi : kpis.overall()) known.push_back(kpi.name);
  const auto nearest = nearestWord(name, known);
  throw InputError(
      {}, fmt::format("no KPI \"{}\" of the factory as a whole", name),
      nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("known are {}", fmt::join(known, ", ")));
}

/// The replications of a plan, with the KPIs of each.
class Experiment {
 public:
  Experiment(const factory::Factory& factory, const RunPlan& plan, const events::Model& model)
      : plan_(plan), kpis_(factory), replicator_(model, plan, kIntervals) {
    replicator_.findBottlenecks();
    for (const PrecisionGoal& goal : plan.precision) goal_positions_.push_back(positionOf(kpis_, goal.kpi));
  }

  void run(const std::stop_token& stop, const ProgressSink& progress, events::Recorder* recorder) {
    const bool is_sequential = !plan_.precision.empty();
    std::uint32_t block = is_sequential ? std::max(plan_.replications, kFewestForPrecision) : plan_.replications;
    if (is_sequential) block = std::min(block, plan_.max_replications);
    while (block > 0) {
      replicator_.add(block, stop, progress, recorder);
      for (std::size_t i = values_.size(); i < replicator_.runs().size(); ++i) {
        values_.push_back(kpis_.evaluate(replicator_.runs()[i]));
      }
      block = nextBlock(reached(), static_cast<std::uint32_t>(values_.size()), plan_.max_replications);
    }
  }

  [[nodiscard]] std::vector<PrecisionReached> reached() const {
    std::vector<PrecisionReached> goals;
    for (std::size_t i = 0; i < goal_positions_.size(); ++i) {
      std::vector<double> samples;
      for (const kpi::KpiValues& each : values_) samples.push_back(each.overall[goal_positions_[i]]);
      goals.push_back(reachedOf(plan_.precision[i], estimateDefined(std::move(samples))));
    }
    return goals;
  }
  [[nodiscard]] const kpi::KpiSet& kpis() const { return kpis_; }
  [[nodiscard]] const Replicator& replicator() const { return replicator_; }
  [[nodiscard]] std::vector<kpi::KpiValues> takeValues() { return std::move(values_); }

 private:
  const RunPlan& plan_;
  kpi::KpiSet kpis_;
  Replicator replicator_;
  std::vector<std::size_t> goal_positions_;
  std::vector<kpi::KpiValues> values_;
};

}  // namespace

RunResult runReplications(const factory::Factory& factory, const RunPlan& plan, std::stop_token stop,
                          const ProgressSink& progress, events::Recorder* recorder) {
  const auto model = events::compile(factory);
  const auto started = std::chrono::steady_clock::now();
  Experiment experiment(factory, plan, *model);
  experiment.run(stop, progress, recorder);
  const std::vector<events::RunStatistics>& runs = experiment.replicator().runs();
  RunResult result;
  result.plan = plan;
  result.plan.replications = static_cast<std::uint32_t>(runs.size());
  result.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  const kpi::KpiSet& kpis = experiment.kpis();
  result.kpis.assign(kpis.overall().begin(), kpis.overall().end());
  result.metrics.assign(kpis.metrics().begin(), kpis.metrics().end());
  for (const factory::Element& element : factory.elements()) result.element_ids.push_back(element.id);
  for (const events::RunStatistics& run : runs) result.events += run.events;
  result.precision = experiment.reached();
  result.replications = experiment.takeValues();
  estimateAll(result);
  estimateFleets(factory, runs, result);
  result.bottleneck = kpi::findBottleneck(factory, runs);
  result.arrows = kpi::findArrows(factory, runs);
  result.course = kpi::followBottleneck(factory, runs, plan.bottleneck_windows);
  result.deadlocks = findDeadlocks(factory, runs, plan.first_replication);
  result.pools = estimatePools(runs);
  result.parts_left = meanOver(runs, [](const events::RunStatistics& run) { return run.left; });
  result.reasons = kpis.whyUndefined(runs.front());
  dropReasonsOfKnown(result);
  result.notes = events::checkRun(factory);
  result.warnings = deadlockWarnings(result.deadlocks);
  const auto others = runWarnings(factory, plan, runs, experiment.replicator().intervalMeans());
  result.warnings.insert(result.warnings.end(), others.begin(), others.end());
  return result;
}

}  // namespace mw::experiment
