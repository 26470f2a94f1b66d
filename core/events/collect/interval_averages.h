// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/sim_time.h"

namespace mw::events {

/// How a run went over time: averages over equal intervals of the whole horizon, the warm-up included. Exact integrals,
/// not samples. (The last interval is longer by the ticks that the division leaves, below a microsecond.)
struct IntervalAverages {
  double interval_s = 0;
  std::vector<double> wip;                   ///< parts inside, per interval
  std::vector<double> throughput_per_h;      ///< good parts, per interval
  std::vector<std::vector<double>> content;  ///< [element][interval], parts; of a source: those waiting outside
};

/// Sums since time zero, as a run knows them at one instant.
struct RunTotals {
  double wip_s = 0;               ///< part-seconds inside
  double good = 0;                ///< parts
  std::vector<double> content_s;  ///< part-seconds per element
};

/// Turns totals at the ends of intervals into averages.
class IntervalCollector {
 public:
  IntervalCollector() = default;  ///< collects nothing
  /// @param intervals  over the horizon; 0: nothing is collected. Fewer where the horizon has fewer ticks
  IntervalCollector(SimTime horizon, std::uint32_t intervals, std::size_t elements);

  [[nodiscard]] bool isOn() const { return count_ > 0; }
  /// The end of the interval that is running; SimTime::never() when there is none.
  [[nodiscard]] SimTime nextEnd() const;
  void endInterval(const RunTotals& totals);
  /// The run has set its totals back from `before` to `after`, at the end of the warm-up.
  void setBack(const RunTotals& before, const RunTotals& after);
  [[nodiscard]] const IntervalAverages& averages() const { return averages_; }

 private:
  std::uint32_t count_ = 0;
  SimTime horizon_;
  std::int64_t width_ticks_ = 0;
  RunTotals start_;  ///< at the start of the running interval
  IntervalAverages averages_;
};

}  // namespace mw::events
