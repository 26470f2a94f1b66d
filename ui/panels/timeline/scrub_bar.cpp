// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline/scrub_bar.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/panels/theme/figure_text.h"

namespace mw::panels {
namespace {

constexpr int kSteps = 100'000;  // of the slider's integer value over the whole run
constexpr double kKnobRadius = 7;
constexpr int kTextGap = 12;

}  // namespace

ScrubBar::ScrubBar(const ThemeService& themes, QWidget* parent) : QAbstractSlider(parent), themes_(themes) {
  setRange(0, kSteps);
  setSingleStep(kSteps / 1000);
  setPageStep(kSteps / 20);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setAccessibleName(tr("Time in the run"));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void ScrubBar::setDuration(double duration_s) {
  duration_s_ = duration_s;
  setTime(std::min(time_s_, duration_s_));
  update();
}

void ScrubBar::setTime(double time_s) {
  time_s_ = time_s;
  is_following_ = true;
  setValue(duration_s_ > 0 ? static_cast<int>(std::lround(time_s / duration_s_ * kSteps)) : 0);
  is_following_ = false;
  update();
}

void ScrubBar::setMarks(std::vector<double> times_s) {
  marks_s_ = std::move(times_s);
  update();
}

void ScrubBar::sliderChange(SliderChange change) {
  if (change == SliderValueChange && !is_following_ && duration_s_ > 0) {
    time_s_ = duration_s_ * value() / kSteps;
    emit scrubbed(time_s_);
  }
  QAbstractSlider::sliderChange(change);
}

QRectF ScrubBar::track() const {
  const QFontMetricsF metrics(Theme::labelFont());
  const double start = kPanelPadding + figureTextWidth(metrics, models::clockText(0)) + kTextGap;
  const double end = width() - kPanelPadding - figureTextWidth(metrics, models::clockText(duration_s_)) - kTextGap;
  return {start, height() / 2.0 - 2, std::max(1.0, end - start), 4};
}

double ScrubBar::positionOf(double time_s) const {
  const QRectF line = track();
  return line.left() + (duration_s_ > 0 ? time_s / duration_s_ * line.width() : 0);
}

void ScrubBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = themes_.theme();
  const QRectF line = track();
  const double knob = positionOf(time_s_);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Token::Line));
  painter.drawRoundedRect(line, 2, 2);
  painter.setBrush(theme.color(duration_s_ > 0 ? Token::Accent : Token::Line));
  painter.drawRoundedRect(QRectF(line.left(), line.top(), knob - line.left(), line.height()), 2, 2);
  const QColor mark = theme.stateColor(factory::ElementState::Down);
  double last = -2;
  for (const double t_s : marks_s_) {
    const double x = std::round(positionOf(t_s));
    if (x - last < 2) continue;
    painter.fillRect(QRectF(x - 1, line.center().y() - 6, 2, 12), mark);
    last = x;
  }
  painter.setFont(Theme::labelFont());
  painter.setPen(theme.color(Token::Muted));
  const QFontMetricsF metrics(painter.font());
  const double baseline = (height() + metrics.ascent() - metrics.descent()) / 2;
  drawFigureText(painter, {kPanelPadding, baseline}, models::clockText(0));
  drawFigureText(painter, {line.right() + kTextGap, baseline}, models::clockText(duration_s_));
  if (duration_s_ <= 0) return;
  painter.setPen(QPen(theme.color(Token::Accent), 3));
  painter.setBrush(theme.color(hasFocus() ? Token::AccentSoft : Token::Panel));
  painter.drawEllipse(QPointF(knob, line.center().y()), kKnobRadius - 1.5, kKnobRadius - 1.5);
}

void ScrubBar::goTo(double x) {
  if (duration_s_ <= 0) return;
  const QRectF line = track();
  const double time_s = std::clamp((x - line.left()) / line.width(), 0.0, 1.0) * duration_s_;
  setTime(time_s);
  emit scrubbed(time_s);
}

void ScrubBar::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) goTo(event->position().x());
}

void ScrubBar::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons().testFlag(Qt::LeftButton)) goTo(event->position().x());
}

void ScrubBar::mouseReleaseEvent(QMouseEvent*) {}

void ScrubBar::focusInEvent(QFocusEvent* event) {
  QAbstractSlider::focusInEvent(event);
  update();
}

void ScrubBar::focusOutEvent(QFocusEvent* event) {
  QAbstractSlider::focusOutEvent(event);
  update();
}

}  // namespace mw::panels
