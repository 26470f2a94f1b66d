// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mw::events {

/// An exact sum of ticks: 128 bits hold a million parts for a hundred years, where 64 bits overflow.
class TickSum {
 public:
  TickSum& operator+=(std::int64_t ticks) {
    sum_ += ticks;
    return *this;
  }
  TickSum& operator-=(std::int64_t ticks) {
    sum_ -= ticks;
    return *this;
  }
  /// Adds ticks count times.
  void addProduct(std::int64_t ticks, std::int64_t count) { sum_ += Wide{ticks} * count; }
  [[nodiscard]] double seconds() const { return static_cast<double>(sum_) * 1e-9; }

 private:
  __extension__ typedef __int128 Wide;
  Wide sum_ = 0;
};

}  // namespace mw::events
