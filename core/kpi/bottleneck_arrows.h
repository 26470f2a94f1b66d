// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/kpi/bottleneck.h"

namespace mw::kpi {

/// What two neighbours say of where the bottleneck is: elements that work on parts, with nothing but buffers, belts and
/// the like between. Shares are of the measured time.
struct Arrow {
  enum class Points {
    Downstream,  ///< the upstream one is blocked for longer than the downstream one is starved
    Upstream,    ///< the other way round
    NotShown     ///< the interval of the difference holds zero
  };
  std::size_t upstream = 0;  ///< index in the factory
  std::size_t downstream = 0;
  numerics::Estimate blocked;     ///< share of the upstream one, 95 %
  numerics::Estimate starved;     ///< share of the downstream one, 95 %
  numerics::Estimate difference;  ///< blocked minus starved, run by run; its interval holds the simultaneous level
  Points points = Points::NotShown;
};

/// An element that no arrow leads away from.
struct ArrowHead {
  std::size_t element = 0;      ///< index in the factory
  numerics::Estimate severity;  ///< sum of |blocked - starved| over its arrows, 95 %
  numerics::Estimate starved;   ///< its own share: parts that never came
};

/// Where the arrows lead.
struct ArrowFinding {
  BottleneckFinding::Verdict verdict = BottleneckFinding::Verdict::None;
  double level = 0.95;                  ///< that all differences hold together
  double single_level = 0;              ///< that each holds alone: 1 - (1 - level) / number of arrows
  std::vector<Arrow> arrows;            ///< in the elements' order
  std::vector<ArrowHead> heads;         ///< most severe first
  std::vector<std::size_t> candidates;  ///< elements: the first head, and those that cannot be told from it
};

/// The arrow rule, which needs nothing but the shares of time blocked and starved (idle): of two neighbours
///
///   blocked(upstream) > starved(downstream)  ->  the bottleneck lies downstream, else upstream
///
/// and the bottleneck is the element that no arrow leads away from. Where there are several, the one of the largest
/// severity, the sum of |blocked - starved| over its arrows, is the primary one. An arrow is drawn only where the
/// interval of the paired difference leaves zero out and its mean is over kLeastLead; a head stays a candidate unless
/// the first one's severity is above its own without overlap and all arrows from it are drawn.
///
/// It was proposed for serial lines with finite buffers whose first machine is never starved; here every pair of
/// neighbours gets an arrow, assemblies and parallel machines included, which is a rule of thumb. It sees no crews:
/// waiting for a pool is neither blocked nor starved.
///
/// @param runs  of this factory, at least one
/// Source: Kuo, Lim, Meerkov (1996) Mathematical Problems in Engineering 2, 233-276; Li, Meerkov (2009) Production
/// Systems Engineering, section 5.2
[[nodiscard]] ArrowFinding findArrows(const factory::Factory& factory, std::span<const events::RunStatistics> runs);

/// "m1 -> m2 <- m3", or arrow by arrow where the neighbours are no line.
[[nodiscard]] std::string arrowTable(const factory::Factory& factory, const ArrowFinding& finding);

/// "the arrows lead to m2", "the arrows do not tell m1 and m2 apart".
[[nodiscard]] std::string arrowText(const factory::Factory& factory, const ArrowFinding& finding);

}  // namespace mw::kpi
