// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/whatif_plots.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <cmath>

#include "ui/panels/segments.h"

namespace mw::panels {
namespace {

enum Tab { kCurve, kSlice };
constexpr std::size_t kCurvePoints = 81;

/// Numbers, or the names of levels.
QSharedPointer<QCPAxisTicker> tickerOf(const models::WhatIfFactor& factor) {
  if (!factor.isChoice()) return QSharedPointer<QCPAxisTicker>::create();
  auto names = QSharedPointer<QCPAxisTickerText>::create();
  for (std::size_t i = 0; i < factor.levels.size(); ++i) names->addTick(static_cast<double>(i), factor.levelName(i));
  return names;
}

}  // namespace

WhatIfPlots::WhatIfPlots(models::WhatIfModel& what_if, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), what_if_(what_if) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(buildHead());
  pages_ = new QStackedWidget(this);
  buildCurve(themes);
  slice_ = new SliceView(what_if_, themes, pages_);
  slice_->setObjectName(QStringLiteral("whatif.slice"));
  slice_->setAccessibleName(tr("Response over two factors"));
  pages_->addWidget(plot_);
  pages_->addWidget(slice_);
  column->addWidget(pages_, 1);
}

QWidget* WhatIfPlots::buildHead() {
  auto* head = new QWidget(this);
  auto* lines = new QVBoxLayout(head);  // the panel is narrow
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  tabs_ = new QButtonGroup(this);
  QFrame* segments = makeSegments({{"whatif.tab.curve", tr("Curve")}, {"whatif.tab.slice", tr("Map")}}, *tabs_, head);
  connect(tabs_, &QButtonGroup::idClicked, this, &WhatIfPlots::showPlots);
  x_ = new QComboBox(head);
  x_->setObjectName(QStringLiteral("whatif.x"));
  x_->setAccessibleName(tr("Factor along"));
  y_ = new QComboBox(head);
  y_->setObjectName(QStringLiteral("whatif.y"));
  y_->setAccessibleName(tr("Factor upwards"));
  against_ = new QLabel(tr("by"), head);
  against_->setProperty("look", "muted");
  for (QComboBox* box : {x_, y_}) {
    box->setMinimumContentsLength(4);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(box, &QComboBox::activated, this, &WhatIfPlots::showPlots);
  }
  lines->addWidget(segments, 0, Qt::AlignLeft);
  lines->addLayout(row);
  row->addWidget(x_, 1);
  row->addWidget(against_);
  row->addWidget(y_, 1);
  return head;
}

void WhatIfPlots::buildCurve(const ThemeService& themes) {
  plot_ = new PlotView(themes, PlotView::Time::None, pages_);
  plot_->setObjectName(QStringLiteral("whatif.plot"));
  plot_->setAccessibleName(tr("Response over one factor"));
  plot_->setMinimumHeight(170);
  std::tie(low_, high_) = plot_->addBand();
  points_ = plot_->addCurve(CurveRole::Measured);
  curve_ = plot_->addCurve(CurveRole::Estimate);
  next_ = plot_->addCurve(CurveRole::Alarm);
  connect(plot_, &PlotView::clicked, this, [this](double x, double) {
    if (x_->currentIndex() < 0) return;
    const auto factor = static_cast<std::size_t>(x_->currentIndex());
    what_if_.setValue(factor, what_if_.factors()[factor].isChoice() ? std::round(x) : x);
  });
}

void WhatIfPlots::fillFactors() {
  const auto& factors = what_if_.factors();
  bool is_same = x_->count() == static_cast<int>(factors.size());
  for (int i = 0; is_same && i < x_->count(); ++i)
    is_same = x_->itemText(i).toStdString() == factors[static_cast<std::size_t>(i)].name;
  if (is_same) return;
  x_->clear();
  y_->clear();
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const QString name = QString::fromStdString(factors[i].name);
    x_->addItem(name);
    if (!factors[i].isChoice()) y_->addItem(name, static_cast<int>(i));  // a map has numbers on both sides
  }
  y_->setCurrentIndex(y_->count() - 1);
  if (y_->count() < 2) tabs_->button(kCurve)->setChecked(true);
  tabs_->button(kSlice)->setEnabled(y_->count() > 1);
}

void WhatIfPlots::setFactor(std::size_t factor) {
  if (tabs_->checkedId() != kCurve || static_cast<int>(factor) == x_->currentIndex()) return;
  x_->setCurrentIndex(static_cast<int>(factor));
}

void WhatIfPlots::showPlots() {
  fillFactors();
  const bool is_slice = tabs_->checkedId() == kSlice;
  pages_->setCurrentIndex(is_slice ? kSlice : kCurve);
  y_->setVisible(is_slice);
  against_->setVisible(is_slice);
  if (!is_slice) return showCurve();
  if (what_if_.factors()[static_cast<std::size_t>(x_->currentIndex())].isChoice())
    x_->setCurrentIndex(y_->itemData(0).toInt());
  // The same factor twice makes no map: take the next one.
  if (x_->currentIndex() == y_->currentData().toInt()) y_->setCurrentIndex((y_->currentIndex() + 1) % y_->count());
  slice_->setFactors(static_cast<std::size_t>(x_->currentIndex()), static_cast<std::size_t>(y_->currentData().toInt()));
}

void WhatIfPlots::showSuggestion(std::size_t factor) {
  const auto& suggestion = what_if_.suggestion();
  if (!suggestion || suggestion->values.size() != what_if_.factors().size()) return next_->setData({}, {});
  const Eigen::Map<const Eigen::RowVectorXd> point(suggestion->values.data(),
                                                   static_cast<Eigen::Index>(suggestion->values.size()));
  next_->setData({suggestion->values[factor]}, {what_if_.surrogate()->predictPoint(point).mean});
}

void WhatIfPlots::showCurve() {
  const auto factor_index = static_cast<std::size_t>(std::max(0, x_->currentIndex()));
  const models::ResponseCurve curve = what_if_.curve(factor_index, kCurvePoints);
  const QVector<double> x = toVector(curve.x);
  curve_->setData(x, toVector(curve.mean), true);
  low_->setData(x, toVector(curve.low), true);
  high_->setData(x, toVector(curve.high), true);
  const surrogate::TrainingSet& set = what_if_.surrogate()->trainingSet();
  const Eigen::VectorXd seen_x = set.inputs.col(static_cast<Eigen::Index>(factor_index));
  points_->setData(QVector<double>(seen_x.begin(), seen_x.end()),
                   QVector<double>(set.output.begin(), set.output.end()));
  showSuggestion(factor_index);
  const models::WhatIfFactor& factor = what_if_.factors()[factor_index];
  // Between two levels there is nothing: each is a step of its own.
  for (QCPGraph* graph : {curve_, low_, high_})
    graph->setLineStyle(factor.isChoice() ? QCPGraph::lsStepCenter : QCPGraph::lsLine);
  plot_->xAxis->setTicker(tickerOf(factor));
  const QString name = QString::fromStdString(factor.name);
  plot_->setXLabel(factor.unit.isEmpty() ? name : name + QStringLiteral(", ") + factor.unit);
  plot_->setYLabel(what_if_.unit());  // its name stands above, in the choice of the response
  plot_->setHomeFromData(false);
  plot_->setCursor(factor.value);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace mw::panels
