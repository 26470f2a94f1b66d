// SPDX-License-Identifier: Apache-2.0
#include "core/twin/health.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace mw::twin {

void HealthScore::add(double nis, int used) {
  const double root = std::sqrt(nis / used);
  if (count_ < kWindow) {
    ++count_;
  } else {
    sum_ -= window_[next_];
  }
  sum_ += root;
  window_[next_] = root;
  next_ = (next_ + 1) % kWindow;
  // Summed afresh once per round, so that one enormous reading leaves no rounding behind.
  if (next_ == 0) sum_ = std::accumulate(window_.begin(), window_.end(), 0.0);
}

double HealthScore::score() const {
  return count_ == 0 ? std::numeric_limits<double>::quiet_NaN() : sum_ / static_cast<double>(count_);
}

double HealthScore::health() const {
  return 1.0 / (1.0 + std::exp(curve_.a * score() + curve_.b));
}

std::optional<AlertKind> AlertLadder::update(double health) {
  if (std::isnan(health)) return std::nullopt;
  if (health < levels_.critical) {
    const bool is_new = rung_ != Rung::Critical;
    rung_ = Rung::Critical;
    return is_new ? std::optional(AlertKind::Critical) : std::nullopt;
  }
  if (rung_ == Rung::Critical && health > levels_.critical + kHysteresis) rung_ = Rung::Warned;
  if (rung_ == Rung::Warned && health > levels_.warning + kHysteresis) rung_ = Rung::Well;
  if (rung_ == Rung::Well && health < levels_.warning) {
    rung_ = Rung::Warned;
    return AlertKind::Warning;
  }
  return std::nullopt;
}

}  // namespace mw::twin
