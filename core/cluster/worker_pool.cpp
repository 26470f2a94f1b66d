// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/worker_pool.h"

#include <fmt/format.h>
#include <mutex>

#include "core/cluster/run_messages.h"
#include "core/cluster/worker_process.h"

namespace mw::cluster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLookForStop{50};

/// What is said to a worker of a point, and the number that the point is known by.
struct PointText {
  unsigned long number = 0;
  std::string text;
};

}  // namespace

class WorkerPool::Workers {
 public:
  explicit Workers(WorkerOptions options) : options_(std::move(options)) {}

  [[nodiscard]] PointText point(const factory::Factory& factory, const std::vector<std::string>& kpis) {
    const std::lock_guard guard(mutex_);
    return {++points_, Json{{"factory", factory.json()}, {"kpis", kpis}}.dump()};
  }

  experiment::RunAnswer run(const PointText& point, const experiment::RunOrder& order, const std::stop_token& stop) {
    for (int attempt = 1; attempt <= 2; ++attempt) {
      std::unique_ptr<WorkerProcess> worker = takeIdle();
      const std::optional<Message> said = ask(*worker, point, order, stop);
      if (said) {
        giveBack(std::move(worker));
        if (said->kind == MessageKind::Answer) return answerIn(*said);
        if (said->kind == MessageKind::BadInput) throw errorIn(*said);
        throw experiment::RunFailed(said->bytes);
      }
      const std::string end = worker->waitForEnd();
      if (attempt == 2) throw experiment::RunFailed("its process " + end + ", the second time too");
    }
    return {};
  }

 private:
  std::unique_ptr<WorkerProcess> takeIdle() {
    const std::lock_guard guard(mutex_);
    if (idle_.empty()) return std::make_unique<WorkerProcess>(options_.command);
    std::unique_ptr<WorkerProcess> worker = std::move(idle_.back());
    idle_.pop_back();
    return worker;
  }

  void giveBack(std::unique_ptr<WorkerProcess> worker) {
    const std::lock_guard guard(mutex_);
    idle_.push_back(std::move(worker));
  }

  /// @returns nothing where the process has ended
  std::optional<Message> ask(WorkerProcess& worker, const PointText& point, const experiment::RunOrder& order,
                             const std::stop_token& stop) const {
    const bool knows_point = worker.point == point.number;
    worker.point = point.number;
    if (!knows_point && !send(worker.socket(), {MessageKind::Point, point.text})) return std::nullopt;
    if (!send(worker.socket(), messageOf(order))) return std::nullopt;
    const auto begin = Clock::now();
    while (!isReady(worker.socket(), kLookForStop)) {
      if (stop.stop_requested()) throw Cancelled();
      if (Clock::now() - begin < options_.run_limit) continue;
      throw experiment::RunFailed(fmt::format("it took longer than {:g} s and was ended",
                                              std::chrono::duration<double>(options_.run_limit).count()));
    }
    return receive(worker.socket());
  }

  WorkerOptions options_;
  std::mutex mutex_;
  unsigned long points_ = 0;
  std::vector<std::unique_ptr<WorkerProcess>> idle_;
};

WorkerPool::WorkerPool(WorkerOptions options) : workers_(std::make_shared<Workers>(std::move(options))) {}

WorkerPool::~WorkerPool() = default;

experiment::Engine WorkerPool::engine() {
  return [workers = workers_](const factory::Factory& factory, const std::vector<std::string>& kpis) {
    return [workers, point = std::make_shared<const PointText>(workers->point(factory, kpis))](
               const experiment::RunOrder& order, const std::stop_token& stop) {
      return workers->run(*point, order, stop);
    };
  };
}

}  // namespace mw::cluster
