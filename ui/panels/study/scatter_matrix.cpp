// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/scatter_matrix.h"

#include <QMouseEvent>
#include <QPainter>
#include <cmath>
#include <limits>

#include "ui/models/response_text.h"

namespace mw::panels {
namespace {

constexpr int kLeft = 120;  // titles of the responses
constexpr int kTop = 8;
constexpr int kBottom = 24;  // titles of the factors
constexpr int kGap = 8;
constexpr int kLeastWidth = 110;
constexpr int kLeastHeight = 72;
constexpr double kInset = 6;
constexpr double kDot = 2.5;

}  // namespace

ScatterMatrix::ScatterMatrix(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setCursor(Qt::CrossCursor);
  setToolTip(tr("Drag a frame to choose points in the table; click to choose none"));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

ScatterMatrix::Axis ScatterMatrix::axisOf(QString title, std::vector<double> values) {
  Axis axis{std::move(title), std::move(values), std::numeric_limits<double>::infinity(),
            -std::numeric_limits<double>::infinity()};
  for (const double value : axis.values) {
    if (!std::isfinite(value)) continue;
    axis.low = std::min(axis.low, value);
    axis.high = std::max(axis.high, value);
  }
  if (!(axis.high > axis.low)) {
    axis.high = std::isfinite(axis.low) ? axis.low + 1 : 1;
    axis.low = axis.high - 2;
  }
  return axis;
}

void ScatterMatrix::show(const models::StudyResults& results, const std::vector<std::size_t>& responses) {
  factors_.clear();
  responses_.clear();
  point_count_ = results.pointCount();
  for (std::size_t factor = 0; factor < results.factors().size(); ++factor) {
    std::vector<double> values;
    for (std::size_t point = 0; point < point_count_; ++point) values.push_back(results.factorNumber(point, factor));
    factors_.push_back(axisOf(QString::fromStdString(results.factors()[factor]), std::move(values)));
  }
  for (const std::size_t response : responses) {
    std::vector<double> values;
    for (std::size_t point = 0; point < point_count_; ++point) values.push_back(results.mean(point, response));
    responses_.push_back(axisOf(models::responseTitle(results.responses()[response]), std::move(values)));
  }
  updateGeometry();
  update();
}

void ScatterMatrix::setChosen(const std::set<std::size_t>& points) {
  chosen_ = points;
  update();
}

QSize ScatterMatrix::minimumSizeHint() const {
  const int columns = std::max(1, static_cast<int>(factors_.size()));
  const int rows = std::max(1, static_cast<int>(responses_.size()));
  return {kLeft + columns * (kLeastWidth + kGap), kTop + rows * (kLeastHeight + kGap) + kBottom};
}

QRectF ScatterMatrix::cell(std::size_t factor, std::size_t row) const {
  const double width_px = static_cast<double>(width() - kLeft) / static_cast<double>(factors_.size());
  const double height_px = static_cast<double>(height() - kTop - kBottom) / static_cast<double>(responses_.size());
  return {kLeft + static_cast<double>(factor) * width_px, kTop + static_cast<double>(row) * height_px, width_px - kGap,
          height_px - kGap};
}

QPointF ScatterMatrix::position(std::size_t point, std::size_t factor, std::size_t row) const {
  const QRectF area = cell(factor, row).adjusted(kInset, kInset, -kInset, -kInset);
  const Axis& x = factors_[factor];
  const Axis& y = responses_[row];
  return {area.left() + (x.values[point] - x.low) / (x.high - x.low) * area.width(),
          area.bottom() - (y.values[point] - y.low) / (y.high - y.low) * area.height()};
}

void ScatterMatrix::paintCell(QPainter& painter, std::size_t factor, std::size_t row) const {
  const Theme& theme = themes_.theme();
  painter.setPen(theme.color(Token::Line));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(cell(factor, row));
  QColor usual = theme.color(Token::Muted);
  usual.setAlphaF(chosen_.empty() ? 0.75F : 0.3F);
  painter.setPen(Qt::NoPen);
  // What is chosen lies on top.
  for (const bool is_chosen : {false, true}) {
    painter.setBrush(is_chosen ? theme.color(Token::Accent) : usual);
    for (std::size_t point = 0; point < point_count_; ++point) {
      if (chosen_.contains(point) != is_chosen) continue;
      const QPointF at = position(point, factor, row);
      if (std::isfinite(at.x()) && std::isfinite(at.y()))
        painter.drawEllipse(at, is_chosen ? kDot + 1 : kDot, is_chosen ? kDot + 1 : kDot);
    }
  }
}

void ScatterMatrix::paintTitles(QPainter& painter) const {
  painter.setPen(themes_.theme().color(Token::Muted));
  painter.setFont(Theme::labelFont());
  const QFontMetricsF metrics(painter.font());
  for (std::size_t row = 0; row < responses_.size(); ++row) {
    const QRectF area = cell(0, row);
    painter.drawText(QRectF(0, area.top(), kLeft - kGap, area.height()), Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(responses_[row].title, Qt::ElideRight, kLeft - kGap));
  }
  for (std::size_t factor = 0; factor < factors_.size(); ++factor) {
    const QRectF area = cell(factor, 0);
    painter.drawText(QRectF(area.left(), height() - kBottom, area.width(), kBottom), Qt::AlignCenter,
                     metrics.elidedText(factors_[factor].title, Qt::ElideMiddle, area.width()));
  }
}

void ScatterMatrix::paintEvent(QPaintEvent*) {
  if (factors_.empty() || responses_.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t row = 0; row < responses_.size(); ++row)
    for (std::size_t factor = 0; factor < factors_.size(); ++factor) paintCell(painter, factor, row);
  paintTitles(painter);
  if (!brushing_) return;
  QColor fill = themes_.theme().color(Token::Accent);
  painter.setPen(fill);
  fill.setAlphaF(0.15F);
  painter.setBrush(fill);
  painter.drawRect(frame_.normalized());
}

std::optional<std::pair<std::size_t, std::size_t>> ScatterMatrix::cellAt(QPointF at) const {
  for (std::size_t row = 0; row < responses_.size(); ++row)
    for (std::size_t factor = 0; factor < factors_.size(); ++factor)
      if (cell(factor, row).contains(at)) return std::pair(factor, row);
  return std::nullopt;
}

void ScatterMatrix::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  brushing_ = cellAt(event->position());
  frame_ = QRectF(event->position(), event->position());
}

void ScatterMatrix::mouseMoveEvent(QMouseEvent* event) {
  if (!brushing_) return;
  frame_.setBottomRight(event->position());
  update();
}

void ScatterMatrix::mouseReleaseEvent(QMouseEvent* event) {
  if (!brushing_ || event->button() != Qt::LeftButton) return;
  frame_.setBottomRight(event->position());
  const QRectF frame = frame_.normalized();
  std::vector<std::size_t> inside;
  for (std::size_t point = 0; point < point_count_; ++point)
    if (frame.contains(position(point, brushing_->first, brushing_->second))) inside.push_back(point);
  brushing_.reset();
  update();
  emit brushed(inside);
}

}  // namespace mw::panels
