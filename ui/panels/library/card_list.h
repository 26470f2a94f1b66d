// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <QStyledItemDelegate>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Cards in three columns that can be dragged; each carries its type in kTypeRole.
class CardList : public QListWidget {
  Q_OBJECT
 public:
  static constexpr int kTypeRole = Qt::UserRole + 1;     ///< QString: type as in files
  static constexpr int kPictureRole = Qt::UserRole + 2;  ///< QImage, square
  CardList(const ThemeService& themes, QWidget* parent);

 protected:
  [[nodiscard]] QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override;
  void startDrag(Qt::DropActions actions) override;
  void resizeEvent(QResizeEvent* event) override;
};

/// Draws one card: picture over name.
class CardDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  CardDelegate(const ThemeService& themes, QObject* parent) : QStyledItemDelegate(parent), themes_(themes) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const ThemeService& themes_;
};

}  // namespace mw::panels
