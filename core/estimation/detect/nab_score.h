// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/estimation/detect/detection.h"

namespace mw::estimation {

/// What a hit, a false alarm and a miss weigh in the Numenta Anomaly Benchmark.
struct NabProfile {
  std::string name;
  double hit = 1.0;
  double false_alarm = 0.11;
  double miss = 1.0;
};

/// standard, reward_low_FP_rate, reward_low_FN_rate with the weights of NAB's config/profiles.json.
[[nodiscard]] const std::array<NabProfile, 3>& nabProfiles();

struct NabScore {
  double raw = 0;               ///< sum of the windows and of the false alarms
  double normalised = 0;        ///< 100 (raw - null) / (perfect - null): 0 for a detector that says nothing
  std::vector<double> windows;  ///< of each window: its best alarm, or minus the weight of a miss
  double false_alarms = 0;      ///< their sum, 0 or below
  std::size_t false_alarm_count = 0;
  std::size_t probation_rows = 0;  ///< at the start, in which alarms do not count
};

/// Score of the alarms on one log with its windows of anomalies, as NAB computes it.
///
///   s(y) = 2 / (1 + exp(5 y)) - 1, and -1 for y >= 3
///   an alarm in row i of a window [a, b] of w rows: hit s(-(b - i + 1) / w) / s(-1); of several the best counts
///   one after a window [a, b], before the next:  false_alarm s((i - b) / (w - 1));  before any window: -false_alarm
///   a window without alarm: -miss
///
/// Probation: the first min(0.15 rows, 750) rows. A window that lies wholly within it does not count.
///
/// @param rows     of the log
/// @param windows  in rising order, not overlapping, within the log
/// @param alarms   rows, rising
/// Source: github.com/numenta/NAB, nab/sweeper.py; Lavin, Ahmad (2015), arXiv:1510.03336
[[nodiscard]] NabScore nabScore(std::size_t rows, std::span<const RowRange> windows,
                                std::span<const std::size_t> alarms, const NabProfile& profile);

}  // namespace mw::estimation
