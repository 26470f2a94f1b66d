// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plot/plot_view.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::panels {
namespace {

constexpr int kDragThreshold = 4;

QSharedPointer<QCPAxisTicker> tickerFor(PlotView::Time time) {
  if (time == PlotView::Time::None) return QSharedPointer<QCPAxisTicker>::create();
  auto ticker = QSharedPointer<QCPAxisTickerTime>::create();
  ticker->setTimeFormat(time == PlotView::Time::Hours ? QStringLiteral("%h:%m") : QStringLiteral("%h:%m:%s"));
  return ticker;
}

QColor withAlpha(QColor color, double alpha) {
  color.setAlphaF(static_cast<float>(alpha));
  return color;
}

}  // namespace

QVector<double> toVector(std::span<const double> values) {
  return {values.begin(), values.end()};
}

PlotView::PlotView(const ThemeService& themes, Time time, QWidget* parent)
    : QCustomPlot(parent), themes_(themes), cursor_x_(std::numeric_limits<double>::quiet_NaN()) {
  setNoAntialiasingOnDrag(true);
  setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  axisRect()->setRangeDrag(Qt::Horizontal);
  axisRect()->setRangeZoom(Qt::Horizontal);
  axisRect()->setMinimumMargins({8, 8, 12, 4});
  xAxis->setTicker(tickerFor(time));
  xAxis->ticker()->setTickCount(6);
  yAxis->ticker()->setTickCount(4);
  addLayer(QStringLiteral("bands"), layer(QStringLiteral("main")), limBelow);
  addLayer(QStringLiteral("cursor"), layer(QStringLiteral("main")), limAbove);
  layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
  cursor_ = new QCPItemStraightLine(this);
  cursor_->setLayer(QStringLiteral("cursor"));
  cursor_->setVisible(false);
  lead_in_ = new QCPItemRect(this);
  lead_in_->setLayer(QStringLiteral("bands"));
  lead_in_->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
  lead_in_->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
  lead_in_->setVisible(false);
  empty_ = new QCPItemText(this);
  empty_->position->setType(QCPItemPosition::ptAxisRectRatio);
  empty_->position->setCoords(0.5, 0.5);
  empty_->setVisible(false);
  connect(xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
          [this](const QCPRange& range) { is_home_ = range == home_x_; });
  connect(&themes_, &ThemeService::changed, this, &PlotView::applyTheme);
  applyTheme();
}

QCPGraph* PlotView::addCurve(CurveRole role) {
  QCPGraph* graph = addGraph();
  graph->setAdaptiveSampling(true);
  curves_.push_back({graph, role});
  style(graph, role);
  return graph;
}

std::pair<QCPGraph*, QCPGraph*> PlotView::addBand() {
  QCPGraph* low = addGraph();
  QCPGraph* high = addGraph();
  for (QCPGraph* edge : {low, high}) {
    edge->setPen(Qt::NoPen);
    edge->setLayer(QStringLiteral("bands"));
  }
  high->setChannelFillGraph(low);
  bands_.emplace_back(low, high);
  applyTheme();
  return bands_.back();
}

std::pair<QCPGraph*, QCPErrorBars*> PlotView::addErrorBars(CurveRole role) {
  QCPGraph* graph = addCurve(role);
  auto* bars = new QCPErrorBars(xAxis, yAxis);
  bars->setDataPlottable(graph);
  bars->setSymbolGap(0);
  bars->setWhiskerWidth(5);
  bars_.emplace_back(bars, role);
  applyTheme();
  return {graph, bars};
}

void PlotView::setLeadIn(double x) {
  lead_in_->setVisible(x > 0);
  lead_in_->topLeft->setCoords(0, 0);
  lead_in_->bottomRight->setCoords(x, 1);
}

void PlotView::style(QCPGraph* graph, CurveRole role) const {
  const Theme& theme = themes_.theme();
  const QColor accent = theme.color(Token::Accent);
  const QColor muted = theme.color(Token::Muted);
  switch (role) {
    case CurveRole::Estimate:
      graph->setPen(QPen(accent, 1.6));
      break;
    case CurveRole::Secondary:
      graph->setPen(QPen(withAlpha(muted, 0.8), 1));
      break;
    case CurveRole::Limit:
      graph->setPen(QPen(muted, 1, Qt::DashLine));
      break;
    case CurveRole::Measured:
      graph->setLineStyle(QCPGraph::lsNone);
      graph->setScatterStyle(
          // A pen of style NoPen would mean "the graph's own".
          QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(withAlpha(muted, 0.75), 0.5), QBrush(withAlpha(muted, 0.75)),
                          3));
      break;
    case CurveRole::Alarm:
      graph->setLineStyle(QCPGraph::lsNone);
      graph->setScatterStyle(
          QCPScatterStyle(QCPScatterStyle::ssTriangle, QPen(theme.color(Token::Error), 1.4), QBrush(Qt::NoBrush), 8));
      break;
  }
}

