// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mw::report {

/// Steps of 1, 2 or 5 times a power of ten, about `count` of them over the range.
[[nodiscard]] double tickStep(double range, double count);

/// The unit of an axis of times, by the longest one on it: seconds, minutes or hours.
struct TimeUnit {
  double seconds = 1;
  const char* symbol = "s";
};
[[nodiscard]] TimeUnit timeUnitFor(double longest_s);

/// "26 min", "2.5 h": three figures in the unit that fits this time.
[[nodiscard]] std::string durationText(double time_s);

}  // namespace mw::report
