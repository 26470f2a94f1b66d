// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace mw::numerics {

/// Observed times, sorted, with what every fit asks of them. A value.
class Sample {
 public:
  /// @param values_s  at least one, each finite and at least 0 (the caller has checked), in any order
  explicit Sample(std::vector<double> values_s);

  [[nodiscard]] const std::vector<double>& values() const { return values_; }  ///< ascending, s
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] double count() const { return static_cast<double>(values_.size()); }
  [[nodiscard]] double min() const { return values_.front(); }
  [[nodiscard]] double max() const { return values_.back(); }
  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] double sd() const { return sd_; }  ///< population standard deviation (divisor n)
  [[nodiscard]] bool hasZero() const { return values_.front() == 0; }
  [[nodiscard]] bool isAllEqual() const { return values_.front() == values_.back(); }
  [[nodiscard]] std::size_t distinctCount() const;

  /// ln(mean) - mean(ln x), at least 0 and accurate also where all values lie close together. Infinite with zeros.
  [[nodiscard]] double logGap() const;

 private:
  std::vector<double> values_;
  double mean_ = 0;
  double sd_ = 0;
};

/// The step that all values are multiples of: the largest of 1, 2 and 5 times a power of ten, and of 1, 5, 10, 15 and
/// 30 minutes and an hour; 0 where no step of 1 us or more is one. Logs round: with it, tests can round as well.
[[nodiscard]] double resolutionOf(const Sample& sample);

}  // namespace mw::numerics
