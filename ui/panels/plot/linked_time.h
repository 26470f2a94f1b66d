// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/time_axis.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// Lets a plot show the stretch of an axis that others show too: zooming and panning one moves all, and a double click
/// shows all of it. @param axis  outlives the plot
void linkTime(PlotView& plot, models::TimeAxis& axis);

}  // namespace mw::panels
