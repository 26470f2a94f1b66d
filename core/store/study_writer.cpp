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

InputError refusal(const std::filesystem::path& file, const std::string& study, const std::string& cause,
                   const std::string& cure) {
  return InputError(Place{file.string(), "", 0, 0}, fmt::format("study \"{}\" {}", study, cause), cure);
}

/// One has the points of the other and perhaps more.
bool areOneBeginning(const std::vector<Json>& stored, const experiment::StudyPlan& plan) {
  const std::size_t shared = std::min(stored.size(), plan.points().size());
  for (std::size_t point = plan.designedCount(); point < shared; ++point) {
    if (stored[point] != plan.factorValues(point)) return false;
  }
  return true;
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
    project_->change([&](Connection& connection) {
      for (StudyRow& row : studyRows(connection, project_->path())) {
        if (row.study.name != name) continue;
        if (row.study.identity != plan.identity() || !areOneBeginning(row.study.points, plan)) {
          throw refusal(project_->path(), name, "is there with other factors, settings or another factory",
                        "give the study another name; its runs cannot be mixed with the stored ones");
        }
        if (start == Start::New && row.study.runs_done > 0 && !row.study.isComplete()) {
          throw refusal(project_->path(), name,
                        fmt::format("is there with {} of {} runs", row.study.runs_done, row.study.runsTotal()),
                        "go on with it by --resume, or give the study another name");
        }
        study_id_ = row.id;
        if (plan.points().size() > row.study.points.size()) insertAddedPoints(connection, row, plan);
        stored_ = runRows(connection, project_->path(), row);
        std::erase_if(stored_, [&plan](const auto& run) { return run.key.point >= plan.points().size(); });
        saved_ = stored_.size();
        return;
      }
      study_id_ = insertStudy(connection, plan);
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
