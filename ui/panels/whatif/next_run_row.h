// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include "ui/models/whatif_model.h"

namespace mw::panels {

/// Which run to make next: what it is for, what the surrogate recommends, and one click that makes it.
class NextRunRow : public QWidget {
  Q_OBJECT
 public:
  NextRunRow(models::WhatIfModel& what_if, QWidget* parent);

 private:
  void suggest();
  void accept();
  void show();
  [[nodiscard]] QString pointText() const;

  models::WhatIfModel& what_if_;
  QComboBox* aim_;
  QPushButton* ask_;
  QLabel* text_;
  QPushButton* accept_;
  QPushButton* go_;
};

}  // namespace mw::panels
