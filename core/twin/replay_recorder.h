// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/estimation/state_filter.h"
#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// What there is to know of a row beside what its filter tells.
struct RowVerdict {
  double t_s = 0;
  const estimation::CorrectionNumbers& numbers;
  bool is_used = false;  ///< its readings went into the estimate
  double health = 0;
  bool is_stale = false;
  double age_s = 0;
};

/// Writes the columns of a replay, row by row.
class ReplayRecorder {
 public:
  ReplayRecorder(const TwinDefinition& twin, bool keeps_covariance);

  /// Room for this many rows, to save moves.
  void reserve(std::size_t rows, ReplayResult& result) const;
  /// @param filter after the row's readings
  void add(const RowVerdict& row, const estimation::StateFilter& filter, ReplayResult& result) const;
  /// Empties the columns, keeping their room and what is summed up over them.
  static void forgetRows(ReplayResult& result);

 private:
  [[nodiscard]] bool isAnomaly(const RowVerdict& row) const;

  bool keeps_covariance_;
  std::vector<double> nis_limits_;  ///< by number of signals used, less one
};

}  // namespace mw::twin
