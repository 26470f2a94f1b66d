// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mw::estimation {

/// Rows of labelled logs by what was there and what was said, and the measures of the Skoltech Anomaly Benchmark.
///
///   F1  = TP / (TP + (FP + FN) / 2)
///   FAR = FP / (FP + TN)     false alarm rate
///   MAR = FN / (FN + TP)     missing alarm rate
///
/// Counts of several logs are added before the measures are taken, as the benchmark does (no mean of measures).
/// Source: github.com/waico/SKAB, utils/evaluating.py, `binary`
struct SkabScore {
  std::size_t true_positives = 0;
  std::size_t true_negatives = 0;
  std::size_t false_positives = 0;
  std::size_t false_negatives = 0;

  SkabScore& operator+=(const SkabScore& other);
  [[nodiscard]] double f1() const;                ///< NaN where nothing was there and nothing said
  [[nodiscard]] double falseAlarmRate() const;    ///< NaN without a healthy row
  [[nodiscard]] double missingAlarmRate() const;  ///< NaN without an anomalous row
};

/// @param labels      1 where there is an anomaly; other values and NaN count as none
/// @param is_abnormal what was said, a row each
/// @param from        first row that counts
[[nodiscard]] SkabScore skabScore(std::span<const double> labels, const std::vector<bool>& is_abnormal,
                                  std::size_t from);

}  // namespace mw::estimation
