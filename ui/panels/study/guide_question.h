// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <array>

#include "ui/panels/study/guide_page.h"

namespace mw::panels {

/// What the study is made for, by what it is judged, and its name.
class QuestionPage : public GuidePage {
  Q_OBJECT
 public:
  QuestionPage(models::GuidedStudy& guide, QWidget* parent);
  [[nodiscard]] QWidget* firstField() const override;

 private:
  void showState();

  std::array<QRadioButton*, 3> choices_;
  QComboBox* response_;
  QLineEdit* name_;
};

}  // namespace mw::panels
