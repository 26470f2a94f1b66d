// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include "ui/models/factor_table.h"
#include "ui/models/selection.h"
#include "ui/models/study_model.h"
#include "ui/models/study_results_table.h"
#include "ui/panels/panel.h"
#include "ui/panels/study/effect_plot.h"

namespace mw::panels {

/// An experiment: what is varied and how, run and watched on the left, its results as table and plot on the right.
class StudyPanel : public Panel {
  Q_OBJECT
 public:
  StudyPanel(models::StudyModel& study, models::Document& document, models::Selection& selection,
             const ThemeService& themes, QWidget* parent = nullptr);

 private:
  QWidget* buildSetup();
  QWidget* buildHead();
  QWidget* buildFactors();
  QWidget* buildSettings();
  QWidget* buildRunRow();
  QWidget* buildResults(const ThemeService& themes);
  QSpinBox* addCount(QWidget* parent, const QString& name, const QString& label, int min, int max);
  QLineEdit* addDuration(QWidget* parent, const QString& name, const QString& label);

  void fillVaryMenu();
  void takeSettings();
  void showNames();
  void showDraft();
  void showState();
  void showProgress();
  void showResults();

  models::StudyModel& study_;
  models::Document& document_;
  models::Selection& selection_;
  models::FactorTable factors_;
  models::StudyResultsTable results_;
  QSortFilterProxyModel sorted_;

  QComboBox* names_;
  QLineEdit* name_;
  QTableView* factor_view_;
  QToolButton* vary_;
  QMenu* vary_menu_;
  QToolButton* remove_;
  QComboBox* design_;
  QSpinBox* points_;
  QSpinBox* replications_;
  QSpinBox* seed_;
  QLineEdit* horizon_;
  QLineEdit* warmup_;
  QLabel* count_;
  QPushButton* run_;
  QPushButton* cancel_;
  QProgressBar* progress_;
  QLabel* progress_text_;
  QLabel* problem_;
  QStackedLayout* pages_;
  QTableView* table_;
  QComboBox* response_;
  QComboBox* factor_;
  EffectPlot* plot_;
  bool is_showing_ = false;  ///< widgets follow the model, not the other way round
};

}  // namespace mw::panels
