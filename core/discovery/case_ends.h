// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/discovery/journeys.h"
#include "core/discovery/wait_law.h"

namespace mw::discovery {

/// Which cases had ended when a part of a log was over, and how long waits last.
struct CaseEnds {
  std::vector<double> ended;  ///< by journey: probability
  WaitLaw waits;              ///< of all stations
};

/// Journeys that are silent at until_s may have ended, or wait for what comes next: with the probability pi of an end
/// after their last station and S of longer waits after it, they have ended with pi/(pi + (1 - pi) S(silence)). Found
/// together with pi and S by expectation and maximisation, the waits that go on being censored. Routes and waits of a
/// log that is cut in the middle would come out too short without it.
///
/// Cases end after few stations: ends are sparse, pi = max(0, ends - 1)/(visits - 1), so that what one silence in many
/// visits could say is taken for a wait. S is a lognormal with a share of no waits at all (WaitLaw), by station, that
/// of all stations counting like five waits more. Sources: Dempster, Laird, Rubin (1977); Figueiredo and Jain (2002)
/// for the sparse prior; Boag (1949) for cure models
[[nodiscard]] CaseEnds findEnds(const std::vector<Journey>& journeys, std::size_t station_count, double until_s);

}  // namespace mw::discovery
