// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/kpi/lead_time_histogram.h"

namespace mw::report {

/// Lead times as bars with median, mean and the time that 95 % stay within, as a complete SVG.
/// @param what  whose they are: "all parts", "housing"
[[nodiscard]] std::string leadTimeSvg(const kpi::LeadTimeHistogram& spread, const std::string& what);

}  // namespace mw::report
