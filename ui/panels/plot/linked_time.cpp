// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plot/linked_time.h"

namespace mw::panels {

void linkTime(PlotView& plot, models::TimeAxis& axis) {
  const auto follow = [&plot, &axis] {
    if (axis.width_s() <= 0) return;
    plot.setHomeX({0, axis.extent_s()});
    plot.xAxis->setRange(axis.from_s(), axis.to_s());
    plot.replot(QCustomPlot::rpQueuedReplot);
  };
  QObject::connect(&axis, &models::TimeAxis::changed, &plot, follow);
  QObject::connect(plot.xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &plot,
                   [follow, &axis](const QCPRange& range) {
                     axis.show(range.lower, range.upper);
                     follow();  // what the axis does not allow is taken back
                   });
  follow();
}

}  // namespace mw::panels
