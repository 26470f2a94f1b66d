// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/study/guide_page.h"

namespace mw::panels {

/// Whether what is studied ends or runs on, and for how long it is simulated.
class EndingPage : public GuidePage {
  Q_OBJECT
 public:
  EndingPage(models::GuidedStudy& guide, QWidget* parent);
  [[nodiscard]] QString problem() const override { return horizon_->problem(); }
  [[nodiscard]] QWidget* firstField() const override;

 private:
  void showState();

  QRadioButton* terminating_;
  QRadioButton* steady_;
  DurationField* horizon_;
  QLabel* about_;
};

}  // namespace mw::panels
