// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/lead_time_plot.h"

#include <QHelpEvent>
#include <QToolTip>
#include <cmath>

#include "core/report/ticks.h"

namespace mw::panels {
namespace {

constexpr double kHeadroom = 1.06;

QString readable(double time_s) {
  return QString::fromStdString(report::durationText(time_s));
}

}  // namespace

LeadTimePlot::LeadTimePlot(const ThemeService& themes, QWidget* parent) : PlotView(themes, Time::None, parent) {
  std::tie(foot_, bars_) = addBand();
  for (QCPGraph* edge : {foot_, bars_}) edge->setLineStyle(QCPGraph::lsStepLeft);
  median_ = addCurve(CurveRole::Estimate);
  mean_ = addCurve(CurveRole::Secondary);
  late_ = addCurve(CurveRole::Limit);
}

void LeadTimePlot::setSpread(std::optional<kpi::LeadTimeHistogram> spread, const QString& empty) {
  spread_ = std::move(spread);
  setEmptyText(spread_ ? QString() : empty);
  for (QCPGraph* curve : {foot_, bars_, median_, mean_, late_}) curve->data()->clear();
  if (spread_) {
    const numerics::Histogram& histogram = spread_->histogram;
    const std::size_t bins = histogram.counts.size();
    const report::TimeUnit unit = report::timeUnitFor(histogram.edge(bins));
    unit_s_ = unit.seconds;
    // Each bar by itself: up, along, down.
    for (std::size_t i = 0; i < bins; ++i) {
      const double left = histogram.edge(i) / unit_s_;
      bars_->addData(left, static_cast<double>(histogram.counts[i]));
      foot_->addData(left, 0);
    }
    bars_->addData(histogram.edge(bins) / unit_s_, 0);
    foot_->addData(histogram.edge(bins) / unit_s_, 0);
    showMark(median_, spread_->p50_s);
    showMark(mean_, spread_->mean_s);
    showMark(late_, spread_->p95_s);
    setXLabel(tr("Lead time [%1]").arg(QLatin1String(unit.symbol)));
    setYLabel(tr("Parts per %1").arg(readable(histogram.width_s)));
    setHome({histogram.first_edge_s / unit_s_, histogram.edge(bins) / unit_s_},
            {0, kHeadroom * static_cast<double>(histogram.largestCount())});
    showHome();
  }
  replot(QCustomPlot::rpQueuedReplot);
}

void LeadTimePlot::showMark(QCPGraph* mark, double at_s) {
  mark->addData(at_s / unit_s_, 0);
  // A curve over one place needs a second one beside it to stay in order.
  mark->addData(std::nextafter(at_s / unit_s_, INFINITY),
                kHeadroom * static_cast<double>(spread_->histogram.largestCount()));
}

QString LeadTimePlot::tellAt(const QPointF& place) const {
  if (!spread_) return {};
  const numerics::Histogram& histogram = spread_->histogram;
  const double bin =
      std::floor((xAxis->pixelToCoord(place.x()) * unit_s_ - histogram.first_edge_s) / histogram.width_s);
  if (!(bin >= 0) || bin >= static_cast<double>(histogram.counts.size())) return {};
  const auto i = static_cast<std::size_t>(bin);
  return tr("%1 to %2: %3 of %4 parts")
      .arg(readable(histogram.edge(i)), readable(histogram.edge(i + 1)))
      .arg(histogram.counts[i])
      .arg(spread_->parts);
}

bool LeadTimePlot::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return PlotView::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), tellAt(help->pos()), this);
  return true;
}

}  // namespace mw::panels