void PlotView::applyTheme() {
  const Theme& theme = themes_.theme();
  setBackground(QBrush(theme.color(Token::Panel)));
  const QPen line(theme.color(Token::Line), 1);
  for (QCPAxis* axis : {xAxis, yAxis, yAxis2}) {
    axis->setBasePen(is_compact_ ? QPen(Qt::NoPen) : line);
    axis->setTickPen(Qt::NoPen);
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelColor(theme.color(Token::Muted));
    axis->setLabelColor(theme.color(Token::Muted));
    axis->setTickLabelFont(Theme::font(11));
    axis->setLabelFont(Theme::labelFont());
    axis->setTickLabelPadding(6);
    axis->setLabelPadding(4);
    axis->grid()->setPen(line);
    axis->grid()->setZeroLinePen(line);
    axis->grid()->setSubGridVisible(false);
  }
  xAxis->grid()->setVisible(false);
  yAxis->setBasePen(Qt::NoPen);
  yAxis2->setBasePen(Qt::NoPen);
  lead_in_->setPen(Qt::NoPen);
  lead_in_->setBrush(QBrush(withAlpha(theme.color(Token::Muted), 0.25), Qt::BDiagPattern));
  for (const Curve& curve : curves_) style(curve.graph, curve.role);
  for (const auto& [low, high] : bands_) {
    high->setBrush(withAlpha(theme.color(Token::Accent), theme.isDark() ? 0.26 : 0.16));
  }
  for (const auto& [bars, role] : bars_) {
    bars->setPen(QPen(theme.color(role == CurveRole::Estimate ? Token::Accent : Token::Muted), 1));
  }
  cursor_->setPen(QPen(theme.color(Token::Accent), 1));
  empty_->setColor(theme.color(Token::Muted));
  empty_->setFont(Theme::font());
  if (legend) {
    legend->setBrush(withAlpha(theme.color(Token::Panel), 0.85));
    legend->setBorderPen(Qt::NoPen);
    legend->setTextColor(theme.color(Token::Muted));
    legend->setFont(Theme::labelFont());
  }
  replot(rpQueuedReplot);
}

void PlotView::setCompact() {
  is_compact_ = true;
  axisRect()->setMinimumMargins({8, 4, 8, 2});
  yAxis->ticker()->setTickCount(2);
  xAxis->ticker()->setTickCount(4);
  applyTheme();
}

void PlotView::setCursor(double x) {
  if (x == cursor_x_ || (std::isnan(x) && std::isnan(cursor_x_))) return;
  cursor_x_ = x;
  cursor_->setVisible(std::isfinite(x));
  if (std::isfinite(x)) {
    cursor_->point1->setCoords(x, 0);
    cursor_->point2->setCoords(x, 1);
  }
  layer(QStringLiteral("cursor"))->replot();
}

void PlotView::setHome(QCPRange x, QCPRange y) {
  const bool stays_home = is_home_;
  home_x_ = x;
  home_y_ = y;
  if (stays_home) showHome();
}

void PlotView::setHomeX(QCPRange x) {
  is_x_given_ = true;
  if (x == home_x_) return;
  setHome(x, home_y_);
}

void PlotView::setHomeFromData(bool from_zero) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  QCPRange x;
  QCPRange y;
  x.lower = y.lower = kInfinity;
  x.upper = y.upper = -kInfinity;
  for (int i = 0; i < graphCount(); ++i) {
    bool has_x = false;
    bool has_y = false;
    const QCPRange graph_x = graph(i)->getKeyRange(has_x);
    const QCPRange graph_y = graph(i)->getValueRange(has_y);
    if (!has_x || !has_y || !graph(i)->visible()) continue;
    x.lower = std::min(x.lower, graph_x.lower);
    x.upper = std::max(x.upper, graph_x.upper);
    y.lower = std::min(y.lower, graph_y.lower);
    y.upper = std::max(y.upper, graph_y.upper);
  }
  if (x.lower > x.upper || y.lower > y.upper) return;
  if (from_zero) y.lower = std::min(0.0, y.lower);
  const double margin = y.size() > 0 ? 0.08 * y.size() : std::max(1.0, 0.1 * std::abs(y.upper));
  y.upper += margin;
  if (!from_zero) y.lower -= margin;
  if (x.size() <= 0) x = {x.lower - 0.5, x.upper + 0.5};
  // Only x is zoomed by hand: y follows the data wherever the user looks.
  yAxis->setRange(y);
  setHome(is_x_given_ ? home_x_ : x, y);
}

void PlotView::spreadHome(double share) {
  const double room = share * home_x_.size();
  setHome({home_x_.lower - room, home_x_.upper + room}, home_y_);
}

void PlotView::showHome() {
  is_home_ = true;
  xAxis->setRange(home_x_);
  yAxis->setRange(home_y_);
  is_home_ = true;
  replot(rpQueuedReplot);
}

void PlotView::setEmptyText(const QString& text) {
  empty_->setText(text);
  empty_->setVisible(!text.isEmpty());
  for (QCPAxis* axis : {xAxis, yAxis}) axis->setVisible(text.isEmpty());
  replot(rpQueuedReplot);
}

void PlotView::mousePressEvent(QMouseEvent* event) {
  pressed_at_ = event->pos();
  QCustomPlot::mousePressEvent(event);
}

void PlotView::mouseReleaseEvent(QMouseEvent* event) {
  QCustomPlot::mouseReleaseEvent(event);
  const bool is_click = (event->pos() - pressed_at_).manhattanLength() < kDragThreshold;
  if (event->button() != Qt::LeftButton || !is_click || !axisRect()->rect().contains(event->pos())) return;
  emit clicked(xAxis->pixelToCoord(event->pos().x()), yAxis->pixelToCoord(event->pos().y()));
}

void PlotView::mouseDoubleClickEvent(QMouseEvent*) {
  showHome();
}

void PlotView::resizeEvent(QResizeEvent* event) {
  QCustomPlot::resizeEvent(event);
  replot(rpQueuedReplot);
}

}  // namespace mw::panels
