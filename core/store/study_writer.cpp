// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <thread>

#include "core/store/connection.h"
#include "core/store/stored_study.h"
#include "core/store/study_rows.h"

namespace mw::store {
namespace {

constexpr std::size_t kGroupRuns = 64;
constexpr std::chrono::milliseconds kGroupTime{250};

InputError unfinished(const std::filesystem::path& file, const StoredStudy& study) {
  return InputError(
      Place{file.string(), "", 0, 0},
      fmt::format("study \"{}\" is there with {} of {} runs", study.name, study.runs_done, study.runsTotal()),
      "go on with it by --resume, or give the study another name");
}

}  // namespace

class StudyWriter::Worker {
 public:
  Worker(std::shared_ptr<ProjectFile> project, const experiment::StudyPlan& plan, Start start)
      : project_(std::move(project)) {
    begin(plan, start);
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
  }

  ~Worker() {
    thread_.request_stop();
    thread_.join();
  }

  void save(experiment::StudyRun run) {
    const std::lock_guard guard(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    waiting_.push_back(std::move(run));
    if (waiting_.size() == 1 || waiting_.size() >= kGroupRuns) wake_.notify_all();
  }

  void finish() {
    std::unique_lock guard(mutex_);
    is_finishing_ = true;
    wake_.notify_all();
    idle_.wait(guard, [this] { return failure_ || (waiting_.empty() && !is_writing_); });
    is_finishing_ = false;
    if (failure_) std::rethrow_exception(failure_);
  }

  [[nodiscard]] std::size_t savedCount() {
    const std::lock_guard guard(mutex_);
    return saved_;
  }

  [[nodiscard]] const std::vector<experiment::StudyRun>& stored() const { return stored_; }

 private:
  void begin(const experiment::StudyPlan& plan, Start start) {
    const std::string& name = plan.study().name;
    const StoredStudy planned = storedForm(plan);
    project_->change([&](Connection& connection) {
      for (StudyRow& row : studyRows(connection, project_->path())) {
        if (row.study.name != name) continue;
        if (!isSameStudy(row.study, planned)) {
          throw anotherStudy(project_->path(), name);
        }
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

  void work(const std::stop_token& stop) {
    std::unique_lock guard(mutex_);
    while (true) {
      wake_.wait_for(guard, stop, kGroupTime, [this] { return is_finishing_ || waiting_.size() >= kGroupRuns; });
      if (!waiting_.empty() && !failure_) writeGroup(guard);
      if (waiting_.empty() || failure_) {
        idle_.notify_all();
        if (stop.stop_requested()) return;
        // Nothing to write: sleep until there is.
        wake_.wait_for(guard, stop, kGroupTime, [this] { return !waiting_.empty(); });
      }
    }
  }

  void writeGroup(std::unique_lock<std::mutex>& guard) {
    std::vector<experiment::StudyRun> group;
    group.swap(waiting_);
    is_writing_ = true;
    guard.unlock();
    std::exception_ptr failure;
    try {
      project_->change([&](Connection& connection) { insertRuns(connection, study_id_, group); });
    } catch (...) {
      failure = std::current_exception();
    }
    guard.lock();
    is_writing_ = false;
    failure_ = failure;
    if (failure) {
      waiting_.clear();  // save() takes no more
    } else {
      saved_ += group.size();
    }
  }

  std::shared_ptr<ProjectFile> project_;
  std::int64_t study_id_ = 0;
  std::vector<experiment::StudyRun> stored_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::condition_variable_any idle_;
  std::vector<experiment::StudyRun> waiting_;
  std::size_t saved_ = 0;
  bool is_writing_ = false;
  bool is_finishing_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;
};

StudyWriter::StudyWriter(std::shared_ptr<ProjectFile> project, const experiment::StudyPlan& plan, Start start)
    : worker_(std::make_unique<Worker>(std::move(project), plan, start)) {}

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
