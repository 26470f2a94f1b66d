// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QLabel>
#include <vector>

#include "ui/models/cycle/cycle_words.h"

namespace mw::panels {

/// Cycles side by side, a row each: what it is, mean, spread, least and most.
class CycleFigureTable : public QWidget {
  Q_OBJECT
 public:
  explicit CycleFigureTable(QWidget* parent = nullptr);
  /// @param title  "Now", "Measured"
  void setRow(int row, const QString& title, const models::CycleFigures& figures);

 private:
  QLabel* labelAt(int row, int column);

  QGridLayout* grid_;
};

}  // namespace mw::panels
