// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/discovery/fitted_time.h"
#include "core/discovery/journeys.h"

namespace mw::discovery {

/// How cases come: a renewal process in the hours in which first starts are seen.
struct Arrivals {
  FittedTime interarrival;  ///< in open time
  WorkHours hours;
  bool has_own_hours = false;    ///< else those of the whole log
  std::size_t under_way = 0;     ///< cases that seem to have begun before the log: not counted as arrivals
  double from_s = 0;             ///< arrivals count from here on
  double per_week = 0;           ///< rate found
  std::vector<double> starts_s;  ///< of all cases, for a release schedule
  std::vector<Index> kinds;      ///< as starts_s
};

/// Cases that are under way when a log begins show up as a burst of first starts: the stretch from its beginning, up to
/// a third of it, whose rate is above one and a half of the later one with p below 0.001 (Poisson, likelihood ratio) is
/// left out.
/// @param whole  hours of the whole log
[[nodiscard]] Arrivals findArrivals(const std::vector<Journey>& journeys, double until_s, const WorkHours& whole,
                                    int first_weekday, const FitChoices& choices);

/// Whether the cases of a log stop coming long before its end, as where somebody took those that start within a time:
/// the silence is longer than 10 times the mean interarrival time and than all others, and than 5 days.
[[nodiscard]] bool isCohort(const std::vector<Journey>& journeys, double end_s);

}  // namespace mw::discovery
