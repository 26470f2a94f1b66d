// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "core/report/svg_canvas.h"

namespace mw::report {

/// "#009e73": what a state looks like in drawings.
[[nodiscard]] std::string stateColor(std::size_t state);

/// A letter that can be read on a state's colour: white on what is dark, ink on what is light.
[[nodiscard]] const char* inkOnState(std::size_t state);

/// The states in a row, from x on.
void drawStateLegend(SvgCanvas& canvas, double x);

}  // namespace mw::report
