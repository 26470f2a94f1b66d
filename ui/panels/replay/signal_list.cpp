// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/signal_list.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDrag>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <cmath>
#include <limits>
#include <map>

#include "ui/models/figure_format.h"

namespace mw::panels {
namespace {

using Kind = models::SignalEntry::Kind;
constexpr int kKeyRole = Qt::UserRole;

QString groupOf(Kind kind) {
  switch (kind) {
    case Kind::Reading:
      return SignalList::tr("Readings");
    case Kind::Estimate:
      return SignalList::tr("Estimates");
    case Kind::Smoothed:
      return SignalList::tr("Smoothed");
    case Kind::Other:
      return SignalList::tr("Of the other replay");
    case Kind::Derived:
      return SignalList::tr("Computed");
    default:
      return SignalList::tr("Fit of the model");
  }
}

/// Keys of all signals, in their order.
QStringList keysIn(const QTreeWidget& tree) {
  QStringList keys;
  for (int g = 0; g < tree.topLevelItemCount(); ++g) {
    for (int i = 0; i < tree.topLevelItem(g)->childCount(); ++i) {
      keys << tree.topLevelItem(g)->child(i)->data(0, kKeyRole).toString();
    }
  }
  return keys;
}

}  // namespace

SignalList::SignalList(models::ReplayModel& replay, const ThemeService& themes, QWidget* parent)
    : QTreeWidget(parent), replay_(replay), themes_(themes) {
  setObjectName(QStringLiteral("replay.signals"));
  setAccessibleName(tr("Signals with their values at the cursor; drag one onto a plot, Enter gives it a plot"));
  setToolTip(
      tr("Drag a signal onto a plot, or between two plots. A double click gives it a plot of its own. Select two and "
         "drag them with the right button: one over the other"));
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setColumnCount(2);
  setHeaderHidden(true);
  setFrameShape(QFrame::NoFrame);
  setIndentation(12);
  setRootIsDecorated(false);
  setStyleSheet(QStringLiteral("QTreeView::item { padding: 0 8px; }"));
  setDragEnabled(true);
  setDragDropMode(QAbstractItemView::DragOnly);
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(0, QHeaderView::Stretch);
  header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  connect(&replay_.board(), &models::PlotBoard::changed, this, &SignalList::fill);
  connect(&themes_, &ThemeService::changed, this, [this] { showTime(time_s_); });
  connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
    const std::string key = item->data(0, kKeyRole).toString().toStdString();
    if (!key.empty()) replay_.board().insert(replay_.board().plots().size(), key);
  });
  fill();
}

QStringList SignalList::mimeTypes() const {
  return {QLatin1String(kSignalMime)};
}

QMimeData* SignalList::mimeData(const QList<QTreeWidgetItem*>& items) const {
  auto* dragged = new QMimeData;
  if (!items.isEmpty())
    dragged->setData(QLatin1String(kSignalMime), items.front()->data(0, kKeyRole).toString().toUtf8());
  return dragged;
}

void SignalList::fill() {
  QStringList keys;
  for (const models::SignalEntry& entry : replay_.board().entries())
    if (entry.kind != Kind::Pair) keys << QString::fromStdString(entry.key);
  if (keys == keysIn(*this)) return showTime(time_s_);
  std::map<QString, QTreeWidgetItem*> groups;
  clear();
  for (const models::SignalEntry& entry : replay_.board().entries()) {
    if (entry.kind == Kind::Pair) continue;
    QTreeWidgetItem*& group = groups[groupOf(entry.kind)];
    if (group == nullptr) {
      group = new QTreeWidgetItem(this, {groupOf(entry.kind)});
      group->setFlags(Qt::ItemIsEnabled);
      group->setFont(0, Theme::headingFont());
    }
    const QString plain = QString::fromStdString(entry.name);
    const QString name = entry.kind == Kind::Innovation ? tr("innovation of %1").arg(plain) : plain;
    auto* item = new QTreeWidgetItem(group, {entry.is_measured ? name : tr("%1 · estimated").arg(name)});
    item->setData(0, kKeyRole, QString::fromStdString(entry.key));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    if (!entry.is_measured) item->setToolTip(0, tr("No sensor reads it: it follows from the twin"));
  }
  expandAll();
  showTime(time_s_);
}

models::AgedValue SignalList::derivedAt(const std::string& key, double time_s) const {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  const auto track = replay_.track(key);
  const auto at = track ? track->newestAt(time_s) : std::nullopt;
  if (!at) return {kNaN, kNaN, true};
  const double age_s = time_s - track->t_s[*at];
  return {track->values[*at], age_s, age_s > track->gap_s};
}

std::vector<std::string> SignalList::chosenKeys() const {
  std::vector<std::string> keys;
  for (const QTreeWidgetItem* item : selectedItems())
    if (const std::string key = item->data(0, kKeyRole).toString().toStdString(); !key.empty()) keys.push_back(key);
  return keys;
}

