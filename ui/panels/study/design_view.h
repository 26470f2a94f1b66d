// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>

#include "ui/models/design_preview.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// The design before it runs: where its points lie in two of the factors, how many runs they are, how long that will
/// take and from what this is known, and the first point that is not possible.
class DesignView : public QWidget {
  Q_OBJECT
 public:
  DesignView(models::StudyModel& study, models::DesignPreview& preview, const ThemeService& themes,
             QWidget* parent = nullptr);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* buildHead();
  void showDesign();
  void showText();

  models::StudyModel& study_;
  models::DesignPreview& preview_;
  QComboBox* x_;
  QComboBox* y_;
  QLabel* against_;
  QLabel* count_;
  QLabel* time_;
  QLabel* problem_;
  PlotView* plot_;
  QCPGraph* points_;
};

}  // namespace mw::panels
