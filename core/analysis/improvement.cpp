// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/improvement.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/base/text.h"
#include "core/experiment/replicator.h"
#include "core/kpi/kpis.h"

namespace mw::analysis {
namespace {

constexpr int kMostRounds = 10;

/// A factory that was tried, with how it came about.
struct Trial {
  std::vector<Change> changes;
  double cost = 0;
  factory::Factory factory;
  std::vector<double> values;  ///< of the KPI, per replication; larger is better
  kpi::BottleneckFinding finding;
  kpi::ArrowFinding arrows;
  std::vector<events::RunStatistics> runs;  ///< emptied once nothing is looked for around it
};

struct Runs {
  std::vector<events::RunStatistics> runs;
  std::vector<double> values;  ///< of the KPI as it is
};

/// Simulates factories, and counts the runs and those to come.
class Laboratory {
 public:
  explicit Laboratory(const ImprovementOptions& options) : options_(options) { expectScreening(1); }

  /// So many factories more in this round at most; the confirmation is still to come.
  void expectScreening(std::size_t factories) {
    constexpr double kConfirmed = 1 + kPlansConfirmed;
    expected_ = done_ + static_cast<double>(factories) * options_.screening_replications +
                kConfirmed * options_.plan.replications;
  }

  /// These plans and the factory as it is are the rest.
  void expectConfirmation(std::size_t plans) {
    expected_ = done_ + static_cast<double>(1 + plans) * options_.plan.replications;
    what_ = kConfirmingRuns;
  }

  Runs run(const factory::Factory& factory, const experiment::RunPlan& plan, bool finds_bottlenecks) {
    const auto model = events::compile(factory);
    experiment::Replicator replicator(*model, plan, 0);
    if (finds_bottlenecks) replicator.findBottlenecks();
    const auto inside = [this](const Progress& progress) {
      options_.progress({done_ + progress.done, std::max(expected_, done_ + progress.total), what_});
    };
    replicator.add(plan.replications, options_.stop, options_.progress ? ProgressSink(inside) : ProgressSink());
    done_ += plan.replications;
    Runs made{replicator.runs(), {}};
    const kpi::KpiSet kpis(factory);
    const std::size_t position = kpis.find(options_.kpi);
    for (const events::RunStatistics& each : made.runs) {
      made.values.push_back(kpis.evaluate(each).overall[position]);
    }
    return made;
  }

 private:
  const ImprovementOptions& options_;
  double done_ = 0;
  double expected_ = 0;
  const char* what_ = kScreeningRuns;
};

/// Of pairs in which both are defined.
numerics::Estimate gainOf(const std::vector<double>& with, const std::vector<double>& without) {
  std::vector<double> gains;
  for (std::size_t r = 0; r < with.size(); ++r) {
    if (std::isfinite(with[r]) && std::isfinite(without[r])) gains.push_back(with[r] - without[r]);
  }
  return numerics::confidenceInterval(gains);
}

class Screening {
 public:
  Screening(const factory::Factory& factory, const ImprovementOptions& options, Laboratory& laboratory,
            Improvement& answer)
      : options_(options), laboratory_(laboratory), answer_(answer), plan_(options.plan) {
    plan_.replications = options.screening_replications;
    plan_.seed = answer.screening_seed = derivedSeed(options.plan.seed, streamId("improve", "screening"));
    trials_.push_back({{}, 0, factory, {}, {}, {}, {}});
    simulate(trials_.front());
    by_digest_[factory.digest()] = 0;
    answer_.bottleneck = trials_.front().finding;
  }

  /// @returns the tried factories that gained anything, best first
  std::vector<Trial> search() {
    climb([](const numerics::Estimate& gain, double) { return gain.mean; });
    climb([](const numerics::Estimate& gain, double cost) { return gain.mean / std::max(cost, 1e-9); });
    answer_.tried = trials_.size() - 1;
    const std::vector<double>& base = trials_.front().values;
    std::vector<double> as_is = base;
    for (double& value : as_is) value = answer_.is_least ? -value : value;
    answer_.base = numerics::confidenceInterval(as_is);
    std::vector<Trial> promising;
    for (Trial& trial : trials_) {
      if (&trial != &trials_.front() && isGain(gainOf(trial.values, base))) promising.push_back(std::move(trial));
    }
    std::ranges::stable_sort(promising, [&](const Trial& a, const Trial& b) {
      return gainOf(a.values, base).mean > gainOf(b.values, base).mean;
    });
    return promising;
  }

