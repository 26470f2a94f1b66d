// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/numerics/fitting/maximum_likelihood.h"

namespace mw::numerics {

/// How far a sample lies from a distribution. Dimensionless; the smaller, the better.
struct Goodness {
  double kolmogorov_smirnov = 0;  ///< largest distance between the two cumulative distributions
  double anderson_darling = 0;    ///< A^2: their squared distance, weighted towards the tails
};

/// Both statistics of u = F(x), ascending:
///
///   D   = max over i of max(i/n - u_i, u_i - (i - 1)/n)
///   A^2 = -n - 1/n sum over i of (2 i - 1) (ln u_i + ln(1 - u_(n+1-i)))
///
/// In A^2, u is kept within 1e-16 of the limits, so that one value outside the support counts much but not all.
/// Source: D'Agostino and Stephens, Goodness-of-Fit Techniques (1986), section 4.2
[[nodiscard]] Goodness goodnessOf(std::span<const double> u);

/// Of a sample under a fitted family. Where the support ends at the smallest and the largest value these two say
/// nothing, and the others are what is tested: given the ends they are as a sample of n - 2 from the distribution.
[[nodiscard]] Goodness goodnessOf(const Sample& sample, const FittedFamily& family, const Distribution& distribution);

/// Kolmogorov and Smirnov's statistic times (sqrt(n) + 0.12 + 0.11/sqrt(n)), whose distribution hardly depends on n.
/// Source: Stephens (1974), case 0. (A^2 needs no factor.)
[[nodiscard]] double scaledKolmogorovSmirnov(double statistic, double n);

}  // namespace mw::numerics
