// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/experiment/shadow_price.h"

namespace mw::experiment {

/// A table of gains with intervals and prices, and what could not be tried.
[[nodiscard]] std::string shadowPriceTable(const ShadowPrices& prices);

/// The answer in words: "mill-2 limits 71 % of the time; 5 s faster gives +3.1 parts/h (+-0.4)", with who else gains
/// as much, or what lies elsewhere when no element's speed helps.
[[nodiscard]] std::string shadowPriceText(const ShadowPrices& prices, const kpi::BottleneckFinding& finding);

/// How the intervals are to be read.
[[nodiscard]] std::string shadowPriceBasis(const ShadowPrices& prices);

/// {"step", "throughput_per_h", "level", "single_level", "least_gain_per_h", "prices": [{"kind", "ids", "change",
/// "saved_s", "gain_per_h": {...}, "gain_per_h_per_s", "shown"}], "not_tried": [{"id", "why"}], "method"}; what is
/// undefined is null.
[[nodiscard]] Json toJson(const ShadowPrices& prices);

}  // namespace mw::experiment
