// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <fmt/format.h>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>

#include "core/store/connection.h"
#include "core/store/disk_wait.h"
#include "core/store/left_runs.h"
#include "core/store/run_journal.h"
#include "core/store/stored_study.h"
#include "core/store/study_rows.h"

namespace mw::store {
namespace {

constexpr std::size_t kGroupRuns = 1024;
constexpr std::chrono::milliseconds kGroupTime{250};
constexpr std::size_t kMostWaitingBytes = 64U << 20U;
constexpr std::chrono::minutes kPatience{2};  // with a script that reads: finished runs wait in their journal

std::size_t bytesOf(const SealedRun& run) {
  return run.run().values.size() * sizeof(double) + sizeof run;
}

InputError unfinished(const std::filesystem::path& file, const StoredStudy& study) {
  return InputError(Place{file.string(), "", 0, 0},
                    fmt::format("study \"{}\" is there with {}", study.name, study.runsText()),
                    "go on with it by --resume, or give the study another name");
}

}  // namespace

class StudyWriter::Worker {
 public:
  Worker(std::shared_ptr<ProjectFile> project, const experiment::StudyPlan& plan, Start start,
         const StudyWriterOptions& options)
      : project_(std::move(project)),
        wait_(project_->path(), options, plan.kpis().size(), plan.study().precision.has_value()) {
    beginWhenThereIsRoom(plan, start, options.stop);
    runs_wanted_ = 0;
    for (std::size_t point = 0; point < plan.points().size(); ++point) {
      if (options.shard.holds(static_cast<std::uint32_t>(point))) runs_wanted_ += plan.study().replications;
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
  }

  ~Worker() {
    thread_.request_stop();
    thread_.join();
  }

  void save(experiment::StudyRun run) {
    SealedRun sealed(std::move(run));
    std::unique_lock guard(mutex_);
    awaitRoom(guard, [this] { return !wait_.isOn() && waiting_bytes_ < kMostWaitingBytes; });
    const bool is_safe = keepBeside(sealed);
    waiting_bytes_ += bytesOf(sealed);
    waiting_.push_back(std::move(sealed));
    if (!is_safe || waiting_.size() == 1 || waiting_.size() >= kGroupRuns) wake_.notify_all();
    if (!is_safe) awaitRoom(guard, [this] { return !wait_.isOn(); });
  }

  void finish() {
    std::unique_lock guard(mutex_);
    is_finishing_ = true;
    wake_.notify_all();
    changed_.wait(guard, [this] { return failure_ || (waiting_.empty() && !is_writing_); });
    is_finishing_ = false;
    if (failure_) throwFailure();
  }

  [[nodiscard]] std::size_t savedCount() {
    const std::lock_guard guard(mutex_);
    return saved_;
  }

  [[nodiscard]] const std::vector<experiment::StudyRun>& stored() const { return stored_; }

 private:
  using Guard = std::unique_lock<std::mutex>;
  using Journals = std::vector<std::unique_ptr<RunJournal>>;

  void beginWhenThereIsRoom(const experiment::StudyPlan& plan, Start start, const std::stop_token& stop) {
    for (;;) {
      try {
        begin(plan, start);
        if (const auto over = wait_.end(plan.runCount())) wait_.tell(*over);
        return;
      } catch (const DiskFull& full) {
        wait_.begin(full);
        if (const auto news = wait_.news(plan.runCount())) wait_.tell(*news);
      }
      if (stop.stop_requested()) throw Cancelled("stopped while there was no room; finished runs are kept");
      if (wait_.isGivenUp()) throw wait_.error(plan.runCount(), 0);
      std::this_thread::sleep_for(kGroupTime);
    }
  }

  void begin(const experiment::StudyPlan& plan, Start start) {
    const std::string& name = plan.study().name;
    const StoredStudy planned = storedForm(plan);
    journal_study_ = {name, planned.identity, planned.kpis.size(), planned.points.size(),
                      pointsDigest(planned.points, planned.points.size())};
    project_->read([&](Connection& connection) {
      connection.setPatience(kPatience);
      // Of an earlier sweep of this session that came to nothing; others' journals may be in use.
      std::error_code error;
      for (const auto& journal : takeLeftRuns(connection, project_->path(), name))
        std::filesystem::remove(journal, error);
    });
    project_->change([&](Connection& connection) {
      for (StudyRow& row : studyRows(connection, project_->path())) {
        if (row.study.name != name) continue;
        if (!isSameStudy(row.study, planned)) {
          throw anotherStudy(project_->path(), row.study, planned);
        }
        countSpared(connection, row);
        if (start == Start::New && row.study.runs_done > 0 && !row.study.isComplete()) {
          throw unfinished(project_->path(), row.study);
        }
        study_id_ = row.id;
        if (planned.points.size() > row.study.points.size()) insertAddedPoints(connection, row, planned.points);
        stored_ = runRows(connection, project_->path(), row);
        std::erase_if(stored_, [&plan](const auto& run) { return run.key.point >= plan.points().size(); });
        saved_ = stored_.size();
        return;
      }
      study_id_ = insertStudy(connection, planned);
    });
  }

  /// Waits for something that the writing thread brings about.
  template <class Condition>
  void awaitRoom(Guard& guard, Condition condition) {
    changed_.wait(guard, [&] { return failure_ || condition(); });
    if (failure_) throwFailure();
  }

  [[noreturn]] void throwFailure() const {
    if (wait_.isOn() && wait_.stop().stop_requested()) {
      throw Cancelled("stopped while there was no room; finished runs are kept");
    }
    std::rethrow_exception(failure_);
  }

  /// @returns false where there is no room
  bool keepBeside(const SealedRun& run) {
    try {
      if (!is_journal_open_) journals_.push_back(std::make_unique<RunJournal>(project_->path(), journal_study_));
      is_journal_open_ = true;
      journals_.back()->append(run);
      return true;
    } catch (const DiskFull& full) {
      wait_.begin(full);
      return false;
    }
  }

  void work(const std::stop_token& stop) {
    Guard guard(mutex_);
    while (true) {
      const auto is_due = [this] { return !wait_.isOn() && (is_finishing_ || waiting_.size() >= kGroupRuns); };
      wake_.wait_for(guard, stop, kGroupTime, is_due);
      tell(guard, wait_.news(runsLeft()));
      if (!waiting_.empty() && !failure_) writeGroup(guard);
      if (!failure_ && (wait_.isGivenUp() || (wait_.isOn() && stop.stop_requested()))) giveUp();
      changed_.notify_all();
      if (!waiting_.empty() && !failure_) continue;
      if (stop.stop_requested()) return;
      // Nothing to write: sleep until there is.
      wake_.wait_for(guard, stop, kGroupTime, [this] { return !waiting_.empty() && !failure_; });
    }
  }

  void writeGroup(Guard& guard) {
    std::vector<SealedRun> group;
    Journals journals;
    group.swap(waiting_);
    journals.swap(journals_);
    is_journal_open_ = false;
    is_writing_ = true;
    guard.unlock();
    std::exception_ptr failure;
    std::optional<DiskFull> full;
    try {
      project_->change([&](Connection& connection) { insertRuns(connection, study_id_, group); });
      for (const auto& journal : journals) journal->remove();
    } catch (const DiskFull& error) {
      full.emplace(error);
    } catch (...) {
      failure = std::current_exception();
    }
    guard.lock();
    is_writing_ = false;
    if (full) return putBack(*full, std::move(group), std::move(journals));
    if (failure) return fail(failure);
    saved_ += group.size();
    waiting_bytes_ = 0;
    for (const SealedRun& run : waiting_) waiting_bytes_ += bytesOf(run);
    if (waiting_.empty()) tell(guard, wait_.end(runsLeft()));
  }

  void putBack(const DiskFull& full, std::vector<SealedRun> group, Journals journals) {
    wait_.begin(full);
    group.insert(group.end(), std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.end()));
    waiting_ = std::move(group);
    journals.insert(journals.end(), std::make_move_iterator(journals_.begin()),
                    std::make_move_iterator(journals_.end()));
    journals_ = std::move(journals);
  }

