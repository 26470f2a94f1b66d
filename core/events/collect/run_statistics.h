// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/events/collect/active_periods.h"
#include "core/events/collect/deadlock.h"
#include "core/events/collect/fleet_statistics.h"
#include "core/events/collect/interval_averages.h"
#include "core/factory/element_state.h"

namespace mw::events {

/// Part-seconds spent inside over the measured time, counted in two independent ways: as the area under the number of
/// parts, which knows when parts came and went but not which, and from the stays of the parts themselves. They agree
/// but for rounding,
///
///   area = stays + spent_at_end - spent_at_start
///
/// which checks each run's own accounting.
struct PartSeconds {
  double area = 0;
  double stays = 0;           ///< from entry to leaving, of the parts that left
  double spent_at_start = 0;  ///< so far, of the parts present at the end of the warm-up
  double spent_at_end = 0;    ///< so far, of the parts present at the horizon
};

/// How far the two counts are apart, relative to the largest of their terms (at least one part-second).
[[nodiscard]] inline double accountingError(const PartSeconds& seconds) {
  const double size = std::max({1.0, seconds.area, seconds.stays, seconds.spent_at_start, seconds.spent_at_end});
  return std::abs(seconds.area - (seconds.stays + seconds.spent_at_end - seconds.spent_at_start)) / size;
}

/// Above it, accountingError() is no rounding: the engine has lost or invented part-seconds.
inline constexpr double kAccountingTolerance = 1e-9;

/// What one element did over the measured time (after warm-up) of one run.
struct ElementStatistics {
  std::array<double, factory::kElementStateCount>
      state_s{};  ///< seconds per state, averaged over its places; sum = measured
  std::int64_t places = 1;
  std::int64_t parts_in = 0;
  std::int64_t parts_out = 0;
  double content_mean = 0;  ///< parts, time average
  std::int64_t content_max = 0;
  double wait_mean_s = 0;          ///< mean stay of parts that left; NaN when none did
  std::int64_t content_start = 0;  ///< parts at the end of the warm-up
  std::int64_t content_end = 0;    ///< parts at the horizon
  PartSeconds stay;                ///< of parts in the element
  std::int64_t processed = 0;      ///< finished processes, rework and scrap included (stations)
  std::int64_t processed_good = 0;
  std::int64_t reworked = 0;         ///< processed parts that were sent to rework; the rest was scrapped
  std::int64_t first_passes = 0;     ///< processed, of parts that no station had sent to rework before
  std::int64_t first_pass_good = 0;  ///< good ones among them
  double planned_run_s = 0;          ///< mean process times of the processed parts, summed (stations)
  std::int64_t failures = 0;
  std::int64_t intervals = 0;  ///< completed, between two failures of one place
  double mtbf_s = 0;           ///< setup and production time per completed interval between failures; NaN when none
  double mttr_s = 0;           ///< mean time from failure to end of repair; NaN when none
};

/// Leavings of one part type.
struct PartTypeStatistics {
  std::int64_t good = 0;
  std::int64_t scrapped = 0;
  double wip_mean = 0;
  double outside_mean = 0;
  std::int64_t lost = 0;
  std::int64_t entered = 0;          ///< into the first element after a source
  std::int64_t left = 0;             ///< good or scrapped
  std::int64_t good_first_pass = 0;  ///< good ones that no station had sent to rework
  std::int64_t inside_start = 0;     ///< parts inside at the end of the warm-up
  std::int64_t inside_end = 0;       ///< parts inside at the horizon
  PartSeconds lead;                  ///< of parts inside the factory
};

/// What one pool of operators did.
struct PoolStatistics {
  std::string id;
  double busy_s = 0;        ///< unit-seconds in use
  double open_s = 0;        ///< unit-seconds on shift
  std::int64_t grants = 0;  ///< requests served
  double wait_mean_s = 0;   ///< from request to grant; NaN when none
};

/// What one run measured, in factory order.
struct RunStatistics {
  double measured_s = 0;       ///< horizon minus warm-up
  double measured_from_s = 0;  ///< end of the warm-up
  std::vector<ElementStatistics> elements;
  std::vector<PartTypeStatistics> part_types;
  std::vector<PoolStatistics> pools;
  std::vector<FleetStatistics> fleets;  ///< as "vehicles" are listed
  std::int64_t good = 0;                ///< parts into good sinks
  std::int64_t scrapped = 0;            ///< parts into scrap sinks
  std::int64_t lost = 0;                ///< arrivals that nothing took, where the source loses them
  std::int64_t entered = 0;             ///< parts that came into the factory
  std::int64_t left = 0;                ///< parts that went out of it, good or scrapped
  std::int64_t good_first_pass = 0;
  double wip_mean = 0;          ///< parts inside, those waiting outside a source excluded
  double outside_mean = 0;      ///< parts waiting outside sources
  double lead_time_mean_s = 0;  ///< of parts that left; NaN when none did
  double lead_time_p50_s = 0;
  double lead_time_p95_s = 0;
  std::uint64_t events = 0;          ///< state changes scheduled and executed, over the whole horizon
  std::optional<Deadlock> deadlock;  ///< as it stood at the horizon; it may have begun in the warm-up
  IntervalAverages intervals;        ///< where they were asked for
  /// Where bottlenecks were asked for: per element, then per pool; zero for those that never work on parts.
  std::vector<ActiveTimes> active;
  /// Where windows were asked for as well: in order of windows, units as in `active`.
  std::vector<BottleneckTime> bottleneck_times;
};

}  // namespace mw::events
