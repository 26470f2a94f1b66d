// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/numerics/fitting/goodness.h"

namespace mw::numerics {

enum class FitStatus {
  Fits,          ///< the Anderson-Darling test does not reject it
  Rejected,      ///< fitted, but the values would be unlikely under it: p below kRejectedBelow
  NotApplicable  ///< cannot be fitted to these values; the reason says why
};

/// As files and tables say it: fits, rejected, not-applicable.
[[nodiscard]] const char* wordOf(FitStatus status);

inline constexpr double kRejectedBelow = 0.05;
/// Fewer values than this are not fitted at all.
inline constexpr std::size_t kFewestValues = 5;

/// One candidate. Numbers without a unit in their name are dimensionless; of a candidate that is not applicable only
/// name and reason say something. A constant has neither likelihood nor statistics (NaN).
struct FittedDistribution {
  std::string name;  ///< family, as in the factory format
  FitStatus status = FitStatus::NotApplicable;
  std::string reason;                   ///< why it is not applicable
  std::vector<double> parameters;       ///< in the order of the family's function of Distribution
  std::vector<double> standard_errors;  ///< of the parameters, from the resamples
  Distribution distribution;
  double log_likelihood = 0;  ///< of densities per second
  double aic = 0;             ///< 2 k - 2 log-likelihood, k parameters; the smaller, the better
  double bic = 0;             ///< k ln n - 2 log-likelihood
  Goodness goodness;
  double ks_probability = 0;  ///< p-value of Kolmogorov-Smirnov
  double ad_probability = 0;  ///< p-value of Anderson-Darling, which decides
};

struct FitRequest {
  std::vector<std::string> families = {};  ///< names from fittedFamilies(); empty = all
  std::uint64_t seed = 1;
  int resamples = 499;
  std::stop_token stop = {};
  ProgressSink progress = {};
};

/// What was found, the best candidate first.
struct FittedDistributions {
  std::vector<FittedDistribution> candidates;  ///< by AIC, those not applicable last
  std::optional<std::size_t> chosen;           ///< the first that fits; none where nothing does
  double resolution_s = 0;                     ///< what the values are rounded to, where it makes equal values; else 0
  std::size_t distinct_values = 0;
  std::size_t tested_values = 0;  ///< how many the p-values look at: fewer than all for large, coarse samples
};

/// Fits every family by maximum likelihood, ranks them by Akaike's information criterion and tests each: p-values come
/// from a parametric bootstrap (bootstrap.h), since the parameters were estimated from the same values. Values that
/// were rounded are compared with draws rounded alike.
///
/// @param sample  at least kFewestValues values (the caller has checked)
/// @returns the same for a seed, on any machine and for any selection of families
/// @throws Cancelled
/// @note About 2 s for 1000 values and all families, little more for more
/// Sources: Akaike (1974); see maximum_likelihood.h, goodness.h, bootstrap.h
[[nodiscard]] FittedDistributions fitDistributions(const Sample& sample, const FitRequest& request = {});

}  // namespace mw::numerics