void SignalList::mousePressEvent(QMouseEvent* event) {
  pressed_at_ = event->pos();
  is_right_drag_ = false;
  // The right button on a selected signal keeps the selection: two are about to be dragged.
  const bool keeps = event->button() == Qt::RightButton && itemAt(event->pos()) && itemAt(event->pos())->isSelected();
  if (!keeps) QTreeWidget::mousePressEvent(event);
}

void SignalList::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::RightButton)) return QTreeWidget::mouseMoveEvent(event);
  if (is_right_drag_ || (event->pos() - pressed_at_).manhattanLength() < QApplication::startDragDistance()) return;
  is_right_drag_ = true;
  const std::vector<std::string> keys = chosenKeys();
  if (keys.size() != 2) return;
  auto* dragged = new QMimeData;
  dragged->setData(QLatin1String(kSignalMime), QByteArray::fromStdString(models::pairKey(keys[0], keys[1])));
  auto* drag = new QDrag(this);
  drag->setMimeData(dragged);
  drag->exec(Qt::CopyAction);
}

void SignalList::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::RightButton) return QTreeWidget::mouseReleaseEvent(event);
  if (!is_right_drag_) showMenu(event->globalPosition().toPoint());
}

void SignalList::contextMenuEvent(QContextMenuEvent* event) {
  event->accept();
  // By mouse it comes with the release, so that the press may begin a drag.
  if (event->reason() == QContextMenuEvent::Mouse) return;
  showMenu(viewport()->mapToGlobal(currentItem() ? visualItemRect(currentItem()).bottomLeft() : QPoint()));
}

void SignalList::addDerivations(QMenu& menu, const models::SignalEntry& entry) {
  using Derive = models::Derivation::Kind;
  const auto add = [&](const QString& text, const models::Derivation& derivation) {
    menu.addAction(text, this, [this, key = models::keyOf(derivation)] {
      models::PlotBoard& board = replay_.board();
      if (board.derive(key).isEmpty()) board.insert(board.plots().size(), key);
    });
  };
  add(tr("Derivative"), {Derive::Derivative, 0, entry.key});
  for (const double window_s : {5.0, 10.0, 60.0, 300.0})
    add(tr("Moving average over %1").arg(models::durationText(window_s)), {Derive::Average, window_s, entry.key});
  add(tr("Integral"), {Derive::Integral, 0, entry.key});
}

void SignalList::showMenu(const QPoint& at) {
  const std::vector<std::string> keys = chosenKeys();
  if (keys.empty()) return;
  models::PlotBoard& board = replay_.board();
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("replay.signalMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const models::SignalEntry* entry = board.find(keys.front());
  if (keys.size() == 2) {
    const QString names[] = {QString::fromStdString(entry->name), QString::fromStdString(board.find(keys[1])->name)};
    for (const std::size_t y : {1U, 0U}) {
      menu->addAction(tr("%1 over %2").arg(names[y], names[1 - y]), this, [this, keys, y] {
        (void)replay_.board().insertPair(replay_.board().plots().size(), keys[1 - y], keys[y]);
      });
    }
  } else if (keys.size() == 1) {
    menu->addAction(tr("Plot of its own"), this,
                    [this, key = keys.front()] { replay_.board().insert(replay_.board().plots().size(), key); });
    menu->addSeparator();
    addDerivations(*menu, *entry);
    if (entry->kind == Kind::Derived) {
      menu->addSeparator();
      menu->addAction(tr("Remove"), this, [this, key = keys.front()] { replay_.board().forget(key); });
    }
  }
  if (!menu->isEmpty()) menu->popup(at);
}

void SignalList::showTime(double time_s) {
  time_s_ = time_s;
  const models::ReplayData replayed = replay_.data();
  const Theme& theme = themes_.theme();
  for (int g = 0; g < topLevelItemCount(); ++g) {
    for (int i = 0; i < topLevelItem(g)->childCount(); ++i) {
      QTreeWidgetItem* item = topLevelItem(g)->child(i);
      const auto* entry = replay_.board().find(item->data(0, kKeyRole).toString().toStdString());
      if (entry == nullptr) continue;
      const models::AgedValue now =
          entry->kind == Kind::Derived ? derivedAt(entry->key, time_s) : models::valueAt(replayed, *entry, time_s);
      const QString unit = entry->unit.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(entry->unit);
      item->setText(1, std::isfinite(now.value) ? models::figure(now.value) + unit : QStringLiteral("–"));
      item->setForeground(1, theme.color(now.is_stale ? Token::Faint : Token::Text));
      item->setToolTip(1, std::isfinite(now.age_s) ? tr("%1 old").arg(models::durationText(now.age_s)) : QString());
    }
  }
}

}  // namespace mw::panels
