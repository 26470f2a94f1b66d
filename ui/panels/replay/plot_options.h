// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include "ui/models/replay_model.h"

namespace mw::panels {

/// How the plots draw: what stands between two readings, from when on readings are missing, and arrangements of plots
/// that were kept under a name.
class PlotOptions : public QWidget {
  Q_OBJECT
 public:
  PlotOptions(models::ReplayModel& replay, QWidget* parent);

 private:
  void takeGap();
  void show();
  void showLayouts();

  models::ReplayModel& replay_;
  QComboBox* between_;
  QLineEdit* gap_;
  QComboBox* layout_;
  QPushButton* keep_;
};

}  // namespace mw::panels
