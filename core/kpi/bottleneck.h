// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/events/collect/run_statistics.h"
#include "core/factory/factory.h"
#include "core/numerics/statistics.h"

namespace mw::kpi {

/// How much an element that works on parts, or a pool, limits what the factory makes. Shares are of the measured time,
/// with Student-t intervals at 95 % over replications.
struct Limit {
  std::string id;
  std::optional<std::size_t> element;  ///< index in the factory; none: a pool
  numerics::Estimate share;            ///< as the momentary bottleneck: the longest active period of all
  numerics::Estimate sole;             ///< of it, while no other was taking over
  numerics::Estimate active;           ///< at work, in setup or under repair
  double mean_period_s = 0;            ///< of its active periods, mean over replications; NaN without any
  bool is_candidate = false;           ///< the leader, and what cannot be told from it
  numerics::Estimate period_s;         ///< mean active period of a replication, over those that have one
};

/// Which unit is the bottleneck, as far as the replications can say.
struct BottleneckFinding {
  enum class Verdict {
    None,          ///< nothing works on parts
    OneRun,        ///< a single replication has no interval: what leads in it may not in the next
    Sole,          ///< the leader's interval is above all others
    NotSeparable,  ///< several candidates: more replications, or a longer horizon, may tell them apart
  };
  Verdict verdict = Verdict::None;
  std::vector<Limit> limits;  ///< all that were ever active, largest share first
  numerics::Estimate nobody;  ///< share of the time in which nothing is active: the supply limits, or a shift is over

  [[nodiscard]] std::vector<const Limit*> candidates() const;
  /// The average method asks another question of the same runs: whose active periods are longest on average? That unit
  /// first, then those whose interval overlaps its own, or whose mean is within kLeastLead of it; empty for one run.
  [[nodiscard]] std::vector<const Limit*> longestActive() const;
};

/// Two means closer than this are the same for any purpose, whatever their intervals say: those of a factory without
/// chance have no width.
inline constexpr double kLeastLead = 0.01;

/// Ranks by the share of time as the momentary bottleneck (events::ActivePeriods). Another unit stays a candidate
/// unless the leader is above it both in this share and in the share of active time: above by more than kLeastLead, and
/// without overlap of the two intervals. The second share is asked because of two equally long periods only the first
/// is the bottleneck.
///
/// @param runs  of this factory, with RunStatistics::active; at least one
/// Source: Roser, Nakano, Tanaka (2001, 2002); the rule for intervals as in comparing any two estimates
[[nodiscard]] BottleneckFinding findBottleneck(const factory::Factory& factory,
                                               std::span<const events::RunStatistics> runs);

}  // namespace mw::kpi
