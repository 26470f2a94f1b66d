// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/numerics/distribution.h"
#include "core/numerics/fitting/sample.h"

namespace mw::numerics {

/// What maximum likelihood says of one family.
struct FamilyFit {
  std::vector<double> parameters;  ///< in the order of the family's function of Distribution, e.g. {mean, cv} of gamma
  double log_likelihood = 0;       ///< sum of the logarithms of the density per second
  std::string reason;              ///< why there is no fit ("no values of 0 allowed"); empty where there is one

  [[nodiscard]] bool isApplicable() const { return reason.empty(); }
};

/// A family that can be fitted. Two samples may be fitted at the same time; nothing is shared.
struct FittedFamily {
  Distribution::Family family;
  std::string_view name;  ///< as in the factory format
  /// @param near  the parameters of a similar sample to begin the search at, or empty
  FamilyFit (*fit)(const Sample& sample, std::span<const double> near);
  Distribution (*make)(std::span<const double> parameters);
  std::size_t parameter_count;
  bool reaches_ends;  ///< its support ends exactly at the smallest and the largest value (uniform)
};

/// Constant, exponential, erlang, gamma, lognormal, weibull, normal, uniform, triangular and pert, in this order.
///
///   constant     all values are equal
///   exponential  mean = m
///   erlang       the better of the two whole k around gamma's shape, 1 to 1000; mean = m
///   gamma        ln k - psi(k) = ln m - mean(ln x); cv = k^-1/2. Newton in 1/k (Minka 2002)
///   lognormal    mu, sigma^2 are mean and variance (divisor n) of ln x; mean = exp(mu + sigma^2/2)
///   weibull      sum(x^k ln x)/sum(x^k) - 1/k = mean(ln x); scale = mean(x^k)^(1/k). Newton, kept in its bracket
///   normal       truncated at zero as Distribution draws it: its first two moments are the sample's, and mean 0 where
///                the sample's coefficient of variation is above that of the half normal, (pi/2 - 1)^1/2
///   uniform      the smallest and the largest value
///   triangular   all three: the mode, one of the values, is solved for exactly, the two ends by search, min >= 0
///                (van Dorp and Kotz 2004, chapter 1)
///   pert         all three: the mode by root finding, the two ends by search, min >= 0
///
/// Times are nonnegative; erlang, gamma, lognormal and weibull need all values above 0. All but constant need values
/// that differ. Results scale with the unit of time.
[[nodiscard]] std::span<const FittedFamily> fittedFamilies();

/// The family of a name, or none.
[[nodiscard]] const FittedFamily* findFittedFamily(std::string_view name);

}  // namespace mw::numerics
