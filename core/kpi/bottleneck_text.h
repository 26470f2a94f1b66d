// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/kpi/bottleneck.h"

namespace mw::kpi {

/// A table of shares with intervals. @param most  rows; candidates are shown in any case
[[nodiscard]] std::string limitTable(const BottleneckFinding& finding, std::size_t most);

/// The answer in words: "m5 is the bottleneck: it limits 71 +- 4 % of the time", or why nobody can tell.
[[nodiscard]] std::string bottleneckText(const BottleneckFinding& finding);

}  // namespace mw::kpi
