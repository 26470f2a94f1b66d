// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "core/kpi/bottleneck.h"

namespace mw::kpi {

/// A table of shares with intervals. @param most  rows; candidates are shown in any case
[[nodiscard]] std::string limitTable(const BottleneckFinding& finding, std::size_t most);

/// One thing to say, before it is text: a pattern in English with places %1, %2, and what stands in them. A window
/// translates the pattern; names and numbers it writes in its own way.
struct Saying {
  using Names = std::vector<const Limit*>;  ///< of a finding, which must live as long
  using Place = std::variant<Names, numerics::Estimate>;
  const char* pattern = "";
  std::vector<Place> places;  ///< an estimate is a share, 0 to 1
};

/// How sayings become text.
struct SayingStyle {
  std::function<std::string(const char* pattern)> pattern;
  std::function<std::string(const Limit&)> name;
  std::function<std::string(const numerics::Estimate& share)> share;
};
[[nodiscard]] std::string spoken(const Saying& saying, const SayingStyle& style);

/// What a pool is called, among names of elements.
inline constexpr const char* kPoolPattern = "pool %1";

/// The finding: what limits, what that rests on or what would tell more, and whether it is sure.
struct BottleneckSayings {
  Saying title;
  std::vector<Saying> details;
  bool is_sure = false;
};
[[nodiscard]] BottleneckSayings bottleneckSayings(const BottleneckFinding& finding);

/// The same about one candidate, where its name stands already.
[[nodiscard]] Saying candidateSaying(const BottleneckFinding& finding, const Limit& candidate);

/// The answer in English for a terminal: "m5 limits 71 +- 4 % of the time; ...".
[[nodiscard]] std::string bottleneckText(const BottleneckFinding& finding);

}  // namespace mw::kpi
