// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/events/collect/recording.h"

namespace mw::kpi {

/// Parts that went from one element to another.
struct FlowRate {
  std::uint32_t from = 0;  ///< index in the factory
  std::uint32_t to = 0;
  std::int64_t parts = 0;
  double per_h = 0;
};

/// What went along every flow of a recorded run from from_s on to its end, in order of the elements; flows that carried
/// nothing, and parts that stayed where they were, are left out.
/// @note O(moves): some 10 ms for a million. @throws Cancelled
[[nodiscard]] std::vector<FlowRate> flowRatesOf(const events::Recording& recording, double from_s,
                                                const std::stop_token& stop = {});

}  // namespace mw::kpi
