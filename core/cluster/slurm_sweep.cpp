// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/slurm_sweep.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/cluster/job_folder.h"
#include "core/cluster/slurm.h"
#include "core/experiment/next_points.h"
#include "core/experiment/run_agenda.h"
#include "core/experiment/study_shard.h"
#include "core/store/stored_study.h"
#include "core/store/study_merge.h"

namespace mw::cluster {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLookEvery{500};
constexpr std::chrono::seconds kCancelTime{120};  // a node that is gone never ends its tasks
constexpr int kMostSilence = 30;                  // questions in a row that the scheduler may leave open

using OpenProject = std::function<std::shared_ptr<store::ProjectFile>(std::stop_token stop)>;

class SlurmSweep {
 public:
  /// @param open  the project to be written
  SlurmSweep(const std::filesystem::path& project, OpenProject open, const experiment::StudyPlan& plan,
             const SlurmOptions& options)
      : open_(std::move(open)), plan_(plan), options_(options), folder_(project, plan.study().name) {
    outcome_.folder = folder_.path();
  }

  SlurmOutcome run() {
    const auto earlier = folder_.exists() ? folder_.job() : std::nullopt;
    runs_ = begin();
    outcome_.before = runs_.size();
    if (earlier && !earlier->number.empty() && !slurm_.queue(earlier->number).isEmpty()) {
      job_ = *earlier;
      say(fmt::format("job {} is still there: waiting for it", job_.number));
    } else {
      merge();
      if (outcome_.missing == 0) return finished();
      submit();
    }
    outcome_.job = job_.number;
    if (options_.is_detached) {
      outcome_.is_running = true;
      return outcome_;
    }
    wait();
    merge();
    if (options_.stop.stop_requested() && outcome_.missing > 0) {
      throw Cancelled(fmt::format("stopped: job {} was cancelled with {} of {}{} runs done; they are kept", job_.number,
                                  runs_.size(), plan_.study().precision ? "at most " : "",
                                  runs_.size() + outcome_.missing));
    }
    return finished();
  }

 private:
  /// Puts the study into the project, or finds it there. @returns its runs
  std::vector<experiment::StudyRun> begin() {
    const auto project = open_(options_.stop);
    using Start = store::StudyWriter::Start;
    return store::StudyWriter(project, plan_, options_.is_resume ? Start::Resume : Start::New).stored();
  }

  void merge() {
    const auto project = open_({});  // what was finished is kept, also when stopped
    for (const std::filesystem::path& file : folder_.shardFiles()) {
      const auto shard = store::ProjectFile::open(file, store::Access::ReadWrite);  // takes back what a kill left
      for (const store::MergedStudy& merged : store::mergeStudies(*project, *shard, plan_.study().name)) {
        outcome_.added += merged.added;
      }
    }
    runs_ = store::runsOf(*project, plan_);
    outcome_.missing = experiment::runsMissing(plan_, runs_);
  }

  void submit() {
    const std::uint32_t shards =
        std::min(options_.shards, static_cast<std::uint32_t>(std::max<std::size_t>(plan_.points().size(), 1)));
    folder_.create(plan_, runs_);
    job_.shards = shards;
    std::set<std::uint32_t> indices;
    for (const auto& [index, missing] : missingByShard()) indices.insert(index);
    folder_.saveJob(job_);  // what its tasks do is found even if this program ends here
    job_.number = slurm_.submit({.name = "millwright-" + folder_.path().stem().string(),
                                 .folder = folder_.path(),
                                 .script = folder_.script(options_.program, shards, options_.sweep_options),
                                 .indices = indices,
                                 .cpus_per_task = options_.cpus_per_shard,
                                 .partition = options_.partition,
                                 .time_limit = options_.time_limit,
                                 .extra = options_.extra});
    folder_.saveJob(job_);
    say(fmt::format("job {} with {} shards is submitted", job_.number, indices.size()));
  }

  [[nodiscard]] std::map<std::uint32_t, std::size_t> missingByShard() const {
    std::map<std::uint32_t, std::size_t> missing;
    const std::vector<std::size_t> left = experiment::runsMissingByPoint(plan_, runs_);
    for (std::uint32_t point = 0; point < left.size(); ++point) {
      if (left[point] > 0) missing[shardOf(point)] += left[point];
    }
    return missing;
  }

