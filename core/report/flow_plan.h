// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "core/factory/factory.h"
#include "core/kpi/flow_rates.h"

namespace mw::report {

/// Width of the strongest flow in the picture; every other one's is to it as their parts per hour are.
inline constexpr double kWidestFlow_px = 18;

/// The hall from above with a band along every flow that carried parts, as wide as it carried many (a Sankey diagram
/// over the layout); a complete SVG. Elements say how many parts an hour went in, or out of a source.
[[nodiscard]] std::string flowPlanSvg(const factory::Factory& factory, std::span<const kpi::FlowRate> flows);

}  // namespace mw::report
