// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/twin/log.h"

namespace mw::twin {

/// What became of rows that did not come in the order of time.
struct LateRows {
  double window_s = 0;       ///< how late a row may be; 0 = rows are taken as they come
  std::size_t ordered = 0;   ///< rows that came after a later one and were put in their place
  std::size_t merged = 0;    ///< rows of a stamp that was there already: their values filled what was missing
  std::size_t repeated = 0;  ///< values given once more for the same stamp and signal: the first was kept
  std::size_t dropped = 0;   ///< rows that came too late: left out
  /// Stamp of the first of them; NaN = not known.
  double first_dropped_s = std::numeric_limits<double>::quiet_NaN();

  [[nodiscard]] bool areAny() const { return ordered + merged + repeated + dropped > 0; }
};

/// {"window_s","ordered","merged","repeated","dropped"}
[[nodiscard]] Json toJson(const LateRows& late);
/// A sentence per kind; none where all rows came in order.
[[nodiscard]] std::vector<std::string> inWords(const LateRows& late);

/// Puts rows that arrive late back in the order of time, as long as they are no later than a window.
///
/// A row belongs to the window while its stamp is at least (newest stamp so far - window); what is older was left out.
/// Rows are handed on once nothing can come before them. Rows of the same stamp are one row: each signal keeps the
/// first value it was given, as at import. The outcome depends on the rows, not on the order within the window, unless
/// one signal has two different values at one stamp.
class RowQueue {
 public:
  struct Row {
    double t_s = 0;
    std::vector<double> values;  ///< NaN = missing
  };

  /// @param window_s 0 or more, infinite for all rows there are
  explicit RowQueue(double window_s) { late_.window_s = window_s; }

  /// @param values as many in every row
  void add(double t_s, std::span<const double> values);
  /// The next row in the order of time, if it is settled.
  [[nodiscard]] std::optional<Row> next();
  /// No more rows come: next() gives all that are left.
  void close() { is_closed_ = true; }

  [[nodiscard]] const LateRows& late() const { return late_; }

 private:
  void merge(Row& row, std::span<const double> values);

  LateRows late_;
  std::deque<Row> rows_;  ///< growing stamps
  double newest_s_ = 0;
  bool has_begun_ = false;
  bool is_closed_ = false;
};

/// A log whose rows are in the order they arrived in, put in the order of time.
/// @param late filled with what was done
[[nodiscard]] Log inOrder(const Log& arrived, double window_s, LateRows& late);

}  // namespace mw::twin
