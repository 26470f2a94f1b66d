// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_runner.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include "core/experiment/point_error.h"
#include "core/experiment/run_agenda.h"

namespace mw::experiment {
namespace {

/// The model of one point, made by the first run that needs it and dropped after the last.
class SharedModel {
 public:
  PointModel take(const StudyPlan& plan, const Engine& engine, std::size_t point) {
    const std::lock_guard guard(mutex_);
    if (!model_) model_ = engine(plan.factoryAt(point), plan.kpis());
    return model_;
  }
  void addUser() {
    const std::lock_guard guard(mutex_);
    ++users_;
  }
  void release() {
    const std::lock_guard guard(mutex_);
    if (--users_ == 0) model_ = {};
  }

 private:
  std::mutex mutex_;
  PointModel model_;
  std::size_t users_ = 0;
};

class Sweep {
 public:
  Sweep(const StudyPlan& plan, const Engine& engine, std::vector<StudyRun> done,
        const std::function<void(StudyRun)>& save, const StudyRunOptions& options)
      : plan_(plan),
        engine_(engine),
        save_(save),
        options_(options),
        agenda_(plan, done, options.shard),
        missing_(agenda_.first()),
        models_(plan.points().size()),
        results_(std::move(done)) {
    for (const RunKey& key : missing_) models_[key.point].addUser();
  }

  std::vector<StudyRun> run() {
    report();
    const int jobs = options_.jobs == 0 ? tbb::info::default_concurrency() : static_cast<int>(options_.jobs);
    // Without it the arena would get no more threads than there are cores, whatever --jobs says.
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(jobs));
    tbb::task_arena arena(jobs);
    arena.execute([this] {
      more_.run_and_wait([this] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, missing_.size(), 1),
            [this](const tbb::blocked_range<std::size_t>& range) {
              for (std::size_t i = range.begin(); i < range.end() && !isStopped(); ++i) runOne(missing_[i]);
            },
            tbb::simple_partitioner());
      });
    });
    const std::size_t left = agenda_.runsLeft();
    if (isStopped() && left > 0) {
      throw Cancelled(fmt::format("stopped after {} of {}{} runs; they are kept", results_.size(),
                                  plan_.study().precision ? "at most " : "", results_.size() + left));
    }
    std::sort(results_.begin(), results_.end(), [](const StudyRun& a, const StudyRun& b) { return a.key < b.key; });
    return std::move(results_);
  }

 private:
  [[nodiscard]] bool isStopped() const { return options_.stop.stop_requested(); }

  void runOne(const RunKey& key) {
    try {
      const PointModel model = models_[key.point].take(plan_, engine_, key.point);
      const Study& study = plan_.study();
      RunAnswer answer =
          model({study.horizon_s, study.warmup_s, plan_.seedAt(key.point), key.replication}, options_.stop);
      MW_REQUIRE(answer.values.size() == plan_.kpis().size());
      const StudyRun result{key, std::move(answer.values), answer.events};
      save_(result);
      goOn(result);
      models_[key.point].release();
    } catch (const Cancelled&) {
      return;  // this run is lost, the loop ends at its next turn
    } catch (const RunFailed& failed) {
      if (!options_.on_failed) throw;
      const std::lock_guard guard(mutex_);
      options_.on_failed({key, failed.what()});
    } catch (const InputError& error) {
      throw atPoint(error, key, plan_.factorValues(key.point));
    }
  }

  /// Notes a run, and starts those that are to follow it.
  void goOn(const StudyRun& result) {
    std::vector<RunKey> next;
    {
      const std::lock_guard guard(mutex_);
      results_.push_back(result);
      next = agenda_.after(result);
      report();
    }
    for (const RunKey& key : next) {
      models_[key.point].addUser();
      more_.run([this, key] {
        if (!isStopped()) runOne(key);
      });
    }
  }

  void report() const {
    if (!options_.progress) return;
    const auto done = static_cast<double>(results_.size());
    const auto left = static_cast<double>(agenda_.runsLeft());
    options_.progress({done, done + left, plan_.study().precision ? "runs at most" : "runs"});
  }

  const StudyPlan& plan_;
  const Engine& engine_;
  const std::function<void(StudyRun)>& save_;
  const StudyRunOptions& options_;
  RunAgenda agenda_;
  std::vector<RunKey> missing_;  ///< of the beginning
  std::vector<SharedModel> models_;
  tbb::task_group more_;  ///< what follows
  std::mutex mutex_;
  std::vector<StudyRun> results_;
};

}  // namespace

std::vector<StudyRun> runStudy(const StudyPlan& plan, const Engine& engine, std::vector<StudyRun> done,
                               const std::function<void(StudyRun)>& save, const StudyRunOptions& options) {
  return Sweep(plan, engine, std::move(done), save, options).run();
}

}  // namespace mw::experiment
