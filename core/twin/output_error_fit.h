// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>
#include <stop_token>
#include <vector>

#include "core/numerics/least_squares.h"
#include "core/twin/log.h"
#include "core/twin/model_knob.h"
#include "core/twin/open_loop.h"

namespace mw::twin {

/// Rows of the logs that take part, one flag per row and log.
using RowChoice = std::vector<std::vector<bool>>;

/// What the readings of some rows say of the knobs of a twin.
struct KnobFit {
  Eigen::VectorXd z;
  Eigen::VectorXd rmse;               ///< p
  Eigen::VectorXd residual_variance;  ///< p, R of the fitted twin
  Eigen::VectorXd correlation_rows;   ///< p
  Eigen::MatrixXd information;        ///< of z, by the rows alone
  Eigen::MatrixXd covariance;         ///< of z, with the prior
  double misfit = 0;                  ///< sum over signals of readings x log(mean square); infinite where it can't run
  bool has_converged = false;
};

/// The open-loop errors of a twin over several logs as a function of its knobs.
class OpenLoopErrors {
 public:
  OpenLoopErrors(const TurnedTwin& twin, std::span<const Log> logs, const api::ProcessModelRegistry& models,
                 std::stop_token stop);

  /// All rows after the start that have a reading of the signal: predictions less readings, log after log, row after
  /// row, signal after signal; 0 for rows without one or not chosen; NaN where the twin can't be run.
  [[nodiscard]] Eigen::VectorXd at(const Eigen::VectorXd& z, const RowChoice& rows) const;
  [[nodiscard]] RowChoice allRows() const;

  /// Fits the knobs to the chosen rows, beginning at `start`; signals are weighted by their first residual variance.
  [[nodiscard]] KnobFit fit(const Eigen::VectorXd& start, const RowChoice& rows) const;

  [[nodiscard]] std::size_t signalCount() const { return signal_count_; }
  /// Root mean square per signal of the chosen rows. @param errors of at()
  [[nodiscard]] Eigen::VectorXd rmsOf(const Eigen::VectorXd& errors, const RowChoice& rows) const;

 private:
  [[nodiscard]] OpenLoopPrediction simulate(const TwinDefinition& twin, const Log& log) const;
  [[nodiscard]] Eigen::VectorXd countsOf(const RowChoice& rows) const;
  [[nodiscard]] Eigen::VectorXd correlationRowsOf(const Eigen::VectorXd& errors, const RowChoice& rows) const;
  void describe(const Eigen::MatrixXd& slopes, const RowChoice& rows, const Eigen::VectorXd& errors,
                KnobFit& fit) const;

  const TurnedTwin& twin_;
  std::span<const Log> logs_;
  const api::ProcessModelRegistry& models_;
  std::stop_token stop_;
  std::size_t signal_count_ = 0;
  std::size_t size_ = 0;                        ///< of at()
  std::vector<std::vector<bool>> has_reading_;  ///< per log, row and signal, after the start
};

}  // namespace mw::twin
