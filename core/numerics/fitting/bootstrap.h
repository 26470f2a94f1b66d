// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "core/numerics/fitting/goodness.h"

namespace mw::numerics {

struct BootstrapOptions {
  int resamples = 499;
  std::uint64_t seed = 1;
  double resolution_s = 0;  ///< draws are rounded to it as the sample was; 0: not at all
  std::stop_token stop = {};
  std::function<void()> after_each = {};  ///< called after every resample
};

/// Most values of a resample. Larger samples are compared with resamples of this size: scaled by
/// scaledKolmogorovSmirnov() and as it is, the two statistics' distributions no longer depend on n there.
inline constexpr std::size_t kMostResampled = 1000;

/// What the tests look at: the sample, or kMostResampled values drawn from it without replacement where it is larger
/// and so coarse that rounding would show. The steps of a rounded sample lie about 0.2 resolution/sd off the curve
/// whatever its size, so that only resamples of the same size have as much of it; below 0.05/sqrt(n) that is no matter.
[[nodiscard]] Sample testedPart(const Sample& sample, double resolution_s, std::uint64_t seed);

/// What the statistics and parameters do when the fitted distribution is the true one.
struct BootstrapResult {
  std::vector<Goodness> goodness;       ///< of each resample, D scaled
  std::vector<double> standard_errors;  ///< of the parameters, for the sample's own size
};

/// Draws samples from a fitted distribution, fits each anew and measures how far it lies from its own fit: tables for
/// known parameters do not hold when they were estimated from the same values.
///
/// The r-th resample is a function of seed, family and r alone. A resample that cannot be fitted (rounding made all its
/// values equal) is left out.
/// @throws Cancelled
/// Source: Stute, Gonzalez Manteiga, Presedo Quindimil (1993), bootstrap based goodness-of-fit tests
[[nodiscard]] BootstrapResult bootstrap(const Sample& sample, const FittedFamily& family,
                                        std::span<const double> parameters, const BootstrapOptions& options);

/// Share of resamples that lie at least as far from their fit as the sample does: (1 + count) / (1 + resamples).
struct GoodnessProbability {
  double kolmogorov_smirnov;  ///< NaN when there are no resamples
  double anderson_darling;
};
[[nodiscard]] GoodnessProbability probabilityOf(const Goodness& goodness, const Sample& sample,
                                                const BootstrapResult& resampled);

}  // namespace mw::numerics
