// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/effect_plot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/models/main_effect.h"
#include "ui/models/response_text.h"

namespace mw::panels {
namespace {

constexpr double kBeside = 0.02;  // of the range, so that the outermost points are whole

}  // namespace

EffectPlot::EffectPlot(const ThemeService& themes, QWidget* parent) : PlotView(themes, Time::None, parent) {
  std::tie(runs_, bars_) = addErrorBars(CurveRole::Measured);
  effect_ = addCurve(CurveRole::Estimate);
}

void EffectPlot::show(const models::StudyResults& results, std::size_t factor, std::size_t response,
                      const QString& unit) {
  QVector<double> x;
  QVector<double> y;
  QVector<double> half;
  for (std::size_t i = 0; i < results.pointCount(); ++i) {
    const numerics::Estimate estimate = results.estimate(i, response);
    const double at = results.factorNumber(i, factor);
    if (estimate.n == 0 || !std::isfinite(at)) continue;
    x << at;
    y << estimate.mean;
    half << (estimate.hasInterval() ? estimate.half_width : 0.0);
  }
  runs_->setData(x, y);
  // Error bars follow the data container's order, which is by x.
  QVector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&x](std::size_t i) { return x[static_cast<qsizetype>(i)]; });
  QVector<double> sorted_half;
  for (const std::size_t i : order) sorted_half << half[static_cast<qsizetype>(i)];
  bars_->setData(sorted_half);
  const models::MainEffect effect = models::mainEffect(results, factor, response);
  effect_->setData(toVector(effect.x), toVector(effect.mean));
  setXLabel(QString::fromStdString(results.factors()[factor]));
  setYLabel(unit);  // its name stands above, in the choice of the response
  setHomeFromData(false);
  spreadHome(kBeside);
  setEmptyText(x.isEmpty() ? tr("Points appear here as their runs finish.") : QString());
  replot(rpQueuedReplot);
}

}  // namespace mw::panels