  /// Of the changes to the factory as it is.
  [[nodiscard]] std::optional<double> cheapest() const {
    const Trial& trial = trials_.front();
    return cheapestChange({trial.factory, trial.finding, trial.arrows, trial.runs}, options_.costs);
  }

 private:
  [[nodiscard]] std::vector<Candidate> proposalsAround(std::size_t at, double budget) {
    if (trials_[at].runs.empty()) simulate(trials_[at]);
    const Trial& trial = trials_[at];
    return proposeChanges({trial.factory, trial.finding, trial.arrows, trial.runs}, options_.costs, budget);
  }

  void simulate(Trial& trial) {
    Runs made = laboratory_.run(trial.factory, plan_, true);
    trial.finding = kpi::findBottleneck(trial.factory, made.runs);
    trial.arrows = kpi::findArrows(trial.factory, made.runs);
    trial.runs = std::move(made.runs);
    trial.values = std::move(made.values);
    if (answer_.is_least) {
      for (double& value : trial.values) value = -value;
    }
  }

  /// More than its standard error, and than what the ends of a run can make up.
  [[nodiscard]] bool isGain(const numerics::Estimate& gain) const {
    if (!gain.hasInterval()) return false;
    return gain.mean > gain.sd / std::sqrt(static_cast<double>(gain.n)) && gain.mean > answer_.least_gain * (1 + 1e-9);
  }

  /// Takes the best change again and again. @param worth  of a gain at a cost: the rule
  template <class Worth>
  void climb(Worth worth) {
    std::size_t at = 0;
    for (int round = 0; round < kMostRounds; ++round) {
      std::optional<std::size_t> best;
      double best_worth = 0;
      std::vector<Candidate> candidates = proposalsAround(at, options_.budget - trials_[at].cost);
      laboratory_.expectScreening(candidates.size());
      for (Candidate& candidate : candidates) {
        const double cost = candidate.change.cost;
        const std::optional<std::size_t> tried = tryOut(at, std::move(candidate));
        if (!tried || *tried == at) continue;
        const numerics::Estimate gain = gainOf(trials_[*tried].values, trials_[at].values);
        if (!isGain(gain) || worth(gain, cost) <= best_worth) continue;
        best = tried;
        best_worth = worth(gain, cost);
      }
      for (std::size_t i = 1; i < trials_.size(); ++i) {
        if (i != best) trials_[i].runs.clear();
      }
      if (!best) return;
      at = *best;
    }
  }

  /// @returns which trial it is; none when it cannot run
  std::optional<std::size_t> tryOut(std::size_t from, Candidate candidate) {
    const std::string digest = candidate.factory.digest();
    if (const auto known = by_digest_.find(digest); known != by_digest_.end()) return known->second;
    Trial trial{trials_[from].changes,
                trials_[from].cost + candidate.change.cost,
                std::move(candidate.factory),
                {},
                {},
                {},
                {}};
    trial.changes.push_back(std::move(candidate.change));
    try {
      simulate(trial);
    } catch (const InputError& error) {
      answer_.not_tried.push_back({trial.changes.back().text, error.findings().front().cause});
      return by_digest_[digest] = std::nullopt;
    }
    trials_.push_back(std::move(trial));
    return by_digest_[digest] = trials_.size() - 1;
  }

