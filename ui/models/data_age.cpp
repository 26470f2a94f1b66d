// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/data_age.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::models {
namespace {

constexpr double kLateAfterIntervals = 2;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double expectedInterval_s(const twin::TwinDefinition& twin) {
  double longest_s = 0;
  for (const twin::TwinSignal& signal : twin.measured) longest_s = std::max(longest_s, signal.expected_interval_s);
  return longest_s > 0 ? longest_s : twin.dt_s;
}

}  // namespace

std::optional<std::size_t> signalOfState(const twin::TwinDefinition& twin, std::size_t state) {
  const auto& H = twin.linear.H;
  for (Eigen::Index i = 0; i < H.rows(); ++i) {
    const auto column = static_cast<Eigen::Index>(state);
    const bool is_alone = (H.row(i).array() != 0).count() == 1;
    if (is_alone && H(i, column) == 1) return static_cast<std::size_t>(i);
  }
  return std::nullopt;
}

double gapLimit_s(const twin::TwinDefinition& twin) {
  return twin.stale_after_intervals * expectedInterval_s(twin);
}

AgeAt ageAt(const twin::ReplayResult& result, const twin::TwinDefinition& twin, double t_s) {
  if (result.t_s.empty()) return {kNaN, DataAge::Stale};
  const double at_s = result.t_s.front() + t_s;
  const auto after = std::ranges::upper_bound(result.t_s, at_s);
  const std::size_t row = after == result.t_s.begin() ? 0 : static_cast<std::size_t>(after - result.t_s.begin()) - 1;
  AgeAt age{result.age_s[row] + std::max(0.0, at_s - result.t_s[row]), DataAge::Fresh};
  if (age.age_s > kLateAfterIntervals * expectedInterval_s(twin)) age.level = DataAge::Late;
  // An alert carries the very moment at which the limit is reached: that moment is stale, whatever the rounding.
  if (age.age_s > gapLimit_s(twin) * (1 - 1e-9)) age.level = DataAge::Stale;
  return age;
}

}  // namespace mw::models
