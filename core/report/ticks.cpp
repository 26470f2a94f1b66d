// SPDX-License-Identifier: Apache-2.0
#include "core/report/ticks.h"

#include <cmath>
#include <fmt/format.h>

namespace mw::report {

double tickStep(double range, double count) {
  const double rough = range / count;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= rough * (1 - 1e-12)) return digit * power;
  }
  return 10 * power;
}

TimeUnit timeUnitFor(double longest_s) {
  if (longest_s < 180) return {1, "s"};
  if (longest_s < 3 * 3600) return {60, "min"};
  return {3600, "h"};
}

std::string durationText(double time_s) {
  const bool is_hours = time_s >= 7200 || (time_s > 0 && std::fmod(time_s, 3600) == 0);
  const TimeUnit unit = is_hours ? TimeUnit{3600, "h"} : time_s >= 60 ? TimeUnit{60, "min"} : TimeUnit{};
  return fmt::format("{:.3g} {}", time_s / unit.seconds, unit.symbol);
}

}  // namespace mw::report
