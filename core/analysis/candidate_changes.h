// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/analysis/change_costs.h"
#include "core/events/collect/run_statistics.h"
#include "core/experiment/lever.h"
#include "core/kpi/bottleneck_arrows.h"

namespace mw::analysis {

/// One change that may help.
struct Change {
  enum class Kind {
    MovePlaces,  ///< from one buffer to another
    AddPlaces,   ///< to a buffer
    Faster,      ///< shorter process of one element, or of several that cannot be told apart
    Machine,     ///< one more parallel place of an element
    Person       ///< one more in a pool
  };
  Kind kind = Kind::AddPlaces;
  std::vector<std::string> ids;  ///< of what is changed
  std::string text;              ///< "2 places from buffer b3 to buffer b1"
  double cost = 0;
};

/// The factory with it.
struct Candidate {
  Change change;
  factory::Factory factory;
};

/// What is known of a factory when changes are looked for.
struct Situation {
  const factory::Factory& factory;
  const kpi::BottleneckFinding& finding;
  const kpi::ArrowFinding& arrows;
  std::span<const events::RunStatistics> runs;
};

/// The changes worth trying, all within what is left of the budget. They are looked for where the bottleneck is, by the
/// active periods or by the arrows of blocked and starved time, and nowhere else:
///
///   - each element that limits, and those that cannot be told apart together, up to 5 % faster (experiment::leversOf),
///     together each by what the budget leaves for all of them; pools among them get one more person;
///   - one more parallel place of each element that may be the bottleneck;
///   - one more person in each pool that limits, and in each that such an element waits for;
///   - places of the buffers just before and just behind such an element: half as many again, twice as many more, or
///     half of those of another buffer, the farthest ones first.
///
/// A buffer where there is none is a change of the layout and not offered.
[[nodiscard]] std::vector<Candidate> proposeChanges(const Situation& situation, const ChangeCosts& costs,
                                                    double budget);

/// What the smallest such change costs, whatever the budget: one place, one percent, one person; none where nothing can
/// be changed.
[[nodiscard]] std::optional<double> cheapestChange(const Situation& situation, const ChangeCosts& costs);

/// "move-places", "add-places", "faster", "machine", "person".
[[nodiscard]] const char* nameOf(Change::Kind kind);

}  // namespace mw::analysis
