// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {
namespace {

/// A stretch along one side of the plot that a text covers.
struct Stretch {
  double from;
  double to;
};

Stretch about(double center, double length) {
  return {center - length / 2, center + length / 2};
}

/// Half a pixel of rounding at either end.
bool isBeyond(const Stretch& text, double side) {
  return text.from < -1 || text.to > side + 1;
}

/// The title of an axis where it reaches beyond the plot's side. Tick labels that would are not drawn at all.
QStringList cutOnAxis(const QCPAxis& axis, const QRect& inner, const QSize& plot) {
  QStringList cut;
  if (!axis.visible()) return cut;
  const bool is_across = axis.orientation() == Qt::Horizontal;
  const double side = is_across ? plot.width() : plot.height();
  const double center = is_across ? inner.center().x() : inner.center().y();
  // A title is drawn along its axis, about the middle.
  const double title = QFontMetricsF(axis.labelFont()).horizontalAdvance(axis.label());
  if (isBeyond(about(center, title), side)) cut << axis.label();
  return cut;
}

}  // namespace

QStringList PlotView::cutTexts() const {
  QStringList cut;
  for (const QCPAxis* axis : {xAxis, yAxis, yAxis2}) cut += cutOnAxis(*axis, axisRect()->rect(), size());
  if (legend != nullptr && legend->visible() && !rect().contains(legend->outerRect())) {
    for (int i = 0; i < legend->itemCount(); ++i) {
      auto* item = qobject_cast<QCPPlottableLegendItem*>(legend->item(i));
      if (item != nullptr) cut << item->plottable()->name();
    }
  }
  const double note = QFontMetricsF(empty_->font()).size(0, empty_->text()).width();
  if (empty_->visible() && note > axisRect()->width() + 1) cut << empty_->text();
  return cut;
}

}  // namespace mw::panels