  /// save() takes no more; the journals' files stay for the next opening.
  void fail(std::exception_ptr failure) {
    failure_ = std::move(failure);
    waiting_.clear();
    journals_.clear();
    is_journal_open_ = false;
  }

  void giveUp() { fail(std::make_exception_ptr(wait_.error(runsLeft(), waiting_.size()))); }

  void tell(Guard& guard, const std::optional<DiskPause>& news) {
    if (!news) return;
    guard.unlock();
    try {
      wait_.tell(*news);
    } catch (const std::exception&) {  // who can't be told is not told; the wait goes on
    }
    guard.lock();
  }

  [[nodiscard]] std::size_t runsLeft() const { return runs_wanted_ - std::min(runs_wanted_, saved_); }

  std::shared_ptr<ProjectFile> project_;
  std::int64_t study_id_ = 0;
  JournalStudy journal_study_;
  std::size_t runs_wanted_ = 0;
  std::vector<experiment::StudyRun> stored_;
  std::mutex mutex_;
  std::condition_variable_any wake_;     ///< of the writing thread
  std::condition_variable_any changed_;  ///< of those who wait for it
  DiskWait wait_;
  std::vector<SealedRun> waiting_;
  std::size_t waiting_bytes_ = 0;
  Journals journals_;             ///< of waiting_
  bool is_journal_open_ = false;  ///< the last one takes more
  std::size_t saved_ = 0;
  bool is_writing_ = false;
  bool is_finishing_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;
};

StudyWriter::StudyWriter(std::shared_ptr<ProjectFile> project, const experiment::StudyPlan& plan, Start start,
                         const StudyWriterOptions& options)
    : worker_(std::make_unique<Worker>(std::move(project), plan, start, options)) {}

StudyWriter::~StudyWriter() = default;

const std::vector<experiment::StudyRun>& StudyWriter::stored() const {
  return worker_->stored();
}

void StudyWriter::save(experiment::StudyRun run) {
  worker_->save(std::move(run));
}

std::size_t StudyWriter::savedCount() const {
  return worker_->savedCount();
}

void StudyWriter::finish() {
  worker_->finish();
}

}  // namespace mw::store
