// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>
#include <string>
#include <vector>

#include "ui/models/teach/teach_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Records where the arm stands under a name; lists what was recorded, to go to, to record again, to rename, to remove.
class PoseList : public QWidget {
  Q_OBJECT
 public:
  PoseList(models::TeachModel& teach, const ThemeService& themes, QWidget* parent = nullptr);

 private:
  QWidget* buildButtons(const ThemeService& themes);
  void record();
  void show();
  void enable();
  [[nodiscard]] std::string chosen() const;

  models::TeachModel& teach_;
  QLineEdit* name_;
  QListWidget* list_;
  QLabel* nothing_;
  std::vector<QToolButton*> buttons_;
  bool is_following_ = false;
};

}  // namespace mw::panels
