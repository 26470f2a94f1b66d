// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "core/discovery/case_ends.h"
#include "core/discovery/journeys.h"

namespace mw::discovery {

/// Where cases go after a station, with counts; probabilities sum to 1.
struct Outcomes {
  std::map<Index, double> next;  ///< probability by station
  double end = 0;                ///< leaves as good
  double scrap = 0;              ///< leaves, all its pieces rejected
};

struct StationRoutes {
  Outcomes pooled;
  std::vector<Outcomes> by_kind;  ///< empty: all part types alike (the G-test does not tell them apart at 1 %)
  double departures = 0;
};

/// Routes as a Markov chain of first order over stations, from the journeys as far as they are seen.
struct Routes {
  std::map<Index, double> entry;                       ///< first station: probability
  std::vector<std::map<Index, double>> entry_by_kind;  ///< empty: alike
  std::vector<StationRoutes> stations;
  /// Of each journey: probability that it had ended, not only fallen silent, when the part of the log was over.
  std::vector<double> ended;
  WaitLaw waits;  ///< between steps, all stations together
};

/// Counts what follows what. What a case that has not ended (findEnds) does next is like what was seen; its G-tests
/// take outcomes below five a part type together.
[[nodiscard]] Routes findRoutes(const std::vector<Journey>& journeys, std::size_t station_count, std::size_t kind_count,
                                double until_s);

/// The last visit, all of whose pieces were rejected.
[[nodiscard]] bool endsAsScrap(const Journey& journey);

}  // namespace mw::discovery
