// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/row_delegate.h"

namespace mw::panels {

/// Rows of the outline with an eye and a lock: seen while they say something or the pointer is there, clicked to hide
/// and to lock.
class OutlineDelegate : public RowDelegate {
  Q_OBJECT
 public:
  using RowDelegate::RowDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

 signals:
  /// Of an element or of all in a group.
  void hideClicked(const QStringList& elements, bool hides);
  void lockClicked(const QStringList& elements, bool locks);

 protected:
  [[nodiscard]] int roomAtRight(const QModelIndex& index) const override;
};

}  // namespace mw::panels
