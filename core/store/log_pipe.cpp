// SPDX-License-Identifier: Apache-2.0
#include "core/store/log_pipe.h"

#include <utility>

#include "core/base/error.h"

namespace mw::store {

void LogPipe::put(twin::Log&& block) {
  std::unique_lock guard(mutex_);
  changed_.wait(guard, [this] { return is_closed_ || blocks_.size() < kMostBlocks; });
  if (is_closed_) throw Cancelled("the log is not stored any further");
  blocks_.push_back(std::move(block));
  changed_.notify_all();
}

void LogPipe::finish(twin::Log&& head) {
  const std::lock_guard guard(mutex_);
  head_ = std::move(head);
  changed_.notify_all();
}

void LogPipe::fail(std::exception_ptr failure) {
  const std::lock_guard guard(mutex_);
  failure_ = std::move(failure);
  changed_.notify_all();
}

std::optional<twin::Log> LogPipe::take() {
  std::unique_lock guard(mutex_);
  changed_.wait(guard, [this] { return failure_ || head_ || !blocks_.empty(); });
  if (failure_) std::rethrow_exception(failure_);
  if (blocks_.empty()) return std::nullopt;
  twin::Log block = std::move(blocks_.front());
  blocks_.pop_front();
  changed_.notify_all();
  return block;
}

void LogPipe::close() {
  const std::lock_guard guard(mutex_);
  is_closed_ = true;
  changed_.notify_all();
}

}  // namespace mw::store
