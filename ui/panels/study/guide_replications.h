// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QSpinBox>

#include "ui/panels/study/guide_page.h"
#include "ui/panels/study/pilot_row.h"

namespace mw::panels {

/// How often each point runs: estimated from pilot runs for a wanted half width, or given.
class ReplicationsPage : public GuidePage {
  Q_OBJECT
 public:
  ReplicationsPage(models::GuidedStudy& guide, QWidget* parent);
  [[nodiscard]] QWidget* firstField() const override { return wanted_; }

 private:
  void showState();

  QDoubleSpinBox* wanted_;
  PilotRow* estimate_;
  QLabel* advice_;
  QSpinBox* replications_;
  QCheckBox* common_;
};

}  // namespace mw::panels
