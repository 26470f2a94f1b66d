// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mw::estimation {

/// A signal's part in a detection.
struct Suspect {
  std::string signal;
  double share = 0;       ///< of the evidence, 0 to 1
  double deviation = 0;   ///< mean over the detection, in healthy standard deviations; positive = reads above
  bool restores = false;  ///< without this signal the others are consistent again
};

/// Something that is not as usual: which test says so, by which evidence, how sure, from when to when.
struct Detection {
  std::string test;                           ///< "T2+Q", "level", "CUSUM", "bias", "change point"
  std::size_t first_row = 0;                  ///< rows of the log
  std::size_t last_row = 0;                   ///< inclusive
  std::size_t peak_row = 0;                   ///< where the evidence is strongest
  double statistic = 0;                       ///< there
  double limit = 0;                           ///< that the statistic had to exceed
  std::size_t window_rows = 1;                ///< readings that the statistic looks back over
  double p_value = 1;                         ///< chance of such a statistic in health, at one row
  std::vector<std::size_t> raised_rows = {};  ///< rows at which a person is told: the first, then reminders
  std::vector<Suspect> suspects = {};         ///< worst first
};

/// First and last row of a run.
struct RowRange {
  std::size_t first = 0;
  std::size_t last = 0;
  bool operator==(const RowRange&) const = default;
};

/// Runs of abnormal rows.
/// @param persistence  rows in a row that it takes, at least 1: a run begins with the row that completes them, since
///                     nothing was known before. It ends with its last abnormal row.
[[nodiscard]] std::vector<RowRange> abnormalRuns(const std::vector<bool>& is_abnormal, std::size_t persistence);

}  // namespace mw::estimation
