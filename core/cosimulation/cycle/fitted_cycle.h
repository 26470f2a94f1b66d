// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <stop_token>

#include "core/base/json.h"
#include "core/numerics/fitting/fit_distributions.h"
#include "core/numerics/fitting/histogram.h"

namespace mw::cosimulation {

/// In which form a measured cycle goes into a factory.
enum class CycleForm {
  Best,       ///< the fitted distribution where one fits, else the values
  Fitted,     ///< the best of the fitted ones even where it is rejected
  Empirical,  ///< the values themselves
};

/// A fitted mean further than this from that of the values is not used: it would show in a throughput.
inline constexpr double kFittedMeanWithin = 0.005;

/// Fewer different times than this say too little of a shape: a spread of a few steps is the values themselves.
inline constexpr std::size_t kFewestDistinct = 8;

/// Fits distributions to measured cycles as `fit-distribution` does: every family by maximum likelihood, ranked by
/// Akaike's criterion, the first taken that the Anderson-Darling test does not reject. Cycles are whole steps of the
/// physics, so the tests draw whole steps too.
///
/// @param values_s  multiples of motion::kArmStep_s
/// @returns none for fewer than numerics::kFewestValues
/// @throws Cancelled
[[nodiscard]] std::optional<numerics::FittedDistributions> fitCycles(std::span<const double> values_s,
                                                                     std::uint64_t seed, const std::stop_token& stop);

/// Counts of cycles in some two dozen bins of whole steps: the rule of Freedman and Diaconis is too coarse for the
/// humps that several ways make.
[[nodiscard]] numerics::Histogram histogramOfCycles(const numerics::Sample& cycles_s);

/// The candidate that goes into a factory in this form; null: the values themselves.
[[nodiscard]] const numerics::FittedDistribution* chosenFit(const std::optional<numerics::FittedDistributions>& fitted,
                                                            double mean_s, CycleForm form);

}  // namespace mw::cosimulation
