// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/estimation/gaussian_belief.h"
#include "core/estimation/innovation_factor.h"
#include "core/estimation/row_memory.h"
#include "plugins/api/process_model.h"

namespace mw::estimation {

/// One filter that goes through a log row after row: predict to the row's stamp, correct with its readings. The seam
/// behind which all filters look alike. One thread at a time.
class StateFilter {
 public:
  virtual ~StateFilter() = default;

  virtual void predict(const api::ProcessStep& step) = 0;
  /// Many steps of step.dt_s under one held input; step.t_s is the stamp at the end of the last.
  /// @throws NumericalError for more than 10^7 steps where they go one by one
  virtual void predictMany(const api::ProcessStep& step, std::uint64_t steps);
  /// @param step the step that ends at these readings; @param y readings, p; those that are not finite are skipped
  virtual CorrectionNumbers correct(const api::ProcessStep& step, std::span<const double> y) = 0;
  /// predict() and correct() in one call: a row of a regular log.
  virtual CorrectionNumbers predictAndCorrect(const api::ProcessStep& step, std::span<const double> y) {
    predict(step);
    return correct(step, y);
  }

  [[nodiscard]] virtual std::span<const double> mean() const = 0;        ///< n
  [[nodiscard]] virtual std::span<const double> covariance() const = 0;  ///< n x n, symmetric
  [[nodiscard]] virtual std::span<const double> innovation() const = 0;  ///< p, NaN where there was no reading
  /// S of the last correction, p x p, symmetric; NaN on the diagonal where there was no reading.
  [[nodiscard]] virtual std::span<const double> innovationCovariance() const = 0;

  virtual void setBelief(const GaussianBelief& belief) = 0;
  [[nodiscard]] GaussianBelief belief() const;

  /// Whether predictWithCross() works: the belief is no more than a mean and a covariance.
  [[nodiscard]] virtual bool hasTransitions() const { return true; }
  /// Whether it can be smoothed: by its transitions (smoother.h), or by what it remembers of its rows.
  [[nodiscard]] virtual bool canSmooth() const { return hasTransitions(); }
  /// Begins to remember what smoothing without transitions takes; null where transitions do. The filter keeps it.
  [[nodiscard]] virtual RowMemory* rememberRows() { return nullptr; }
  /// predict(), and Cov(x before, x after): n x n.
  virtual void predictWithCross(const api::ProcessStep& step, Eigen::MatrixXd& cross) = 0;
  /// predictMany() with Cov(x before, x after), where that is cheaper than going one by one.
  /// @returns false, with nothing done, where it isn't
  [[nodiscard]] virtual bool predictManyWithCross(const api::ProcessStep&, std::uint64_t, Eigen::MatrixXd&) {
    return false;
  }
  /// How far the last prediction was from one that a linearisation may make: 0 unless the filter linearises.
  [[nodiscard]] virtual double linearisationExcess() const { return 0; }
  /// Probability of each mode, where the filter follows several.
  [[nodiscard]] virtual std::span<const double> modeProbabilities() const { return {}; }
};

}  // namespace mw::estimation
