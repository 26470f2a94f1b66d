// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/twin/log_blocks.h"

namespace mw::twin {

/// The rows of a file between two places where its clock goes back: a log of its own.
struct LogSegment {
  int line = 0;          ///< of the file, where it begins
  std::string stamp;     ///< of the row there, as it is written
  std::size_t rows = 0;  ///< of its log
};

/// A clock that goes back more often is noise rather than restarts, and a project is no place for so many logs.
inline constexpr std::size_t kMostSegments = 1000;

/// NAME, NAME#2, NAME#3, ...
/// @param index  of the segment, from 0
[[nodiscard]] std::string segmentName(const std::string& name, std::size_t index);

/// [{"log","line","stamp","rows"}]
/// @param name  of the first of their logs
[[nodiscard]] Json toJson(const std::vector<LogSegment>& segments, const std::string& name);
/// "log motor#2: 120 rows from line 301, stamped 0", of the first 20, and how many more there are.
[[nodiscard]] std::vector<std::string> inWords(const std::vector<LogSegment>& segments, const std::string& name);

/// How often and how far the clock of a file goes back, whatever is made of such rows: what each way to deal with them
/// would give.
class BackRows {
 public:
  void add(std::int64_t stamp_ns, int line);

  [[nodiscard]] std::size_t count() const { return count_; }       ///< rows stamped before a row above them
  [[nodiscard]] std::size_t cuts() const { return cuts_; }         ///< times a new segment would begin
  [[nodiscard]] double furthest_s() const { return furthest_s_; }  ///< the window that would hold them all
  [[nodiscard]] int firstLine() const { return first_line_; }      ///< of the file; 0 = none

 private:
  std::optional<std::int64_t> newest_ns_;
  std::int64_t newest_of_segment_ns_ = 0;
  std::size_t count_ = 0;
  std::size_t cuts_ = 0;
  double furthest_s_ = 0;
  int first_line_ = 0;
};

/// {"rows","cuts","furthest_s","first_line"}
[[nodiscard]] Json toJson(const BackRows& rows);

/// Gathers rows as LogBlocks does, for one log after another: each segment gets a name of its own (segmentName) and,
/// where stamps count from 1970, an epoch of its own. The blocks of one come before those of the next.
class SegmentedBlocks {
 public:
  /// @param head  name and signals of the first
  /// @param sink  must outlive this
  SegmentedBlocks(Log head, bool has_epoch, double late_window_s, const LogBlockSink& sink);

  /// The next row begins a segment. Comes before the first row, too. What is left of the one before is handed on.
  /// @param line, stamp  of that row in its file
  void begin(int line, std::string_view stamp);
  void add(std::int64_t stamp_ns, std::span<const double> values) { blocks_->add(stamp_ns, values); }
  void finish();

  [[nodiscard]] bool isOverfull(std::size_t most_numbers) const { return blocks_->isOverfull(most_numbers); }
  /// The first log without its rows.
  [[nodiscard]] const Log& head() const { return head_; }
  /// What follows is of all segments together, once they are finished.
  [[nodiscard]] const std::vector<LogSegment>& segments() const { return segments_; }
  [[nodiscard]] std::size_t rowCount() const { return row_count_; }
  [[nodiscard]] double duration_s() const { return duration_s_; }  ///< the sum of theirs
  [[nodiscard]] const std::vector<std::size_t>& readings() const { return readings_; }
  [[nodiscard]] const LateRows& late() const { return late_; }
  [[nodiscard]] bool wasInOrder() const { return was_in_order_; }

 private:
  void close();

  Log head_;
  bool has_epoch_;
  const LogBlockSink& sink_;
  std::optional<LogBlocks> blocks_;
  std::vector<LogSegment> segments_;
  std::size_t row_count_ = 0;
  double duration_s_ = 0;
  std::vector<std::size_t> readings_;
  LateRows late_;
  bool was_in_order_ = true;
};

}  // namespace mw::twin
