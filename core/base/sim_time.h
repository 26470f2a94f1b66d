// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>

namespace mw {

/// Simulated time as an integer count of nanoseconds: 64 bits last 292 years, and sums are exact in any order.
class SimTime {
 public:
  static constexpr std::int64_t kTicksPerSecond = 1'000'000'000;

  constexpr SimTime() = default;
  static constexpr SimTime fromTicks(std::int64_t ticks) { return SimTime(ticks); }
  /// Rounds to the nearest tick; values beyond the range (infinity too) saturate at never().
  static SimTime fromSeconds(double seconds) {
    constexpr double kLimit_s = 9.2e9;
    if (!(seconds < kLimit_s)) return never();
    return SimTime(std::llround(seconds * static_cast<double>(kTicksPerSecond)));
  }
  static constexpr SimTime never() { return SimTime(std::numeric_limits<std::int64_t>::max()); }

  [[nodiscard]] constexpr std::int64_t ticks() const { return ticks_; }
  [[nodiscard]] constexpr double seconds() const {
    return static_cast<double>(ticks_) / static_cast<double>(kTicksPerSecond);
  }

  constexpr auto operator<=>(const SimTime&) const = default;
  constexpr SimTime operator+(SimTime other) const { return SimTime(ticks_ + other.ticks_); }
  constexpr SimTime operator-(SimTime other) const { return SimTime(ticks_ - other.ticks_); }
  constexpr SimTime& operator+=(SimTime other) {
    ticks_ += other.ticks_;
    return *this;
  }

 private:
  explicit constexpr SimTime(std::int64_t ticks) : ticks_(ticks) {}
  std::int64_t ticks_ = 0;
};

}  // namespace mw
