// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>

namespace mw::bench {

/// CPU time of the fastest of three, in seconds.
inline double cpuSeconds(const std::function<void()>& work) {
  double best_s = 1e300;
  for (int repeat = 0; repeat < 3; ++repeat) {
    const std::clock_t started = std::clock();
    work();
    best_s = std::min(best_s, static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC);
  }
  return best_s;
}

}  // namespace mw::bench
