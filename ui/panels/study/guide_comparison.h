// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>

#include "ui/panels/study/guide_page.h"

namespace mw::panels {

/// Which points are tried and compared, what that makes in all and how long it takes.
class ComparisonPage : public GuidePage {
  Q_OBJECT
 public:
  ComparisonPage(models::GuidedStudy& guide, QWidget* parent);
  [[nodiscard]] QWidget* firstField() const override { return design_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* buildSummary();
  void showState();
  void showSummary();

  QComboBox* design_;
  QSpinBox* points_;
  QLabel* points_label_;
  QLabel* reason_;
  QCheckBox* today_;
  QLabel* today_note_;
  QLabel* runs_;
  QLabel* time_;
  QLabel* recap_;
  QLabel* problem_;
};

}  // namespace mw::panels
