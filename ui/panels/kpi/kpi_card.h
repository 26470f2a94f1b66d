// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

#include "ui/panels/theme/figure_text.h"

namespace mw::panels {

/// One figure that matters: title, value large, unit and interval beside it.
class KpiCard : public QFrame {
  Q_OBJECT
 public:
  KpiCard(const QString& name, const QString& title, QWidget* parent = nullptr);

  /// @param is_trusted  false greys the value: it belongs to something older
  void show(const QString& value, const QString& unit_and_interval, bool is_trusted);

 private:
  FigureLabel* value_;
  FigureLabel* rest_;
};

}  // namespace mw::panels
