// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/shadow_price.h"
#include "core/kpi/bottleneck_arrows.h"
#include "core/kpi/bottleneck_course.h"

namespace mw::experiment {

/// What one method says of the same runs.
struct MethodAnswer {
  using Verdict = kpi::BottleneckFinding::Verdict;
  std::string method;  ///< "longest active period, momentary"
  Verdict verdict = Verdict::None;
  std::vector<std::string> ids;  ///< elements and pools: one where it is the sole one, else all that it may be
};

/// The bottleneck by each method, for a comparison: momentary and average active period, arrows of blocked and starved
/// time, and the shadow price where it was asked for. They ask different questions (who holds the others up, who never
/// pauses, who blocks and starves its neighbours, where a second gains most), so on a line with one bottleneck they
/// agree, and where they differ that is worth a look.
/// @param prices  null: not asked for
[[nodiscard]] std::vector<MethodAnswer> bottleneckMethods(const factory::Factory& factory,
                                                          const kpi::BottleneckFinding& finding,
                                                          const kpi::ArrowFinding& arrows, const ShadowPrices* prices);

/// "all 4 methods name m2", "no method tells m1 and m2 apart", or what each says.
[[nodiscard]] std::string methodsText(const std::vector<MethodAnswer>& answers);

/// [{"method", "verdict", "ids"}]
[[nodiscard]] Json toJson(const std::vector<MethodAnswer>& answers);

/// {"level", "single_level", "verdict", "candidates", "arrows": [{"upstream", "downstream", "blocked", "starved",
/// "difference", "points": "downstream" | "upstream" | "not-shown"}]}
[[nodiscard]] Json toJson(const factory::Factory& factory, const kpi::ArrowFinding& finding);

/// {"window_s", "level", "single_level", "shifts", "phases": [{"from_s", "to_s", "element": null where none is told,
/// "is_pool", "share", "half_width"}]}
[[nodiscard]] Json toJson(const kpi::BottleneckCourse& course);

/// "none", "one-run", "sole" or "not-separable", as JSON has it.
[[nodiscard]] std::string_view nameOf(kpi::BottleneckFinding::Verdict verdict);

}  // namespace mw::experiment
