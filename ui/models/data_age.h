// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::models {

/// The signal of the twin that reads this state and nothing else, by its index; nothing: the state is estimated alone.
[[nodiscard]] std::optional<std::size_t> signalOfState(const twin::TwinDefinition& twin, std::size_t state);

/// The longest time between rows that is no gap.
[[nodiscard]] double gapLimit_s(const twin::TwinDefinition& twin);

enum class DataAge { Fresh, Late, Stale };

/// How old the data are at a time of the replay.
struct AgeAt {
  double age_s = 0;
  DataAge level = DataAge::Fresh;  ///< late above 2 expected intervals, stale above the twin's limit
};

/// @param t_s  since the first stamp
[[nodiscard]] AgeAt ageAt(const twin::ReplayResult& result, const twin::TwinDefinition& twin, double t_s);

}  // namespace mw::models