  /// Until the scheduler has no task of the job any more.
  void wait() {
    before_ = runsByShard();
    at_first_ = missingByShard();
    auto asked = steady_clock::now() - options_.ask_every;
    std::optional<steady_clock::time_point> cancelled;
    for (int silence = 0;;) {
      report();
      if (options_.stop.stop_requested() && !cancelled) {
        slurm_.cancel(job_.number);
        cancelled = steady_clock::now();
      }
      if (cancelled && steady_clock::now() - *cancelled > kCancelTime) return;
      if (cancelled || steady_clock::now() - asked >= options_.ask_every) {
        asked = steady_clock::now();
        try {
          const SlurmQueue queue = slurm_.queue(job_.number);
          silence = 0;
          if (queue.isEmpty()) return report();
          sayQueue(queue);
        } catch (const OutputError&) {
          if (++silence >= kMostSilence) throw;
        }
      }
      std::this_thread::sleep_for(kLookEvery);
    }
  }

  void report() const {
    if (!options_.progress) return;
    double done = 0;
    double left = 0;
    for (std::uint32_t index = 1; index <= job_.shards; ++index) {
      const auto at_first = at_first_.find(index);
      const double missing = at_first == at_first_.end() ? 0 : static_cast<double>(at_first->second);
      const auto told =
          folder_.progress(index).value_or(JobFolder::ShardProgress{before_[index], before_[index] + missing});
      done += told.done;
      left += told.total - told.done;
    }
    options_.progress({done, done + left, plan_.study().precision ? "runs at most" : "runs"});
  }

  /// Runs of each shard that the project has, by the shard's index: what a task has that did not tell yet.
  [[nodiscard]] std::vector<double> runsByShard() const {
    std::vector<double> runs(job_.shards + 1);
    for (const experiment::StudyRun& run : runs_) ++runs[shardOf(run.key.point)];
    return runs;
  }

  [[nodiscard]] std::uint32_t shardOf(std::uint32_t point) const {
    const std::uint32_t index = point % job_.shards;
    return index == 0 ? job_.shards : index;
  }

  void sayQueue(const SlurmQueue& queue) {
    std::string text = fmt::format("job {}: {} shards run, {} wait", job_.number, queue.running, queue.waiting);
    if (queue.running == 0 && !queue.reason.empty()) text += fmt::format(" ({})", queue.reason);
    if (text != said_) say(text);
    said_ = text;
  }

  void say(const std::string& text) const {
    if (options_.say) options_.say(text);
  }

  SlurmOutcome finished() {
    if (outcome_.missing == 0) {
      folder_.remove();
      return outcome_;
    }
    for (const auto& [index, missing] : missingByShard()) {
      outcome_.left.push_back({index, missing, folder_.lastWords(index)});
    }
    return outcome_;
  }

  OpenProject open_;
  const experiment::StudyPlan& plan_;
  const SlurmOptions& options_;
  JobFolder folder_;
  Slurm slurm_;
  JobFolder::Job job_;
  SlurmOutcome outcome_;
  std::vector<experiment::StudyRun> runs_;         ///< of the project, when last looked at
  std::vector<double> before_;                     ///< runsByShard() when waiting began
  std::map<std::uint32_t, std::size_t> at_first_;  ///< missingByShard() then
  std::string said_;
};

}  // namespace

SlurmOutcome runOnSlurm(const std::filesystem::path& project, const experiment::StudyPlan& plan,
                        const SlurmOptions& options) {
  experiment::requireFixedPoints(plan.study());
  const OpenProject open = [&](std::stop_token stop) {
    return store::ProjectFile::open(project, store::Access::ReadWrite, {.stop = std::move(stop)});
  };
  return SlurmSweep(project, open, plan, options).run();
}

SlurmOutcome runOnSlurm(const std::shared_ptr<store::ProjectFile>& project, const experiment::StudyPlan& plan,
                        const SlurmOptions& options) {
  experiment::requireFixedPoints(plan.study());
  return SlurmSweep(
             project->path(), [&project](const std::stop_token&) { return project; }, plan, options)
      .run();
}

}  // namespace mw::cluster
