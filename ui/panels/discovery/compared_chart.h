// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Draws a compared figure: the range of single simulated periods as a band, their mean as a tick, the log's as a dot,
/// hollow where it lies outside.
class ComparedChart : public QStyledItemDelegate {
  Q_OBJECT
 public:
  ComparedChart(const ThemeService& themes, QObject* parent);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const ThemeService& themes_;
};

}  // namespace mw::panels
