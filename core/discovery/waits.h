// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/discovery/routes.h"

namespace mw::discovery {

/// What the cases of a log spent their time on, as far as it was seen. The parts sum to the total but for work of one
/// case at two stations at once, which counts twice.
struct TimeSpent {
  double total_s = 0;        ///< from first start to last end, all cases together
  double work_s = 0;         ///< at stations, in working hours
  double closed_s = 0;       ///< waiting, or interrupted, outside working hours
  double contention_s = 0;   ///< waiting while the resource was taken by others
  double unexplained_s = 0;  ///< waiting though the resource was open and free
  double interrupted_s = 0;  ///< at stations, in working hours, between two of the visit's rows
  double overlap_s = 0;      ///< at two stations at once
};

/// Delays that neither other cases nor working hours explain, before each station.
struct Delays {
  std::vector<Survival> before;   ///< by station
  std::vector<std::size_t> seen;  ///< waits that were seen to their end
  std::vector<bool> is_borrowed;  ///< from all stations: fewer than eight of its own
  TimeSpent spent;
};

/// A case waits from the end of all that came before (its enablement) to its start. It was not ready at the last
/// instant at which the resource could have taken it (open, fewer than its capacity under way), so its delay lasted at
/// least until then: that is what counts here; where there is no such instant, there was none. Gaps within an
/// interrupted visit come on top. Waits that were not over when the part of the log was are censored,
/// shared between the stations that may come next by their probability and by how often they delay so long;
/// what lasts beyond all of them follows the law of waits (WaitLaw), up to twice the part of the log.
/// Source: the idea of extraneous delays, Chapela-Campa and Dumas, Information Systems 122 (2024) 102346
[[nodiscard]] Delays findDelays(const EventLog& log, const std::vector<ResourceGroup>& groups,
                                const StationTable& table, const std::vector<Journey>& journeys, const Routes& routes,
                                double until_s);

}  // namespace mw::discovery
