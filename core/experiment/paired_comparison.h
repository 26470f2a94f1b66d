// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/experiment/study_run.h"
#include "core/kpi/kpi_value.h"
#include "core/numerics/statistics.h"

namespace mw::experiment {

/// What the runs show of a point against another. Higher and Lower are for responses of which neither is better.
enum class Shown { Better, Worse, Higher, Lower, NotShown };

/// "better", "worse", "higher", "lower", "not shown".
[[nodiscard]] const char* shownText(Shown shown);

/// One point of a study against the reference, in one response.
struct PairedDifference {
  std::size_t point = 0;
  numerics::Estimate reference;  ///< of the reference over the paired replications, 95 %
  numerics::Estimate value;      ///< of the point over the same
  /// Point minus reference, replication by replication, in the response's unit. Its interval holds the simultaneous
  /// level; n counts the pairs.
  numerics::Estimate difference;
  Shown shown = Shown::NotShown;
};

/// Several points against one, all at once.
struct Comparison {
  std::size_t reference = 0;
  std::size_t response = 0;  ///< index of the KPI
  double level = 0.95;       ///< that all intervals hold together
  double single_level = 0;   ///< that each holds alone: 1 - (1 - level) / number of points
  kpi::Better better = kpi::Better::Neither;
  std::vector<PairedDifference> points;  ///< in the order asked for
};

/// Compares points of a study with a reference by paired-t intervals on the differences.
///
///   d_r = y_r(point) - y_r(reference),   mean(d) +- t(1 - alpha / (2 k); n - 1) sd(d) / sqrt(n)
///
/// with r over the replications in which both have the response, and k points (Bonferroni). Under common random numbers
/// y_r of both move together and the interval shrinks; with independent streams it holds as well. A point is better or
/// worse when its interval leaves zero out, else the difference is not shown, which is not the same as none. Two runs
/// are the least; where runs do not differ at all, there is no spread and a difference other than zero is shown.
///
/// @param runs       of the study, in any order
/// @param points     others than the reference, each once
/// @param response   index of the KPI in the runs' values
/// @param level      in (0, 1)
/// @throws InputError when no point is given, one is the reference or is given twice
/// Source: Law, Simulation Modeling and Analysis (2015), sections 10.2.1 and 10.3.1
[[nodiscard]] Comparison comparePoints(std::span<const StudyRun> runs, std::size_t reference,
                                       const std::vector<std::size_t>& points, std::size_t response, kpi::Better better,
                                       double level = 0.95);

/// A sentence for people: "point 3 is better than point 0: throughput_per_h higher by 4.2 +- 1.1 1/h (8 paired runs)".
[[nodiscard]] std::string sentence(const Comparison& comparison, const PairedDifference& difference,
                                   const std::string& response, const std::string& unit);

/// How the intervals are to be read: "95 % intervals of paired differences; 3 at once, each at 98.33 % (Bonferroni)".
[[nodiscard]] std::string basis(const Comparison& comparison);

}  // namespace mw::experiment
