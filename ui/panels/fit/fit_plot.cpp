// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fit/fit_plot.h"

#include <algorithm>
#include <cmath>

namespace mw::panels {
namespace {

constexpr int kCurvePoints = 240;
constexpr double kHeadroom = 1.12;
constexpr double kBarShare = 0.96;  // a hairline of ground between bars

}  // namespace

FitPlot::FitPlot(const ThemeService& themes, QWidget* parent) : PlotView(themes, Time::None, parent), themes_(themes) {
  bars_ = new QCPBars(xAxis, yAxis);
  bars_->setLayer(QStringLiteral("bands"));
  curve_ = addCurve(CurveRole::Estimate);
  setYLabel(tr("values per bin"));
  connect(&themes_, &ThemeService::changed, this, &FitPlot::applyBars);
  applyBars();
}

void FitPlot::applyBars() {
  QColor fill = themes_.color(Token::Muted);
  fill.setAlphaF(0.35F);
  bars_->setPen(Qt::NoPen);
  bars_->setBrush(fill);
  curve_->setPen(QPen(themes_.color(Token::Accent), 2));
}

void FitPlot::show(const models::ColumnFit& fit, const numerics::FittedDistribution* candidate, const QString& column) {
  const numerics::Histogram& histogram = fit.histogram;
  QVector<double> middles;
  QVector<double> counts;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    middles << histogram.edge(i) + histogram.width_s / 2;
    counts << static_cast<double>(histogram.counts[i]);
  }
  bars_->setWidth(kBarShare * histogram.width_s);
  bars_->setData(middles, counts, true);
  QVector<double> at_s;
  QVector<double> expected;
  const double end_s = histogram.edge(histogram.counts.size());
  double highest = static_cast<double>(histogram.largestCount());
  if (candidate != nullptr && candidate->distribution.hasDensity()) {
    for (int i = 0; i <= kCurvePoints; ++i) {
      const double x_s = histogram.first_edge_s + (end_s - histogram.first_edge_s) * i / kCurvePoints;
      // What a bin around x would hold: also where a density runs to infinity at zero.
      const double low = candidate->distribution.cdf(std::max(0.0, x_s - histogram.width_s / 2));
      const double high = candidate->distribution.cdf(x_s + histogram.width_s / 2);
      at_s << x_s;
      expected << fit.sample.count() * (high - low);
      highest = std::max(highest, expected.back());
    }
  }
  curve_->setData(at_s, expected, true);
  setXLabel(tr("%1, s").arg(column));
  setHome({histogram.first_edge_s, end_s}, {0, kHeadroom * highest});
  showHome();
  replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace mw::panels
