// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/estimation/gaussian_belief.h"
#include "core/estimation/kalman_step.h"
#include "core/estimation/linear_model.h"

namespace mw::estimation {

/// A linear Kalman filter that goes through a log row after row without heap allocation: matrices of fixed size for
/// up to 6 states and 3 signals, of dynamic size beyond. Same formulas and same numbers as predict() and correct().
/// One thread at a time.
class LinearFilter {
 public:
  /// @throws InputError when shapes disagree, naming the matrix and both shapes
  [[nodiscard]] static std::unique_ptr<LinearFilter> make(const LinearModel& model, const GaussianBelief& initial);
  virtual ~LinearFilter() = default;

  /// @param u inputs of the step, m
  virtual void predict(std::span<const double> u) = 0;
  /// Many steps under one held input: one by one up to 16, by doubling beyond.
  virtual void predictMany(std::span<const double> u, std::uint64_t steps) = 0;
  /// @param y readings, p; those that are not finite are skipped
  virtual CorrectionNumbers correct(std::span<const double> y) = 0;

  [[nodiscard]] virtual std::span<const double> mean() const = 0;        ///< n
  [[nodiscard]] virtual std::span<const double> covariance() const = 0;  ///< n x n, symmetric
  [[nodiscard]] virtual std::span<const double> innovation() const = 0;  ///< p, NaN where there was no reading
  /// S of the last correction, p x p, symmetric; NaN on the diagonal where there was no reading.
  [[nodiscard]] virtual std::span<const double> innovationCovariance() const = 0;
};

}  // namespace mw::estimation
