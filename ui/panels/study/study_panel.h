// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>

#include "ui/models/design_preview.h"
#include "ui/models/selection.h"
#include "ui/panels/panel.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

class ResultsView;

/// An experiment: what is varied and how, run and watched on the left; on the right the design while it is written, and
/// its results as soon as there are some.
class StudyPanel : public Panel {
  Q_OBJECT
 public:
  StudyPanel(models::StudyModel& study, models::Document& document, models::Selection& selection,
             jobs::JobService& jobs, const ThemeService& themes, QWidget* parent = nullptr);

  /// Chooses a point in the table of results.
  void choosePoint(std::size_t point);

 signals:
  /// A point was written as a project that shall be opened.
  void openWanted(const QString& file);
  /// Somebody wants to be guided to a new study.
  void guideWanted();
  /// The best point of the study shall be selected.
  void bestWanted();

 private:
  QWidget* buildSetup(models::Document& document, models::Selection& selection, const ThemeService& themes);
  QWidget* buildHead();
  QWidget* buildRight(models::Document& document, jobs::JobService& jobs, const ThemeService& themes);
  QPushButton* addGuideButton(const QString& name, const QString& text, QWidget* parent);
  QWidget* buildNote(QWidget* parent);
  void showNames();
  void showState();

  models::StudyModel& study_;
  models::DesignPreview preview_;
  QComboBox* names_;
  QLineEdit* name_;
  QPushButton* create_;
  QStackedLayout* pages_;
  ResultsView* results_ = nullptr;
};

}  // namespace mw::panels
