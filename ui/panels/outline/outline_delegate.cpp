// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outline/outline_delegate.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/panels/outline/outline_model.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr int kIcon = 14;
constexpr int kCell = 20;
constexpr int kBesideDot = 18;

/// What the eye and the lock of a row are for.
QStringList elementsOf(const QModelIndex& index) {
  const QString id = index.data(OutlineModel::kIdRole).toString();
  return id.isEmpty() ? index.data(OutlineModel::kMembersRole).toStringList() : QStringList{id};
}

QRect eyeOf(const QRect& row) {
  return {row.right() - kPanelPadding - kBesideDot - 2 * kCell, row.top(), kCell, row.height()};
}

QRect lockOf(const QRect& row) {
  return eyeOf(row).translated(kCell, 0);
}

}  // namespace

int OutlineDelegate::roomAtRight(const QModelIndex& index) const {
  if (elementsOf(index).isEmpty()) return 0;
  if (index.data(OutlineModel::kHiddenRole).toBool()) return 2 * kCell;
  return index.data(OutlineModel::kLockedRole).toBool() ? kCell : 0;
}

void OutlineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  RowDelegate::paint(painter, option, index);
  if (elementsOf(index).isEmpty()) return;
  const bool is_hidden = index.data(OutlineModel::kHiddenRole).toBool();
  const bool is_locked = index.data(OutlineModel::kLockedRole).toBool();
  const bool is_hot = option.state.testFlag(QStyle::State_MouseOver);
  if (is_hot) {
    const bool is_selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(eyeOf(option.rect).united(lockOf(option.rect)),
                      themes().theme().color(is_selected ? Token::AccentSoft : Token::Hover));
  }
  const auto draw = [&](const QRect& cell, const char* icon, bool says_something) {
    if (!says_something && !is_hot) return;
    const QRect place(cell.center().x() - kIcon / 2, cell.center().y() - kIcon / 2 + 1, kIcon, kIcon);
    lineIcon(QLatin1String(icon), themes(), says_something ? Token::Muted : Token::Faint).paint(painter, place);
  };
  draw(eyeOf(option.rect), is_hidden ? "view-hidden" : "view-visible", is_hidden);
  draw(lockOf(option.rect), is_locked ? "object-locked" : "object-unlocked", is_locked);
}

bool OutlineDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) {
  const bool is_press = event->type() == QEvent::MouseButtonPress;
  const bool is_release = event->type() == QEvent::MouseButtonRelease;
  const QStringList elements = elementsOf(index);
  if (elements.isEmpty() || (!is_press && !is_release)) return RowDelegate::editorEvent(event, model, option, index);
  const QPoint at = static_cast<QMouseEvent*>(event)->pos();
  const bool is_eye = eyeOf(option.rect).contains(at);
  const bool is_lock = lockOf(option.rect).contains(at);
  if (!is_eye && !is_lock) return RowDelegate::editorEvent(event, model, option, index);
  if (is_release) {
    if (is_eye) emit hideClicked(elements, !index.data(OutlineModel::kHiddenRole).toBool());
    if (is_lock) emit lockClicked(elements, !index.data(OutlineModel::kLockedRole).toBool());
  }
  return true;
}

}  // namespace mw::panels
