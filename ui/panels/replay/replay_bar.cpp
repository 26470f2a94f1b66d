// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_bar.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/panels/theme/figure_text.h"

namespace mw::panels {
namespace {

using models::Severity;

constexpr double kKnobRadius = 7;
constexpr int kTextGap = 12;
constexpr double kReach = 5;  // pixels from a mark that still mean it
constexpr double kMarkSize = 9;

/// Shapes differ, so that severity is not told by colour alone.
QPolygonF shapeOf(Severity severity, QPointF at) {
  const double r = kMarkSize / 2;
  switch (severity) {
    case Severity::Critical:
    case Severity::Fault:
      return {{at.x() - r, at.y() - r}, {at.x() + r, at.y() - r}, {at.x(), at.y() + r}};
    case Severity::Warning:
      return {{at.x(), at.y() - r}, {at.x() + r, at.y()}, {at.x(), at.y() + r}, {at.x() - r, at.y()}};
    case Severity::Detected:
      return {{at.x(), at.y() - r}, {at.x() + r, at.y() + r}, {at.x() - r, at.y() + r}};
    case Severity::Stale:
      return {{at.x() - r + 1, at.y() - r + 1},
              {at.x() + r - 1, at.y() - r + 1},
              {at.x() + r - 1, at.y() + r - 1},
              {at.x() - r + 1, at.y() + r - 1}};
    case Severity::Anomaly:
      return {{at.x() - 1, at.y() - 2}, {at.x() + 1, at.y() - 2}, {at.x() + 1, at.y() + r}, {at.x() - 1, at.y() + r}};
  }
  return {};
}

}  // namespace

QColor severityColor(const Theme& theme, Severity severity) {
  switch (severity) {
    case Severity::Critical:
    case Severity::Fault:
      return theme.color(Token::Error);
    case Severity::Warning:
      return theme.stateColor(factory::ElementState::Blocked);
    case Severity::Detected:
      return theme.stateColor(factory::ElementState::Waiting);
    case Severity::Stale:
      return theme.color(Token::Muted);
    case Severity::Anomaly:
      return theme.stateColor(factory::ElementState::Down);
  }
  return theme.color(Token::Muted);
}

ReplayBar::ReplayBar(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                     QWidget* parent)
    : QWidget(parent), replay_(replay), playback_(playback), themes_(themes) {
  setObjectName(QStringLiteral("replay.bar"));
  setAccessibleName(tr("Time in the log, with gaps and alarms"));
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  const auto repaint = [this] { update(); };
  connect(&replay_, &models::ReplayModel::gapsReady, this, repaint);
  connect(&replay_.alarms(), &models::AlarmTable::modelReset, this, repaint);
  connect(&replay_.alarms(), &models::AlarmTable::seenChanged, this, repaint);
  connect(&replay_.axis(), &models::TimeAxis::changed, this, repaint);
  connect(&playback_, &models::Playback::timeChanged, this, repaint);
  connect(&playback_, &models::Playback::loopChanged, this, repaint);
  connect(&themes_, &ThemeService::changed, this, repaint);
}

QRectF ReplayBar::track() const {
  const QFontMetricsF metrics(Theme::labelFont());
  const double start = kPanelPadding + figureTextWidth(metrics, models::clockText(0)) + kTextGap;
  const QString end_text = models::clockText(replay_.duration_s());
  const double end = width() - kPanelPadding - figureTextWidth(metrics, end_text) - kTextGap;
  return {start, height() / 2.0 + 4, std::max(1.0, end - start), 4};
}

double ReplayBar::positionOf(double time_s) const {
  const QRectF line = track();
  const double duration_s = replay_.duration_s();
  return line.left() + (duration_s > 0 ? time_s / duration_s * line.width() : 0);
}

double ReplayBar::timeAt(double x) const {
  const QRectF line = track();
  return std::clamp((x - line.left()) / line.width(), 0.0, 1.0) * replay_.duration_s();
}

int ReplayBar::alarmAt(double x) const {
  const std::vector<models::Alarm>& alarms = replay_.alarms().alarms();
  int best = -1;
  for (std::size_t i = 0; i < alarms.size(); ++i) {
    if (std::abs(positionOf(alarms[i].t_s) - x) > kReach) continue;
    if (best < 0 || alarms[i].severity < alarms[static_cast<std::size_t>(best)].severity) best = static_cast<int>(i);
  }
  return best;
}

void ReplayBar::paintMarks(QPainter& painter, const QRectF& line) const {
  const models::AlarmTable& table = replay_.alarms();
  const Theme& theme = themes_.theme();
  // The worst are painted last, above the others.
  for (int severity = static_cast<int>(Severity::Anomaly); severity >= 0; --severity) {
    double last = -2;
    for (std::size_t i = 0; i < table.alarms().size(); ++i) {
      const models::Alarm& alarm = table.alarms()[i];
      if (static_cast<int>(alarm.severity) != severity) continue;
      const double x = std::round(positionOf(alarm.t_s));
      if (x - last < 2) continue;
      last = x;
      const QColor color = severityColor(theme, alarm.severity);
      painter.setPen(QPen(color, 1.2));
      painter.setBrush(table.isSeen(i) ? QBrush(Qt::NoBrush) : QBrush(color));
      painter.drawPolygon(shapeOf(alarm.severity, {x, line.top() - 9}));
    }
  }
}

void ReplayBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = themes_.theme();
  const QRectF line = track();
  const double duration_s = replay_.duration_s();
  const auto stretch = [&](double from_s, double to_s, double grow) {
    const double left = positionOf(from_s);
    return QRectF(left, line.top() - grow, std::max(1.0, positionOf(to_s) - left), line.height() + 2 * grow);
  };
  const models::TimeAxis& axis = replay_.axis();
  painter.setPen(Qt::NoPen);
  if (duration_s > 0 && !axis.showsAll()) {
    painter.setBrush(theme.color(Token::AccentSoft));
    painter.drawRoundedRect(stretch(axis.from_s(), axis.to_s(), 6), 3, 3);
  }
  painter.setBrush(theme.color(Token::Line));
  painter.drawRoundedRect(line, 2, 2);
  painter.setBrush(theme.color(duration_s > 0 ? Token::Accent : Token::Line));
  painter.drawRoundedRect(QRectF(line.left(), line.top(), positionOf(playback_.time_s()) - line.left(), line.height()),
                          2, 2);
  painter.setBrush(QBrush(theme.color(Token::Muted), Qt::BDiagPattern));
  for (const models::SignalTrack::Gap& gap : replay_.gaps()) painter.drawRect(stretch(gap.from_s, gap.to_s, 4));
  if (playback_.loop() == models::Playback::Loop::Selection &&
      playback_.selectionTo_s() > playback_.selectionFrom_s()) {
    painter.setPen(QPen(theme.color(Token::Accent), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(stretch(playback_.selectionFrom_s(), playback_.selectionTo_s(), 5));
  }
  QColor unusual = severityColor(theme, Severity::Detected);
  unusual.setAlphaF(0.5F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(unusual);
  for (const models::Alarm& alarm : replay_.alarms().alarms()) {
    if (alarm.severity == Severity::Detected) painter.drawRect(stretch(alarm.t_s, alarm.to_s, 3));
  }
  paintMarks(painter, line);
  painter.setFont(Theme::labelFont());
  painter.setPen(theme.color(Token::Muted));
  const QFontMetricsF metrics(painter.font());
  const double baseline = line.center().y() + (metrics.ascent() - metrics.descent()) / 2;
  drawFigureText(painter, {kPanelPadding, baseline}, models::clockText(0));
  drawFigureText(painter, {line.right() + kTextGap, baseline}, models::clockText(duration_s));
  if (duration_s <= 0) return;
  painter.setPen(QPen(theme.color(Token::Accent), 3));
  painter.setBrush(theme.color(hasFocus() ? Token::AccentSoft : Token::Panel));
  painter.drawEllipse(QPointF(positionOf(playback_.time_s()), line.center().y()), kKnobRadius - 1.5, kKnobRadius - 1.5);
}

void ReplayBar::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const int alarm = event->position().y() < track().top() ? alarmAt(event->position().x()) : -1;
  playback_.seek(alarm < 0 ? timeAt(event->position().x())
                           : replay_.alarms().alarms()[static_cast<std::size_t>(alarm)].t_s);
}

void ReplayBar::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons().testFlag(Qt::LeftButton)) playback_.seek(timeAt(event->position().x()));
}

void ReplayBar::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return replay_.stepSample(-1);
    case Qt::Key_Right:
      return replay_.stepSample(+1);
    case Qt::Key_Home:
      return playback_.seek(0);
    case Qt::Key_End:
      return playback_.seek(playback_.duration_s());
    default:
      QWidget::keyPressEvent(event);
  }
}

bool ReplayBar::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int alarm = alarmAt(help->pos().x());
  if (alarm >= 0) {
    const models::Alarm& found = replay_.alarms().alarms()[static_cast<std::size_t>(alarm)];
    QToolTip::showText(help->globalPos(), QStringLiteral("%1  %2\n%3")
                                              .arg(models::clockText(found.t_s, true),
                                                   models::severityText(found.severity), found.message));
  } else {
    QToolTip::showText(help->globalPos(), models::clockText(timeAt(help->pos().x()), true));
  }
  return true;
}

}  // namespace mw::panels
