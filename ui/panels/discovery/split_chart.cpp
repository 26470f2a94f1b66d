// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/split_chart.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace mw::panels {
namespace {

constexpr int kHeight = 76;
constexpr int kHead = 18;  // the words above
constexpr int kFoot = 18;
constexpr int kBarStep = 10;
constexpr int kGap = 2;
constexpr double kGrip = 4;

}  // namespace

SplitChart::SplitChart(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setObjectName(QStringLiteral("discover.splitChart"));
  setAccessibleName(tr("Cases that start, over the time of the log, and where its first part ends"));
  setFixedHeight(kHeight);
  setCursor(Qt::SplitHCursor);
  setToolTip(tr("Drag to where the first part ends"));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void SplitChart::show(const std::vector<double>& starts_s, double end_s, const QString& from, const QString& to) {
  starts_s_ = starts_s;
  end_s_ = end_s;
  from_ = from;
  to_ = to;
  count();
  update();
}

void SplitChart::setSplit(std::optional<double> at_s) {
  split_s_ = at_s;
  update();
}

void SplitChart::clear() {
  show({}, 0, {}, {});
  setSplit({});
}

void SplitChart::count() {
  bars_.assign(static_cast<std::size_t>(std::max(1, width() / kBarStep)), 0);
  if (!(end_s_ > 0)) return;
  const auto bars = static_cast<double>(bars_.size());
  for (const double start_s : starts_s_) {
    const auto bar = static_cast<std::size_t>(std::clamp(start_s / end_s_ * bars, 0.0, bars - 1));
    ++bars_[bar];
  }
}

double SplitChart::position(double at_s) const {
  return end_s_ > 0 ? at_s / end_s_ * width() : 0;
}

void SplitChart::resizeEvent(QResizeEvent*) {
  count();
}

void SplitChart::mousePressEvent(QMouseEvent* event) {
  drag(*event);
}

void SplitChart::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons().testFlag(Qt::LeftButton)) drag(*event);
}

void SplitChart::drag(const QMouseEvent& event) {
  if (end_s_ > 0 && width() > 0) emit dragged(std::clamp(event.position().x() / width(), 0.0, 1.0) * end_s_);
}

void SplitChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = themes_.theme();
  const double bottom = height() - kFoot;
  const int most = bars_.empty() ? 0 : *std::max_element(bars_.begin(), bars_.end());
  const double split = split_s_ ? position(*split_s_) : width();
  painter.setPen(Qt::NoPen);
  const double step = static_cast<double>(width()) / static_cast<double>(std::max<std::size_t>(bars_.size(), 1));
  for (std::size_t i = 0; i < bars_.size() && most > 0; ++i) {
    const double left = static_cast<double>(i) * step;
    const double bar = (bottom - kHead - 2) * bars_[i] / most;
    painter.setBrush(theme.color(left + step / 2 < split ? Token::Accent : Token::Faint));
    painter.drawRect(QRectF(left, bottom - bar, step - kGap, bar));
  }
  painter.setPen(theme.color(Token::Line));
  painter.drawLine(QPointF(0, bottom), QPointF(width(), bottom));
  painter.setFont(Theme::labelFont());
  painter.setPen(theme.color(Token::Muted));
  const QRectF foot(0, bottom + 2, width(), kFoot - 2);
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, from_);
  painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, to_);
  if (!split_s_ || most == 0) return;
  const double at = std::clamp(split, 1.0, width() - 1.0);
  painter.setPen(QPen(theme.color(Token::Text), 2));
  painter.drawLine(QPointF(at, kHead - 2), QPointF(at, bottom));
  painter.setBrush(theme.color(Token::Text));
  painter.drawEllipse(QPointF(at, kHead - 2), kGrip, kGrip);
  painter.setPen(theme.color(Token::Text));
  const QRectF left(0, 0, at - 10, kHead - 4);
  const QRectF right(at + 10, 0, width() - at - 10, kHead - 4);
  const QFontMetricsF metrics(painter.font());
  if (metrics.horizontalAdvance(tr("builds it")) < left.width()) {
    painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter, tr("builds it"));
  }
  if (metrics.horizontalAdvance(tr("judges it")) < right.width()) {
    painter.drawText(right, Qt::AlignLeft | Qt::AlignVCenter, tr("judges it"));
  }
}

}  // namespace mw::panels
