// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/events/collect/run_statistics.h"
#include "core/experiment/speed_step.h"
#include "core/factory/factory.h"
#include "core/kpi/bottleneck.h"

namespace mw::experiment {

/// One change that may raise the throughput, and the factory with it.
struct Lever {
  enum class Kind {
    Element,   ///< its process is shorter (of a robot its cycle); setups and repairs stay
    Pool,      ///< one more head
    Together,  ///< several of these at once
    Supply,    ///< every source that has a time between arrivals brings parts faster
    Transport  ///< conveyors and cranes are faster, and each fleet has one more vehicle
  };
  Kind kind = Kind::Element;
  std::vector<std::string> ids;                               ///< of what is changed
  std::string change;                                         ///< "2.25 s (5 %) faster", "one more"
  double saved_s = std::numeric_limits<double>::quiet_NaN();  ///< of the mean process time; NaN for all but elements
  factory::Factory factory;
};

/// What has no lever, and why: "takes no time".
struct NoLever {
  std::string id;
  std::string why;
};

struct Levers {
  std::vector<Lever> levers;  ///< elements and pools as they limit, then those of many
  std::vector<NoLever> none;
};

inline constexpr std::size_t kMostSingleLevers = 8;

/// The levers worth trying: of each element and pool that limits for over kpi::kLeastLead of the time, as far as its
/// interval goes, or cannot be told from the one that does; no more than kMostSingleLevers, those that limit most. With
/// two or more of them also those that cannot be told apart (else all) together; and supply and transport, which have
/// no active periods, where the factory has any.
///
/// Times are scaled, so their coefficient of variation stays. A step in seconds takes them off the mean of each part
/// type's process; supply and transport then go by the default share.
///
/// @param base  runs of the factory: what part types an element met says what a share of its time is in seconds
[[nodiscard]] Levers leversOf(const factory::Factory& factory, const kpi::BottleneckFinding& finding,
                              std::span<const events::RunStatistics> base, const SpeedStep& step);

}  // namespace mw::experiment
