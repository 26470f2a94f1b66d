// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Draws list and tree rows calmly: icon, text, a quiet note at the right, or a state dot; the selection as a soft
/// ground with an accent edge.
class RowDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  static constexpr int kNoteRole = Qt::UserRole + 10;   ///< QString at the right
  static constexpr int kStateRole = Qt::UserRole + 11;  ///< int of a factory::ElementState: a dot at the right
  static constexpr int kToneRole = Qt::UserRole + 12;   ///< int of a Token for the text
  static constexpr int kRowHeight = 26;

  RowDelegate(const ThemeService& themes, QObject* parent) : QStyledItemDelegate(parent), themes_(themes) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  /// Room for all that a row says, in a view that is the delegate's parent.
  [[nodiscard]] Q_INVOKABLE int neededWidth(const QModelIndex& index) const;

 protected:
  /// Pixels at the right that derived classes draw on themselves, left of a state dot.
  [[nodiscard]] virtual int roomAtRight(const QModelIndex&) const { return 0; }
  [[nodiscard]] const ThemeService& themes() const { return themes_; }

 private:
  const ThemeService& themes_;
};

/// A small rounded square in the state's colour; off is hatched.
void drawStateDot(QPainter& painter, const QRectF& rect, const Theme& theme, factory::ElementState state);

}  // namespace mw::panels
