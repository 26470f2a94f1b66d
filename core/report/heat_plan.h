// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "core/factory/factory.h"

namespace mw::report {

/// The hall from above with every machine in the colour of how much of the time it was busy, as a complete SVG. The
/// scale goes from 0 to 100 % whatever the values are, so that pictures of different runs can be laid side by side.
/// @param busy  share per element, 0 ... 1; NaN for what is no machine, which stays grey
[[nodiscard]] std::string heatPlanSvg(const factory::Factory& factory, std::span<const double> busy);

/// "#9b9476": the colour of a share, dark blue to yellow (cividis: Nunez, Anderton, Renslow 2018, safe for the
/// colour-blind and rising evenly in brightness). As the window has it.
[[nodiscard]] std::string heatColor(double share);

}  // namespace mw::report
