// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/signal_list.h"

#include <QHeaderView>
#include <QMimeData>
#include <cmath>
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
  setToolTip(tr("Drag a signal onto a plot, or between two plots. A double click gives it a plot of its own"));
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
  for (const models::SignalEntry& entry : replay_.board().entries()) keys << QString::fromStdString(entry.key);
  if (keys == keysIn(*this)) return showTime(time_s_);
  std::map<QString, QTreeWidgetItem*> groups;
  clear();
  for (const models::SignalEntry& entry : replay_.board().entries()) {
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

void SignalList::showTime(double time_s) {
  time_s_ = time_s;
  const models::ReplayData replayed = replay_.data();
  const Theme& theme = themes_.theme();
  for (int g = 0; g < topLevelItemCount(); ++g) {
    for (int i = 0; i < topLevelItem(g)->childCount(); ++i) {
      QTreeWidgetItem* item = topLevelItem(g)->child(i);
      const auto* entry = replay_.board().find(item->data(0, kKeyRole).toString().toStdString());
      if (entry == nullptr) continue;
      const models::AgedValue now = models::valueAt(replayed, *entry, time_s);
      const QString unit = entry->unit.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(entry->unit);
      item->setText(1, std::isfinite(now.value) ? models::figure(now.value) + unit : QStringLiteral("–"));
      item->setForeground(1, theme.color(now.is_stale ? Token::Faint : Token::Text));
      item->setToolTip(1, std::isfinite(now.age_s) ? tr("%1 old").arg(models::durationText(now.age_s)) : QString());
    }
  }
}

}  // namespace mw::panels
