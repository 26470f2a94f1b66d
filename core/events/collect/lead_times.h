// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/events/collect/tick_sum.h"

namespace mw::events {

/// Quantiles of lead times in bounded memory: exact up to kExact parts, beyond from a histogram whose buckets are
/// 1/1024 wide relative to their value (the error stays below 0.05 %), however many parts there are.
class LeadTimes {
 public:
  static constexpr std::size_t kExact = 16384;

  LeadTimes() { exact_.reserve(kExact); }
  void clear();
  void add(std::int64_t ticks) {
    sum_ += ticks;
    ++count_;
    if (exact_.size() < kExact) {
      exact_.push_back(ticks);
    } else {
      addToHistogram(ticks);
    }
  }

  [[nodiscard]] std::int64_t count() const { return count_; }
  /// NaN when nothing was added.
  [[nodiscard]] double mean_s() const;
  /// The smallest value with at least the share q at or below it, in (0, 1]; NaN when nothing was added.
  [[nodiscard]] double quantile_s(double q) const;

 private:
  void addToHistogram(std::int64_t ticks);

  std::vector<std::int64_t> exact_;
  std::vector<std::int64_t> buckets_;
  TickSum sum_;
  std::int64_t count_ = 0;
};

}  // namespace mw::events
