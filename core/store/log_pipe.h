// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>

#include "core/twin/log.h"

namespace mw::store {

/// Hands the blocks of a log from the thread that reads it to the one that stores it; a few wait in between, no more.
class LogPipe {
 public:
  /// For the reader. Waits for room. @throws Cancelled when nobody takes blocks any more
  void put(twin::Log&& block);
  /// All blocks are in. @param head  the log without rows
  void finish(twin::Log&& head);
  /// There will be no more: take() throws this, whatever still waits.
  void fail(std::exception_ptr failure);

  /// For the writer. The next block; nothing at the end, when head() is there.
  [[nodiscard]] std::optional<twin::Log> take();
  [[nodiscard]] const twin::Log& head() const { return *head_; }
  /// No more blocks are taken.
  void close();

 private:
  static constexpr std::size_t kMostBlocks = 3;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<twin::Log> blocks_;
  std::optional<twin::Log> head_;
  std::exception_ptr failure_;
  bool is_closed_ = false;
};

}  // namespace mw::store
