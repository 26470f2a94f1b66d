// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/events/collect/fleet_statistics.h"
#include "core/factory/element_state.h"

namespace mw::events {

/// What one element did over the measured time (after warm-up) of one run.
struct ElementStatistics {
  std::array<double, factory::kElementStateCount>
      state_s{};  ///< seconds per state, averaged over its places; sum = measured
  std::int64_t parts_in = 0;
  std::int64_t parts_out = 0;
  double content_mean = 0;  ///< parts, time average
  std::int64_t content_max = 0;
  double wait_mean_s = 0;          ///< mean stay of parts that left; NaN when none did
  std::int64_t content_start = 0;  ///< parts at the end of the warm-up
  std::int64_t content_end = 0;    ///< parts at the horizon
  std::int64_t processed = 0;      ///< finished processes, rework and scrap included (stations)
  std::int64_t processed_good = 0;
  double planned_run_s = 0;  ///< mean process times of the processed parts, summed (stations)
  std::int64_t failures = 0;
  double mtbf_s = 0;  ///< operating time per completed interval between failures; NaN when none
  double mttr_s = 0;  ///< mean time from failure to end of repair; NaN when none
};

/// Leavings of one part type.
struct PartTypeStatistics {
  std::int64_t good = 0;
  std::int64_t scrapped = 0;
  double wip_mean = 0;
  double outside_mean = 0;
  std::int64_t lost = 0;
};

/// What one run measured, in factory order.
struct RunStatistics {
  double measured_s = 0;  ///< horizon minus warm-up
  std::vector<ElementStatistics> elements;
  std::vector<PartTypeStatistics> part_types;
  std::vector<FleetStatistics> fleets;  ///< as "vehicles" are listed
  std::int64_t good = 0;                ///< parts into good sinks
  std::int64_t scrapped = 0;            ///< parts into scrap sinks
  std::int64_t lost = 0;                ///< arrivals that nothing took, where the source loses them
  double wip_mean = 0;                  ///< parts inside, those waiting outside a source excluded
  double outside_mean = 0;              ///< parts waiting outside sources
  double lead_time_mean_s = 0;          ///< of parts that left; NaN when none did
  double lead_time_p50_s = 0;
  double lead_time_p95_s = 0;
  std::uint64_t events = 0;  ///< state changes scheduled and executed, over the whole horizon
};

}  // namespace mw::events
