// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVariantAnimation>

#include "ui/models/factor_table.h"
#include "ui/models/selection.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What the study varies: a table of factors, and a menu that makes a parameter of the selected element one. A factor
/// that was just added glows for a moment.
class FactorsView : public QWidget {
  Q_OBJECT
 public:
  FactorsView(models::StudyModel& study, models::Document& document, models::Selection& selection,
              const ThemeService& themes, QWidget* parent = nullptr);

  /// Row that glows, and how much, 1 to 0; -1 when none does.
  [[nodiscard]] int glowingRow() const { return glowing_row_; }
  [[nodiscard]] double glow() const { return glow_.currentValue().toDouble(); }

 private:
  QWidget* buildHead();
  void buildTable(const ThemeService& themes);
  void fillVaryMenu();
  void vary(const std::string& path);
  void showState();
  void startGlow(int row);

  models::StudyModel& study_;
  models::Document& document_;
  models::Selection& selection_;
  models::FactorTable factors_;
  QTableView* view_;
  QToolButton* vary_;
  QMenu* vary_menu_;
  QToolButton* remove_;
  QLabel* refusal_;
  QVariantAnimation glow_;
  int glowing_row_ = -1;
};

}  // namespace mw::panels
