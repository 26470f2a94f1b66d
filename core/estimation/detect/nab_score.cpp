// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/nab_score.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace mw::estimation {
namespace {

double scaledSigmoid(double position) {
  constexpr double kFarBehind = 3.0;
  if (position >= kFarBehind) return -1.0;
  return 2.0 / (1.0 + std::exp(5.0 * position)) - 1.0;
}

double widthOf(const RowRange& window) {
  return static_cast<double>(window.last - window.first + 1);
}

double hitScore(const RowRange& window, std::size_t alarm, const NabProfile& profile) {
  const double position = -static_cast<double>(window.last - alarm + 1) / widthOf(window);
  return profile.hit * scaledSigmoid(position) / scaledSigmoid(-1.0);
}

/// @param before  the last window that ends before the alarm, or null
double falseAlarmScore(const RowRange* before, std::size_t alarm, const NabProfile& profile) {
  if (!before) return -profile.false_alarm;
  const double distance = static_cast<double>(alarm - before->last) / std::max(widthOf(*before) - 1.0, 1e-300);
  return profile.false_alarm * scaledSigmoid(distance);
}

}  // namespace

const std::array<NabProfile, 3>& nabProfiles() {
  static const std::array<NabProfile, 3> profiles = {NabProfile{"standard", 1.0, 0.11, 1.0},
                                                     NabProfile{"reward_low_FP_rate", 1.0, 0.22, 1.0},
                                                     NabProfile{"reward_low_FN_rate", 1.0, 0.11, 2.0}};
  return profiles;
}

NabScore nabScore(std::size_t rows, std::span<const RowRange> windows, std::span<const std::size_t> alarms,
                  const NabProfile& profile) {
  NabScore score;
  score.probation_rows = static_cast<std::size_t>(std::min(std::floor(0.15 * static_cast<double>(rows)), 750.0));
  std::vector<const RowRange*> counted;
  for (const RowRange& window : windows) {
    MW_REQUIRE(window.first <= window.last && window.last < rows);
    if (window.last >= score.probation_rows) counted.push_back(&window);
  }
  score.windows.assign(counted.size(), -profile.miss);
  for (const std::size_t alarm : alarms) {
    if (alarm < score.probation_rows) continue;
    const auto inside = std::find_if(counted.begin(), counted.end(), [&](const RowRange* window) {
      return window->first <= alarm && alarm <= window->last;
    });
    if (inside != counted.end()) {
      double& best = score.windows[static_cast<std::size_t>(inside - counted.begin())];
      best = std::max(best, hitScore(**inside, alarm, profile));
      continue;
    }
    const RowRange* before = nullptr;
    for (const RowRange& window : windows) {
      if (window.last < alarm) before = &window;
    }
    score.false_alarms += falseAlarmScore(before, alarm, profile);
    ++score.false_alarm_count;
  }
  score.raw = score.false_alarms;
  for (const double part : score.windows) score.raw += part;
  const auto n = static_cast<double>(counted.size());
  score.normalised = 100.0 * (score.raw + n * profile.miss) / (n * (profile.hit + profile.miss));
  return score;
}

}  // namespace mw::estimation
