// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/analysis/improvement.h"
#include "core/base/json.h"

namespace mw::analysis {

/// The answer: "the best: m2: 1 s (5 %) faster, for 5 of 20: throughput_per_h 182 1/h, +9.1 (+-0.8): better", or that
/// nothing was affordable, promising or shown.
[[nodiscard]] std::string improvementText(const Improvement& improvement);

/// The plans, a line each, numbered.
[[nodiscard]] std::string improvementTable(const Improvement& improvement);

/// What it rests on: how was searched and confirmed.
[[nodiscard]] std::string improvementBasis(const Improvement& improvement, const ImprovementOptions& options);

/// {"status", "kpi", "unit", "goal", "budget", "costs", "base", "plans": [{"changes": [{"kind", "ids", "change",
/// "cost"}], "cost", "mean", "gain", "shown"}], "screening", "confirmation", "not_tried", "text", "method"}
[[nodiscard]] Json toJson(const Improvement& improvement, const ImprovementOptions& options);

}  // namespace mw::analysis
