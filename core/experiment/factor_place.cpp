// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/factor_place.h"

#include <algorithm>
#include <cmath>

namespace mw::experiment {

Json valueAt(const Factor& factor, double place) {
  if (factor.hasLevels()) {
    const auto level = static_cast<std::size_t>(place * static_cast<double>(factor.levels.size()));
    return factor.levels[std::min(level, factor.levels.size() - 1)];
  }
  if (!factor.is_integer) return factor.min + place * (factor.max - factor.min);
  const double low = std::ceil(factor.min);
  const double high = std::floor(factor.max);
  return static_cast<std::int64_t>(std::min(low + std::floor(place * (high - low + 1)), high));
}

}  // namespace mw::experiment
