// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "core/estimation/state_filter.h"
#include "core/twin/replay_result.h"
#include "core/twin/row_steps.h"

namespace mw::twin {

/// Remembers how each row of a replay was reached, so that the whole replay can be smoothed afterwards
/// (Rauch-Tung-Striebel, core/estimation/smoother.h). Transitions are computed again on the way back: the tape holds
/// 2 m + n^2 + 4 numbers per row and no predictions.
class SmoothingTape {
 public:
  /// @param before inputs held in steps.held; @param own inputs of the row's own step; both m
  /// @param covariance after the readings of the row, n x n
  void add(const RowSteps& steps, std::span<const double> before, std::span<const double> own,
           std::span<const double> covariance);

  /// Replaces x, P_diag and (where the result holds it) P of every row by the smoothed ones.
  /// @param filter of the same twin; its belief is lost
  /// @throws Cancelled when stopped
  void smooth(estimation::StateFilter& filter, ReplayResult& result, const std::stop_token& stop) const;

 private:
  std::vector<RowSteps> steps_;
  std::vector<double> before_;
  std::vector<double> own_;
  std::vector<double> covariance_;
  std::size_t input_count_ = 0;
};

/// Replaces x, P_diag, P and mode probabilities of every row by the smoothed ones of a filter that remembered its rows.
void storeSmoothed(const std::vector<estimation::SmoothedRow>& rows, ReplayResult& result);

}  // namespace mw::twin
