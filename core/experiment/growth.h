// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/events/collect/interval_averages.h"

namespace mw::experiment {

/// The content of an element that grows all the time, of a source the queue outside it.
struct Growth {
  std::size_t element = 0;  ///< index in the factory
  double per_h = 0;         ///< parts per hour
};

/// What grows without an end in sight. Looked at are the averages of the second half of the measured time (a line that
/// fills up and then holds its level is no finding); the rate is their least-squares slope. It counts when
///
///   - the mean step from one average to the next is above 0 at the level 0.001 (t test, one-sided), taking the content
///     for a random walk: a queue that is stable, however loaded, returns and steps less far than one. Steps of
///     averages of a random walk correlate by 1/4, which widens the standard error by sqrt(1.5) (Working 1960);
///   - and what it gained over that half is over 20 parts (a stable queue at load 0.95 holds 20 whatever the horizon)
///   and
///     over 1 % of the parts that came in.
///
/// @param averages   over the whole horizon, the mean over replications
/// @param warmup_s   what the measured time begins with
/// @param parts_in   per element, over the measured time, the mean over replications
/// @returns in the elements' order; nothing where fewer than 8 averages are left to look at
/// Source: Working (1960) Econometrica 28, for the correlation
[[nodiscard]] std::vector<Growth> findGrowth(const events::IntervalAverages& averages, double warmup_s,
                                             const std::vector<double>& parts_in);

}  // namespace mw::experiment
