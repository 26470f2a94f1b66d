// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace mw::discovery {

/// A distribution of the factory format, found from times.
struct FittedTime {
  Json json;          ///< as the format has it
  std::string how;    ///< "lognormal", "values" (none fits, or too few), "constant"
  std::size_t n = 0;  ///< times it was found from
  double mean_s = 0;  ///< of the times
  double p = 0;       ///< of the Anderson-Darling test; NaN where nothing was fitted
};

struct FitChoices {
  std::uint64_t seed = 1;
  int resamples = 99;
  std::stop_token stop = {};
};

/// The family that fits best by Akaike's criterion and is not rejected, as `fit-distribution` finds it, where its mean
/// is within 5 % of that of the times; else the times themselves, at most 100 values with the same mean.
/// @param times_s  in any order; none: the constant 0
[[nodiscard]] FittedTime fittedTime(std::vector<double> times_s, const FitChoices& choices);

/// An empirical distribution of values, rounded to milliseconds; a constant where all are equal.
[[nodiscard]] Json valuesJson(std::vector<double> values_s);

}  // namespace mw::discovery
