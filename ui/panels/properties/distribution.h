// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace mw::panels {

/// Mean and standard deviation of a distribution of times as files write it; nothing for those without closed form here
/// (mixture, by_part, a file).
struct Moments {
  double mean_s = 0;
  double sd_s = 0;
};
[[nodiscard]] std::optional<Moments> momentsOf(const Json& distribution);

/// The same times in another family: mean and spread are kept as far as the family can have them.
/// @param distribution  what was before; null or unknown starts from a mean of 60 s
[[nodiscard]] Json inFamily(const std::string& family, const Json& distribution);

/// The density over [low, high] at n points, 1/s; empty where there is none to draw (constant, mixture).
struct DensityCurve {
  double low_s = 0;
  double high_s = 0;
  std::vector<double> density;
};
[[nodiscard]] DensityCurve densityOf(const Json& distribution, std::size_t n = 120);

}  // namespace mw::panels
