// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/twin/log.h"
#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::models {

/// One state of a replay as columns to be drawn. t is seconds since the first stamp of the log. Where no row came for
/// longer than the twin allows, one row of NaN stands in the gap, so that lines break there.
struct ReplayTrace {
  std::string state;
  std::optional<std::string> signal;  ///< that measures it directly; none: the state is estimated alone
  std::string unit;                   ///< of the signal
  std::vector<double> t_s;
  std::vector<double> mean;
  std::vector<double> low;   ///< mean - 2 sd
  std::vector<double> high;  ///< mean + 2 sd
  std::vector<double> nis;   ///< NaN = no reading
  std::vector<double> measured_t_s;
  std::vector<double> measured;
  std::vector<double> anomaly_t_s;
  std::vector<double> anomaly;  ///< the reading, or the mean where the state is not measured
};

/// Whether a signal of the twin reads this state and nothing else.
[[nodiscard]] bool isMeasured(const twin::TwinDefinition& twin, std::size_t state);

/// The longest time between rows that is no gap.
[[nodiscard]] double gapLimit_s(const twin::TwinDefinition& twin);

/// @param state  index in result.states
[[nodiscard]] ReplayTrace traceOf(const twin::ReplayResult& result, const twin::TwinDefinition& twin,
                                  const twin::Log& log, std::size_t state);

enum class DataAge { Fresh, Late, Stale };

/// How old the data are at a time of the replay.
struct AgeAt {
  double age_s = 0;
  DataAge level = DataAge::Fresh;  ///< late above 2 expected intervals, stale above the twin's limit
};

/// @param t_s  since the first stamp
[[nodiscard]] AgeAt ageAt(const twin::ReplayResult& result, const twin::TwinDefinition& twin, double t_s);

}  // namespace mw::models
