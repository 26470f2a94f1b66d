// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/collect/run_statistics.h"
#include "core/kpi/kpi_value.h"

namespace mw::kpi {

/// Little's law over a window, for the factory or one element:
///
///   error = |L - lambda W| / L
///
/// with L parts inside (time average), lambda parts that left per second and W their mean stay. In the long run it
/// holds exactly; in a window the parts present at its ends leave a rest, which is what is reported. Undefined where
/// nothing stayed.
/// Source: Little (1961); Kim, Whitt (2013) for the window
[[nodiscard]] KpiValue littlesLawError(const events::PartSeconds& seconds);

/// A run with at least this many departures whose error is above the limit is too short, or had no warm-up.
inline constexpr double kLittlesLawLimit = 0.005;
inline constexpr double kLittlesLawParts = 2000;

/// Part-seconds of all part types inside the factory.
[[nodiscard]] events::PartSeconds partSecondsInside(const events::RunStatistics& run);

}  // namespace mw::kpi
