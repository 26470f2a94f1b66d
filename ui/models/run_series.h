// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"

namespace mw::models {

/// Values over simulated time.
struct Series {
  std::vector<double> t_s;
  std::vector<double> value;
};

/// Mean over replications at each instant, with its 95 % interval (Student t).
struct BandSeries {
  std::vector<double> t_s;
  std::vector<double> mean;
  std::vector<double> low;  ///< NaN below two replications
  std::vector<double> high;
};

/// Good parts per hour over the last window_s, at n instants equally spaced from window_s to the end.
///
///   value(t) = 3600 / window_s * (good parts that arrived in (t - window_s, t])
///
/// @param n  at least 2
[[nodiscard]] Series throughputSeries(const events::Recording& recording, const factory::Factory& factory,
                                      double window_s, std::size_t n);

/// Parts inside at n instants equally spaced from zero to the end; parts waiting outside a source are not inside.
[[nodiscard]] Series wipSeries(const events::Recording& recording, std::size_t n);

/// @param replications  of equal stamps, at least one
[[nodiscard]] BandSeries bandOf(std::span<const Series> replications);

}  // namespace mw::models
