// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/study/guide_page.h"
#include "ui/panels/study/pilot_row.h"

namespace mw::panels {

/// How long the start shows in the figures: looked for in pilot runs, or given. A terminating study has none.
class WarmupPage : public GuidePage {
  Q_OBJECT
 public:
  WarmupPage(models::GuidedStudy& guide, QWidget* parent);
  [[nodiscard]] QString problem() const override;
  [[nodiscard]] QWidget* firstField() const override;

 private:
  [[nodiscard]] bool isAsked() const { return guide().ending() != models::Ending::Terminating; }
  void showState();

  QLabel* none_;
  PilotRow* find_;
  QLabel* found_;
  QWidget* given_;
  DurationField* warmup_;
};

}  // namespace mw::panels
