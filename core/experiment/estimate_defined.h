// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <vector>

#include "core/numerics/statistics.h"

namespace mw::experiment {

/// The 95 % interval from the samples that are defined (not NaN).
[[nodiscard]] inline numerics::Estimate estimateDefined(std::vector<double> samples) {
  std::erase_if(samples, [](double sample) { return std::isnan(sample); });
  return numerics::confidenceInterval(samples);
}

}  // namespace mw::experiment
