// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/selection.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <numeric>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <set>

#include "core/base/error.h"
#include "core/experiment/point_error.h"

namespace mw::experiment {
namespace {

/// Runs made at once at least, so that several threads have work when few points are left.
constexpr std::size_t kRunsAhead = 16;
/// Compiled factories that are kept from round to round.
constexpr std::size_t kMostKeptModels = 64;

/// The values of one point, as they come in.
struct PointRuns {
  std::map<std::uint32_t, double> values;  ///< by replication
  std::mutex mutex;
  PointModel model;
};

class Contest {
 public:
  Contest(const SelectionField& field, const Engine& engine, const SelectionOptions& options)
      : field_(field), engine_(engine), options_(options), chosen_(chosenOf(field)), runs_(chosen_.size()) {
    std::map<std::size_t, std::size_t> position;
    for (std::size_t i = 0; i < chosen_.size(); ++i) position[chosen_[i]] = i;
    for (const StudyRun& run : field.runs) {
      const auto at = position.find(run.key.point);
      if (at == position.end()) continue;
      MW_REQUIRE(options.kpi < run.values.size());
      runs_[at->second].values[run.key.replication] = run.values[options.kpi];
    }
  }

  Selection run() {
    KimNelson procedure(chosen_.size(), options_.goal);
    Selection selection;
    selection.after_first_stage = chosen_.size();
    while (!procedure.isDecided() && procedure.stage() < options_.max_replications) {
      makeRuns(procedure.contenders(), procedure.stage(), roundSize(procedure));
      feed(procedure, selection);
    }
    selection.made = made_;
    report(procedure, selection);
    return selection;
  }

 private:
  static std::vector<std::size_t> chosenOf(const SelectionField& field) {
    std::vector<std::size_t> chosen = field.chosen;
    if (chosen.empty()) {
      chosen.resize(field.points.size());
      std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    }
    MW_REQUIRE(!chosen.empty());
    return chosen;
  }

  /// Replications of each contender made at once.
  [[nodiscard]] std::uint32_t roundSize(const KimNelson& procedure) const {
    const std::uint32_t left = options_.max_replications - procedure.stage();
    if (procedure.stage() < options_.goal.first_stage) return std::min(left, options_.goal.first_stage);
    const std::size_t contenders = procedure.contenders().size();
    return std::min(left, static_cast<std::uint32_t>((kRunsAhead + contenders - 1) / contenders));
  }

  /// Gives the procedure all that is there for every contender, until one is dropped.
  void feed(KimNelson& procedure, Selection& selection) {
    while (!procedure.isDecided() && procedure.stage() < options_.max_replications) {
      std::vector<double> values;
      const std::uint32_t replication = procedure.stage();
      for (const std::size_t i : procedure.contenders()) {
        const auto found = runs_[i].values.find(replication);
        if (found == runs_[i].values.end()) return;
        values.push_back(checked(found->second, i, replication));
        if (!is_made_.contains({static_cast<std::uint32_t>(i), replication})) ++selection.reused;
      }
      procedure.add(values);
      if (procedure.stage() == options_.goal.first_stage) selection.after_first_stage = procedure.contenders().size();
    }
  }

  [[nodiscard]] double checked(double value, std::size_t i, std::uint32_t replication) const {
    const RunKey key{static_cast<std::uint32_t>(chosen_[i]), replication};
    if (!std::isfinite(value)) {
      throw atPoint(InputError({}, field_.kpis[options_.kpi] + " is undefined",
                               "choose another KPI, a longer horizon, or leave the point out"),
                    key, field_.points[chosen_[i]]);
    }
    return options_.is_least ? -value : value;
  }

  void makeRuns(const std::vector<std::size_t>& contenders, std::uint32_t first, std::uint32_t count) {
    std::vector<RunKey> missing;
    for (const std::size_t i : contenders) {
      for (std::uint32_t r = first; r < first + count; ++r) {
        if (!runs_[i].values.contains(r)) missing.push_back({static_cast<std::uint32_t>(i), r});
      }
    }
    const int jobs = options_.jobs == 0 ? tbb::info::default_concurrency() : static_cast<int>(options_.jobs);
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(jobs));
    tbb::task_arena arena(jobs);
    arena.execute(
        [&] { tbb::parallel_for(std::size_t{0}, missing.size(), [&](std::size_t n) { makeRun(missing[n]); }); });
    if (options_.stop.stop_requested()) throw Cancelled("stopped before one point was left");
    is_made_.insert(missing.begin(), missing.end());
    dropModels(contenders);
  }

  /// @param key  its point is a position in chosen_
  void makeRun(const RunKey& key) {
    if (options_.stop.stop_requested()) return;
    const std::size_t point = chosen_[key.point];
    try {
      const PointModel model = modelOf(key.point);
      const RunAnswer answer =
          model({field_.study.horizon_s, field_.study.warmup_s, pointSeed(field_.study, point), key.replication},
                options_.stop);
      MW_REQUIRE(answer.values.size() == 1);
      const std::lock_guard guard(mutex_);
      runs_[key.point].values[key.replication] = answer.values.front();
      ++made_;
      if (options_.progress) options_.progress({static_cast<double>(made_), 0, "runs"});
    } catch (const Cancelled&) {
      return;  // makeRuns() tells
    } catch (const InputError& error) {
      throw atPoint(error, {static_cast<std::uint32_t>(point), key.replication}, field_.points[point]);
    }
  }

  PointModel modelOf(std::size_t i) {
    PointRuns& runs = runs_[i];
    const std::lock_guard guard(runs.mutex);
    if (!runs.model) {
      runs.model =
          engine_(pointFactory(field_.study, field_.factory, field_.points[chosen_[i]]), {field_.kpis[options_.kpi]});
    }
    return runs.model;
  }

  void dropModels(const std::vector<std::size_t>& contenders) {
    const bool keeps = contenders.size() <= kMostKeptModels;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!keeps || !std::ranges::binary_search(contenders, i)) runs_[i].model = {};
    }
  }

  void report(const KimNelson& procedure, Selection& selection) const {
    selection.status = procedure.isDecided() ? Selection::Status::Selected : Selection::Status::BudgetSpent;
    selection.replications = procedure.stage();
    selection.best = chosen_[procedure.best()];
    selection.eta = procedure.eta();
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      const auto dropped = procedure.droppedAt(i);
      const double mean = procedure.meanOf(i);
      selection.points.push_back(
          {chosen_[i], options_.is_least ? -mean : mean, dropped.value_or(procedure.stage()), dropped});
    }
  }

  const SelectionField& field_;
  const Engine& engine_;
  const SelectionOptions& options_;
  std::vector<std::size_t> chosen_;
  std::vector<PointRuns> runs_;  ///< as chosen_
  std::set<RunKey> is_made_;     ///< here, not before; points are positions in chosen_
  std::mutex mutex_;
  std::size_t made_ = 0;
};

}  // namespace

std::size_t Selection::survivors() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(points, [](const SelectedPoint& point) { return !point.dropped; }));
}

Selection selectBest(const SelectionField& field, const Engine& engine, const SelectionOptions& options) {
  if (const std::size_t points = field.chosen.empty() ? field.points.size() : field.chosen.size();
      points > kMostSelectable) {
    throw InputError({}, fmt::format("{} points are too many to select among", points),
                     fmt::format("choose at most {} of them, those that look best so far", kMostSelectable));
  }
  return Contest(field, engine, options).run();
}

}  // namespace mw::experiment
