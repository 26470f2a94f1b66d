// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline/gantt_view.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/kpi/gantt_columns.h"
#include "ui/models/figure_format.h"
#include "ui/panels/theme/figure_text.h"
#include "ui/panels/timeline/state_paint.h"

namespace mw::panels {
namespace {

using factory::ElementState;

constexpr int kNameWidth = 118;
constexpr double kShortestView_s = 1;
constexpr double kTickDistance_px = 90;
constexpr float kWarmupVeil = 0.45F;
constexpr float kWarmupHatch = 0.5F;

/// The round step of a clock that leaves ticks about kTickDistance_px apart.
double tickStep(double seconds_per_tick) {
  static constexpr std::array<double, 18> kSteps_s = {1,   2,   5,    10,   15,   30,    60,    120,   300,
                                                      600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400};
  for (const double step_s : kSteps_s)
    if (step_s >= seconds_per_tick) return step_s;
  return std::ceil(seconds_per_tick / 86400) * 86400;
}

/// A column that many segments share: their shares one over the other.
void paintMixed(QPainter& painter, const QRectF& bar, const kpi::GanttColumns::Mixed& mixed, const Theme& theme) {
  double y = bar.bottom();
  for (std::size_t state = 0; state < mixed.share.size(); ++state) {
    const double height = bar.height() * static_cast<double>(mixed.share[state]);
    if (height <= 0) continue;
    y -= height;
    painter.fillRect(QRectF(bar.left() + mixed.column, y, 1, height),
                     theme.stateColor(static_cast<ElementState>(state)));
  }
}

/// A column that an edge cuts: shown as the state with the larger share.
void paintEdge(QPainter& painter, const QRectF& bar, const kpi::GanttColumns::Mixed& mixed, const Theme& theme) {
  const auto largest = std::ranges::max_element(mixed.share) - mixed.share.begin();
  paintState(painter, QRectF(bar.left() + mixed.column, bar.top(), 1, bar.height()), static_cast<ElementState>(largest),
             theme);
}

}  // namespace

GanttView::GanttView(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("States of the machines over time"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  connect(&themes_, &ThemeService::changed, this, &GanttView::invalidate);
}

void GanttView::setRun(std::shared_ptr<const models::RecordedRun> run) {
  const double old_end_s = gantt() ? gantt()->end_s : -1;
  run_ = std::move(run);
  if (gantt() && gantt()->end_s != old_end_s) {
    from_s_ = 0;
    to_s_ = std::max(kShortestView_s, gantt()->end_s);
  }
  updateGeometry();
  invalidate();
}

void GanttView::setTime(double time_s) {
  time_s_ = time_s;
  update();
}

void GanttView::setSelected(const std::string& id) {
  if (id == selected_) return;
  selected_ = id;
  invalidate();
}

void GanttView::setRange(double from_s, double to_s) {
  if (!gantt()) return;
  const double end_s = std::max(kShortestView_s, gantt()->end_s);
  const double span_s = std::clamp(to_s - from_s, kShortestView_s, end_s);
  from_s_ = std::clamp(from_s, 0.0, end_s - span_s);
  to_s_ = from_s_ + span_s;
  invalidate();
}

void GanttView::setWarmup(double warmup_s) {
  if (warmup_s == warmup_s_) return;
  warmup_s_ = warmup_s;
  invalidate();
}

void GanttView::choose(double from_s, double to_s) {
  setRange(from_s, to_s);
  emit rangeChosen(from_s_, to_s_);
}

void GanttView::invalidate() {
  picture_ = QPixmap();
  update();
}

QRectF GanttView::plotArea() const {
  return QRectF(rect()).adjusted(kPanelPadding + kNameWidth, 4, -kPanelPadding, -kAxisHeight);
}

QRectF GanttView::barOf(std::size_t row) const {
  const QRectF area = plotArea();
  return {area.left(), area.top() + static_cast<double>(row) * kRowHeight + (kRowHeight - kBarHeight) / 2.0,
          std::floor(area.width()), kBarHeight};
}

int GanttView::rowAt(double y) const {
  if (!gantt()) return -1;
  const auto row = static_cast<int>(std::floor((y - plotArea().top()) / kRowHeight));
  return row >= 0 && row < static_cast<int>(gantt()->rows.size()) ? row : -1;
}

int GanttView::selectedRow() const {
  if (!gantt()) return -1;
  const auto& rows = gantt()->rows;
  const auto found = std::ranges::find(rows, selected_, &kpi::GanttRow::id);
  return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

double GanttView::positionOf(double time_s) const {
  const QRectF area = plotArea();
  return area.left() + (time_s - from_s_) / (to_s_ - from_s_) * std::floor(area.width());
}

double GanttView::timeAt(double x) const {
  const QRectF area = plotArea();
  const double share = (x - area.left()) / std::max(1.0, std::floor(area.width()));
  return from_s_ + std::clamp(share, 0.0, 1.0) * (to_s_ - from_s_);
}

QSize GanttView::sizeHint() const {
  const int rows = gantt() ? static_cast<int>(gantt()->rows.size()) : 4;
  const int words = rows > 0 ? 0 : 2 * kRowHeight;
  return {420, 4 + rows * kRowHeight + kAxisHeight + words};
}

void GanttView::paintRow(QPainter& painter, std::size_t row) const {
  const Theme& theme = themes_.theme();
  const kpi::GanttRow& machine = gantt()->rows[row];
  const QRectF bar = barOf(row);
  const bool is_selected = machine.id == selected_;
  if (is_selected) {
    painter.fillRect(QRectF(0, bar.center().y() - kRowHeight / 2.0, width(), kRowHeight),
                     theme.color(Token::AccentSoft));
    painter.fillRect(QRectF(0, bar.center().y() - kRowHeight / 2.0, 2, kRowHeight), theme.color(Token::Accent));
  }
  painter.setFont(is_selected ? Theme::headingFont() : Theme::labelFont());
  painter.setPen(theme.color(Token::Text));
  const QRectF label(kPanelPadding, bar.center().y() - kRowHeight / 2.0, kNameWidth - 8, kRowHeight);
  painter.drawText(
      label, Qt::AlignVCenter | Qt::AlignLeft,
      QFontMetricsF(painter.font()).elidedText(QString::fromStdString(machine.name), Qt::ElideRight, label.width()));
  const auto columns =
      kpi::columnsOf(machine, gantt()->end_s, from_s_, to_s_, std::max(1, static_cast<int>(bar.width())));
  for (const auto& mixed : columns.mixed)
    mixed.segments <= 2 ? paintEdge(painter, bar, mixed, theme) : paintMixed(painter, bar, mixed, theme);
  for (const auto& run : columns.runs) {
    const QRectF piece(bar.left() + run.begin, bar.top(), run.end - run.begin, bar.height());
    paintState(painter, piece, run.state, theme);
    paintStateLetter(painter, piece, run.state, theme);
  }
}

void GanttView::paintAxis(QPainter& painter) const {
  const Theme& theme = themes_.theme();
  const QRectF area = plotArea();
  const double bottom = area.top() + static_cast<double>(gantt()->rows.size()) * kRowHeight;
  const double step_s = tickStep((to_s_ - from_s_) / std::max(1.0, area.width()) * kTickDistance_px);
  painter.setFont(Theme::font(11));
  const QFontMetricsF metrics(painter.font());
  for (double t_s = std::ceil(from_s_ / step_s) * step_s; t_s <= to_s_ + 1e-9; t_s += step_s) {
    const double x = std::round(positionOf(t_s));
    painter.fillRect(QRectF(x, area.top(), 1, bottom - area.top()), theme.color(Token::Line));
    const QString text = models::clockText(t_s, step_s < 60);
    const double text_width = figureTextWidth(metrics, text);
    painter.setPen(theme.color(Token::Muted));
    drawFigureText(painter, {std::min(x - text_width / 2, area.right() - text_width), bottom + 15}, text);
  }
}

void GanttView::paintWarmup(QPainter& painter) const {
  if (warmup_s_ <= from_s_) return;
  const QRectF area = plotArea();
  const double bottom = area.top() + static_cast<double>(gantt()->rows.size()) * kRowHeight;
  const double right = std::min(positionOf(warmup_s_), area.right());
  QColor ground = themes_.color(Token::Panel);
  ground.setAlphaF(kWarmupVeil);
  QColor hatch = themes_.color(Token::Muted);
  hatch.setAlphaF(kWarmupHatch);
  const QRectF span(area.left(), area.top(), right - area.left(), bottom - area.top());
  painter.fillRect(span, ground);
  painter.fillRect(span, QBrush(hatch, Qt::BDiagPattern));
  if (warmup_s_ < to_s_)
    painter.fillRect(QRectF(std::round(right), area.top(), 1, span.height()), themes_.color(Token::Muted));
}

void GanttView::paintPicture() {
  const double dpr = devicePixelRatioF();
  picture_ = QPixmap(size() * dpr);
  picture_.setDevicePixelRatio(dpr);
  picture_.fill(themes_.color(Token::Panel));
  QPainter painter(&picture_);
  paintAxis(painter);
  for (std::size_t row = 0; row < gantt()->rows.size(); ++row) paintRow(painter, row);
  paintWarmup(painter);
  if (gantt()->rows.empty()) paintNothing(painter);
}

void GanttView::paintNothing(QPainter& painter) const {
  painter.setFont(Theme::labelFont());
  painter.setPen(themes_.color(Token::Muted));
  const QRectF room = QRectF(rect()).adjusted(kPanelPadding, plotArea().top() + kAxisHeight, -kPanelPadding, 0);
  painter.drawText(room, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                   tr("Nothing here works on parts, so there are no states to show. Stations, robots and other "
                      "machines have a row each."));
}

void GanttView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = themes_.theme();
  if (!gantt()) {
    painter.fillRect(rect(), theme.color(Token::Panel));
    return;
  }
  if (picture_.isNull() || picture_.size() != size() * devicePixelRatioF()) paintPicture();
  painter.drawPixmap(0, 0, picture_);
  if (time_s_ < from_s_ || time_s_ > to_s_) return;
  const QRectF area = plotArea();
  const double bottom = area.top() + static_cast<double>(gantt()->rows.size()) * kRowHeight;
  painter.fillRect(QRectF(std::round(positionOf(time_s_)) - 1, area.top(), 2, bottom - area.top()),
                   theme.color(Token::Accent));
}

}  // namespace mw::panels
