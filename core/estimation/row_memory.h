// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include "core/estimation/gaussian_belief.h"
#include "plugins/api/process_model.h"

namespace mw::estimation {

/// The belief of one row, given all rows.
struct SmoothedRow {
  GaussianBelief belief;
  Eigen::VectorXd modes;  ///< probability of each mode; empty where there is but one
};

/// A step that outlives the inputs it was given with.
class KeptStep {
 public:
  explicit KeptStep(const api::ProcessStep& step) : step_(step), u_(step.u.begin(), step.u.end()) {}
  [[nodiscard]] api::ProcessStep step() const { return {step_.t_s, step_.dt_s, u_, step_.noise_share}; }

 private:
  api::ProcessStep step_;
  std::vector<double> u_;
};

/// What a filter remembers of its steps, where smoothing takes more than means and covariances. It belongs to the
/// filter, and is filled by it from when it was asked for.
class RowMemory {
 public:
  virtual ~RowMemory() = default;

  /// Ends a row: the filter has taken its readings.
  void endRow() { row_states_.push_back(stateCount()); }
  /// The belief of each row given all rows. The filter's belief is lost. @throws Cancelled when stopped
  [[nodiscard]] std::vector<SmoothedRow> smoothed(const std::stop_token& stop) {
    const std::vector<SmoothedRow> states = smoothedStates(stop);
    std::vector<SmoothedRow> rows;
    rows.reserve(row_states_.size());
    for (const std::size_t state : row_states_) rows.push_back(states[state]);
    return rows;
  }

 protected:
  /// Steps so far: state k is the one after step k, with the readings that came before the next.
  [[nodiscard]] virtual std::size_t stateCount() const = 0;
  /// States 0 to stateCount().
  [[nodiscard]] virtual std::vector<SmoothedRow> smoothedStates(const std::stop_token& stop) = 0;

 private:
  std::vector<std::size_t> row_states_;
};

}  // namespace mw::estimation
