// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace mw::numerics {

/// Arithmetic mean, by compensated (Neumaier) summation so that it does not depend on the scale of the first values.
/// NaN for no sample.
[[nodiscard]] double mean(std::span<const double> samples);

/// Sample standard deviation (divisor n - 1), two passes. NaN for fewer than two samples: one run says nothing about
/// the spread.
[[nodiscard]] double sampleSd(std::span<const double> samples);

/// Population standard deviation (divisor n), two passes. NaN for no sample.
[[nodiscard]] double populationSd(std::span<const double> samples);

/// The q-quantile of Student's t distribution.
///
/// @param q                   probability, in (0, 1); studentTQuantile(0.975, n - 1) spans a 95 % interval
/// @param degrees_of_freedom  above 0
/// @throws LogicError outside these ranges
/// Source: Boost.Math students_t
[[nodiscard]] double studentTQuantile(double q, double degrees_of_freedom);

/// The q-quantile of the standard normal distribution, q in (0, 1).
[[nodiscard]] double normalQuantile(double q);

/// What independent samples (replications) say about an expectation. In the samples' own unit.
struct Estimate {
  double mean = 0;        ///< NaN for n = 0
  double sd = 0;          ///< sample standard deviation; NaN below two samples
  double half_width = 0;  ///< of the Student-t confidence interval; NaN below two samples, where none exists
  std::uint64_t n = 0;    ///< how many samples

  /// Whether there is an interval at all: a single run has none, which is not the same as an interval of width zero.
  [[nodiscard]] bool hasInterval() const { return n >= 2; }
  [[nodiscard]] double low() const { return mean - half_width; }
  [[nodiscard]] double high() const { return mean + half_width; }
};

/// Mean with its two-sided Student-t confidence interval.
///
///   half_width = t(1 - (1 - level) / 2; n - 1) * sd / sqrt(n)
///
/// @param samples  independent and identically distributed, in any unit; NaN in, NaN out
/// @param level    confidence level, in (0, 1)
[[nodiscard]] Estimate confidenceInterval(std::span<const double> samples, double level = 0.95);

}  // namespace mw::numerics
