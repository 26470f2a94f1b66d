// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/bias_test.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mw::estimation {

BiasTest::BiasTest(const BiasTestOptions& options) : options_(options) {
  window_.reserve(static_cast<std::size_t>(options.window));
}

bool BiasTest::add(double standardised_innovation) {
  const double clipped = std::clamp(standardised_innovation, -options_.clip_sd, options_.clip_sd);
  if (window_.size() < static_cast<std::size_t>(options_.window)) {
    window_.push_back(clipped);
  } else {
    window_[next_] = clipped;
    next_ = (next_ + 1) % window_.size();
  }
  if (window_.size() >= static_cast<std::size_t>(options_.min_readings)) {
    const double limit = is_fault_ ? 0.5 * options_.limit_sd : options_.limit_sd;
    is_fault_ = std::abs(score()) > limit;
  }
  return is_fault_;
}

double BiasTest::score() const {
  if (window_.empty()) return 0.0;
  return std::accumulate(window_.begin(), window_.end(), 0.0) / std::sqrt(static_cast<double>(window_.size()));
}

}  // namespace mw::estimation
