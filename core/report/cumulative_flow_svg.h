// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/kpi/cumulative_flow.h"

namespace mw::report {

/// The cumulative flow diagram as a complete SVG: parts that entered and parts that left over time, the room between
/// them filled, how to read it drawn in at one instant, and below the parts inside on a scale of their own.
/// @param what  whose it is: "all parts", "housing"
[[nodiscard]] std::string cumulativeFlowSvg(const kpi::CumulativeFlow& flow, const std::string& what);

}  // namespace mw::report
