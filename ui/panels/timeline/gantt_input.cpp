// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/panels/timeline/gantt_view.h"

namespace mw::panels {
namespace {

constexpr double kZoomPerNotch = 1.25;

}  // namespace

QString GanttView::hint(const QPoint& at) const {
  const int row = rowAt(at.y());
  if (row < 0) return {};
  const kpi::GanttRow& machine = gantt()->rows[static_cast<std::size_t>(row)];
  if (at.x() < plotArea().left()) return QString::fromStdString(machine.name + " (" + machine.id + ")");
  const std::size_t segment = machine.segmentAt(timeAt(at.x()));
  const double begin_s = machine.start_s[segment];
  const double end_s = segment + 1 < machine.start_s.size() ? machine.start_s[segment + 1] : gantt()->end_s;
  return tr("%1: %2 from %3 to %4 (%5)")
      .arg(QString::fromStdString(machine.name), QLatin1String(factory::nameOf(machine.state[segment]).data()),
           models::clockText(begin_s, true), models::clockText(end_s, true), models::durationText(end_s - begin_s));
}

bool GanttView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = hint(help->pos());
    text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), text, this);
    return true;
  }
  return QWidget::event(event);
}

void GanttView::mousePressEvent(QMouseEvent* event) {
  if (!gantt()) return;
  panned_from_ = event->pos();
  if (event->button() != Qt::LeftButton) return;
  const int row = rowAt(event->position().y());
  const QString id = row < 0 ? QString() : QString::fromStdString(gantt()->rows[static_cast<std::size_t>(row)].id);
  const bool on_name = event->position().x() < plotArea().left();
  emit picked(on_name ? time_s_ : timeAt(event->position().x()), id);
}

void GanttView::mouseMoveEvent(QMouseEvent* event) {
  if (!gantt()) return;
  if (event->buttons().testFlag(Qt::MiddleButton)) {
    const double shift_s = (panned_from_.x() - event->pos().x()) / plotArea().width() * (to_s_ - from_s_);
    panned_from_ = event->pos();
    choose(from_s_ + shift_s, to_s_ + shift_s);
  } else if (event->buttons().testFlag(Qt::LeftButton) && event->position().x() >= plotArea().left()) {
    emit picked(timeAt(event->position().x()), {});
  }
}

void GanttView::mouseDoubleClickEvent(QMouseEvent*) {
  if (gantt()) choose(0, gantt()->end_s);
}

void GanttView::wheelEvent(QWheelEvent* event) {
  if (!gantt() || event->angleDelta().y() == 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
    event->ignore();
    return;
  }
  const double factor = std::pow(kZoomPerNotch, -event->angleDelta().y() / 120.0);
  const double fixed_s = timeAt(event->position().x());
  choose(fixed_s - (fixed_s - from_s_) * factor, fixed_s + (to_s_ - fixed_s) * factor);
  event->accept();
}

void GanttView::keyPressEvent(QKeyEvent* event) {
  const int row = selectedRow();
  if (!gantt() || gantt()->rows.empty()) return QWidget::keyPressEvent(event);
  const auto n_rows = static_cast<int>(gantt()->rows.size());
  const auto idOf = [this](int i) { return QString::fromStdString(gantt()->rows[static_cast<std::size_t>(i)].id); };
  if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
    const int next = event->key() == Qt::Key_Down ? row + 1 : row - 1;
    emit picked(time_s_, idOf(std::clamp(next, 0, n_rows - 1)));
  } else if (row >= 0 && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
    const auto& starts = gantt()->rows[static_cast<std::size_t>(row)].start_s;
    const auto after = std::ranges::upper_bound(starts, time_s_);
    const auto before = std::ranges::lower_bound(starts, time_s_);
    if (event->key() == Qt::Key_Right && after != starts.end()) emit picked(*after, idOf(row));
    if (event->key() == Qt::Key_Left && before != starts.begin()) emit picked(*std::prev(before), idOf(row));
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace mw::panels