  const ImprovementOptions& options_;
  Laboratory& laboratory_;
  Improvement& answer_;
  experiment::RunPlan plan_;
  std::vector<Trial> trials_;  ///< the factory as it is first
  std::map<std::string, std::optional<std::size_t>> by_digest_;
};

void refuseWrongOptions(const factory::Factory& factory, const ImprovementOptions& options) {
  const kpi::KpiSet kpis(factory);
  if (kpis.find(options.kpi) == kpi::KpiSet::npos) {
    std::vector<std::string> known;
    for (const kpi::KpiDeclaration& kpi : kpis.overall()) known.push_back(kpi.name);
    const auto nearest = nearestWord(options.kpi, known);
    throw InputError(
        {}, fmt::format("no KPI \"{}\" of the factory as a whole", options.kpi),
        nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("known are {}", fmt::join(known, ", ")));
  }
  std::vector<std::string> ids;
  for (const factory::Element& element : factory.elements()) ids.push_back(element.id);
  for (const Json& pool : factory.json().value("pools", Json::array())) ids.push_back(pool["id"].get<std::string>());
  for (const std::string& id : options.costs.keep) {
    if (std::ranges::find(ids, id) != ids.end()) continue;
    const auto nearest = nearestWord(id, ids);
    throw InputError({}, fmt::format("\"{}\" is to be kept, and is no element or pool", id),
                     nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "remove it");
  }
}

bool isLeastWanted(const kpi::KpiDeclaration& kpi, const std::optional<bool>& wanted) {
  if (wanted) return *wanted;
  if (kpi.better != kpi::Better::Neither) return kpi.better == kpi::Better::Lower;
  throw InputError({}, fmt::format("more of {} is neither better nor worse", kpi.name),
                   fmt::format("say max:{0} or min:{0}", kpi.name));
}

void addRuns(std::vector<experiment::StudyRun>& all, std::uint32_t point, const std::vector<double>& values) {
  for (std::uint32_t r = 0; r < values.size(); ++r) all.push_back({{point, r}, {values[r]}, 0});
}

/// Runs the finalists with fresh seeds and compares them with the factory as it is.
void confirm(const factory::Factory& factory, std::vector<Trial> finalists, const ImprovementOptions& options,
             Laboratory& laboratory, Improvement& answer) {
  std::vector<experiment::StudyRun> runs;
  std::vector<std::size_t> points;
  laboratory.expectConfirmation(finalists.size());
  const Runs base = laboratory.run(factory, options.plan, false);
  addRuns(runs, 0, base.values);
  answer.base = numerics::confidenceInterval(base.values);
  for (const Trial& trial : finalists) {
    points.push_back(points.size() + 1);
    addRuns(runs, static_cast<std::uint32_t>(points.back()), laboratory.run(trial.factory, options.plan, false).values);
  }
  const kpi::Better better = answer.is_least ? kpi::Better::Lower : kpi::Better::Higher;
  answer.comparison = experiment::comparePoints(runs, 0, points, 0, better);
  for (std::size_t i = 0; i < finalists.size(); ++i) {
    experiment::PairedDifference& result = answer.comparison.points[i];
    if (std::abs(result.difference.mean) <= answer.least_gain * (1 + 1e-9)) result.shown = experiment::Shown::NotShown;
    answer.plans.push_back(
        {std::move(finalists[i].changes), finalists[i].cost, result, std::move(finalists[i].factory)});
  }
  // What is shown to be better comes first, whatever the means of others.
  std::ranges::stable_sort(answer.plans, [&](const ImprovedPlan& a, const ImprovedPlan& b) {
    const bool a_is_shown = a.result.shown == experiment::Shown::Better;
    const bool b_is_shown = b.result.shown == experiment::Shown::Better;
    if (a_is_shown != b_is_shown) return a_is_shown;
    const double lead = a.result.difference.mean - b.result.difference.mean;
    return lead == 0 ? a.cost < b.cost : (answer.is_least ? lead < 0 : lead > 0);
  });
  if (answer.plans.size() > kPlansShown) answer.plans.erase(answer.plans.begin() + kPlansShown, answer.plans.end());
}

}  // namespace

Improvement findImprovement(const factory::Factory& factory, const ImprovementOptions& options) {
  MW_REQUIRE(options.screening_replications >= 2 && options.plan.replications >= 2);
  refuseWrongOptions(factory, options);
  using Status = Improvement::Status;
  const kpi::KpiSet kpis(factory);
  Improvement answer;
  answer.kpi = kpis.overall()[kpis.find(options.kpi)];
  answer.is_least = isLeastWanted(answer.kpi, options.is_least);
  answer.budget = options.budget;
  if (options.kpi.starts_with("throughput_per_h")) {
    answer.least_gain = 3600 / (options.plan.horizon_s - options.plan.warmup_s);
  }
  Laboratory laboratory(options);
  Screening screening(factory, options, laboratory, answer);
  std::vector<Trial> finalists = screening.search();
  if (answer.tried == 0 && answer.not_tried.empty()) {
    const std::optional<double> cheapest = screening.cheapest();
    if (cheapest) answer.status = Status::NothingAffordable;
    answer.cheapest = cheapest.value_or(0);
    return answer;
  }
  answer.status = Status::NothingPromising;
  if (finalists.empty()) return answer;
  if (finalists.size() > kPlansConfirmed) finalists.erase(finalists.begin() + kPlansConfirmed, finalists.end());
  confirm(factory, std::move(finalists), options, laboratory, answer);
  const bool is_shown = answer.plans.front().result.shown == experiment::Shown::Better;
  answer.status = is_shown ? Status::Shown : Status::NotShown;
  return answer;
}

}  // namespace mw::analysis
