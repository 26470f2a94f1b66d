// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/replications.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/text.h"
#include "core/experiment/growth.h"
#include "core/experiment/replicator.h"
#include "core/factory/factory_check.h"

namespace mw::experiment {
namespace {

using factory::ElementState;

/// Averages over time that growth and warm-up are judged by: 60 batch means.
constexpr std::uint32_t kIntervals = 60;

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

std::string growthWarning(const factory::Element& element, double per_h) {
  if (element.type == "source") {
    return fmt::format(
        "queue outside \"{}\" grows by {:.3g} parts/h: arrivals exceed what the line can do; its means "
        "depend on the horizon",
        element.id, per_h);
  }
  return fmt::format(
      "content of \"{}\" grows by {:.3g} parts/h: more comes in than what follows can do; its means "
      "depend on the horizon",
      element.id, per_h);
}

/// Only for a warm-up that was given: one that was found is not judged by other random numbers again.
std::string warmupWarning(const RunPlan& plan, const events::IntervalAverages& averages, std::size_t runs) {
  if (plan.found_warmup || plan.warmup_s <= 0) return {};
  if (!leavesBias(averages, plan.warmup_s)) return {};
  const WarmupEstimate estimate = estimateWarmup(averages, static_cast<std::uint32_t>(runs));
  if (estimate.status == WarmupEstimate::Status::NotConverged) {
    return "MSER-5 sees no end of the warm-up in the first half of the horizon; give a longer horizon";
  }
  return fmt::format("the warm-up of {:.6g} s is shorter than the {:.6g} s of MSER-5; give --warmup auto or more",
                     plan.warmup_s, estimate.warmup_s);
}

std::vector<std::string> findWarnings(const factory::Factory& factory, const RunPlan& plan,
                                      const Replicator& replicator) {
  std::vector<std::string> warnings;
  for (const Finding& finding : factory::checkFactory(factory)) {
    if (finding.severity == Severity::Warning) warnings.push_back(finding.text());
  }
  const std::vector<events::RunStatistics>& runs = replicator.runs();
  std::vector<double> came;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    came.push_back(meanOver(runs, [i](const events::RunStatistics& run) { return run.elements[i].parts_in; }));
  }
  const events::IntervalAverages averages = replicator.intervalMeans();
  for (const Growth& growth : findGrowth(averages, plan.warmup_s, came)) {
    warnings.push_back(growthWarning(factory.elements()[growth.element], growth.per_h));
  }
  if (std::string warning = warmupWarning(plan, averages, runs.size()); !warning.empty()) {
    warnings.push_back(std::move(warning));
  }
  if (meanOver(runs, [](const events::RunStatistics& run) { return run.good + run.scrapped; }) == 0) {
    warnings.push_back("no part reached a sink in the measured time; give a longer horizon");
  }
  return warnings;
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
      goals.push_back(reachedOf(plan_.precision[i], estimate(std::move(samples))));
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
  result.bottlenecks = findBottlenecks(factory, runs);
  result.warnings = findWarnings(factory, plan, experiment.replicator());
  return result;
}

}  // namespace mw::experiment
