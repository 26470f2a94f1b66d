// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/twin/log.h"
#include "core/twin/row_queue.h"

namespace mw::twin {

/// Takes the next rows of a log: a Log of these rows alone, with name, epoch and signals of the whole. Rows come in the
/// order of time over all blocks of a name; where a file is cut into segments, the next name is the next of them
/// (SegmentedBlocks). What it throws ends the reading.
using LogBlockSink = std::function<void(Log&& block)>;

/// Puts the blocks of one log together again.
/// @param log  empty; must outlive the sink
[[nodiscard]] LogBlockSink joinInto(Log& log);

/// Gathers the rows of a log as they are read, and hands them on in blocks once nothing can come before them.
///
/// Memory: a block, and up to twice as many rows as lie within the window for late ones; with an infinite one, all.
/// Somebody who gives such a window asks isOverfull() as the rows come.
class LogBlocks {
 public:
  /// @param head            name and signals of the log, without rows
  /// @param has_epoch       stamps count from 1970: the log gets the whole second of its first one as epoch_s
  /// @param late_window_s   how late a row may be, see RowQueue
  /// @param sink            must outlive the blocks
  LogBlocks(Log head, bool has_epoch, double late_window_s, const LogBlockSink& sink);

  /// @param stamp_ns  after all before it, or less than the window before the newest
  void add(std::int64_t stamp_ns, std::span<const double> values);
  /// Hands on what is left.
  void finish();

  /// More numbers are held, stamps among them, than anybody should wait for.
  [[nodiscard]] bool isOverfull(std::size_t most_numbers) const {
    return stamps_ns_.size() * (values_.size() + 1) > most_numbers;
  }

  /// The log without its rows; its epoch is known once it is finished.
  [[nodiscard]] const Log& head() const { return head_; }
  [[nodiscard]] std::size_t rowCount() const { return row_count_; }  ///< handed on
  [[nodiscard]] double duration_s() const { return last_s_ - first_s_; }
  /// Values that are there, of each signal, in the rows handed on.
  [[nodiscard]] const std::vector<std::size_t>& readings() const { return readings_; }
  [[nodiscard]] const LateRows& late() const { return late_; }
  [[nodiscard]] bool wasInOrder() const { return was_in_order_; }

 private:
  void handOn();
  void putInOrder();
  [[nodiscard]] std::vector<std::size_t> rowsByStamp();
  void mergeColumn(std::span<const std::size_t> order, std::vector<double>& values);
  [[nodiscard]] std::size_t settledCount() const;
  [[nodiscard]] Log blockOf(std::size_t first, std::size_t count);
  void setStamps(std::size_t first, Log& block);
  void forget(std::size_t count);

  Log head_;
  bool has_epoch_;
  double late_window_s_;
  const LogBlockSink& sink_;
  std::size_t block_rows_;
  std::size_t full_at_;                  ///< rows held at which some are handed on
  std::vector<std::int64_t> stamps_ns_;  ///< of the rows held
  std::vector<std::vector<double>> values_;
  std::int64_t newest_ns_ = 0;
  std::optional<std::int64_t> origin_ns_;  ///< once the first row is settled
  bool is_in_order_ = true;                ///< the rows held
  bool was_in_order_ = true;               ///< all rows so far
  bool is_finished_ = false;
  std::size_t row_count_ = 0;
  double first_s_ = 0;
  double last_s_ = 0;
  std::vector<std::size_t> readings_;
  LateRows late_;
};

}  // namespace mw::twin
