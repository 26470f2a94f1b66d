// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "ui/models/whatif_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/whatif/factor_slider.h"
#include "ui/panels/whatif/whatif_answer.h"
#include "ui/panels/whatif/whatif_plots.h"

namespace mw::panels {

/// Asks the surrogate: a slider or a choice per factor, the answer large with its interval, and in words how far it can
/// be trusted. An answer outside of the data is greyed and offers to be simulated.
class WhatIfPanel : public Panel {
  Q_OBJECT
 public:
  WhatIfPanel(models::WhatIfModel& what_if, models::StudyModel& study, const ThemeService& themes,
              QWidget* parent = nullptr);

 private:
  QWidget* buildEmpty();
  QWidget* buildHead();
  void buildInputs();
  void showState();
  void showNote();
  void showAnswer();
  void showResponses();

  models::WhatIfModel& what_if_;
  models::StudyModel& study_;
  const ThemeService& themes_;
  QComboBox* response_;
  QPushButton* train_;
  QPushButton* train_first_;
  QLabel* note_;
  WhatIfAnswer* answer_;
  QVBoxLayout* input_column_;
  std::vector<FactorInput*> inputs_;
  std::shared_ptr<const surrogate::GaussianProcess> shown_;  ///< inputs are of this one
  WhatIfPlots* plots_;
  QStackedLayout* pages_;
};

}  // namespace mw::panels
