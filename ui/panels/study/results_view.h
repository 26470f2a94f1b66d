// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QComboBox>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <set>

#include "ui/models/study_results_table.h"
#include "ui/panels/study/compare_view.h"
#include "ui/panels/study/effect_plot.h"
#include "ui/panels/study/effects_view.h"
#include "ui/panels/study/point_actions.h"
#include "ui/panels/study/scatter_matrix.h"

namespace mw::panels {

/// Results of the study: the table of its points, and below it main effects beside what matters, the matrix of scatter
/// plots, or the comparison of what is chosen in the table.
class ResultsView : public QWidget {
  Q_OBJECT
 public:
  ResultsView(models::StudyModel& study, models::Document& document, jobs::JobService& jobs, const ThemeService& themes,
              QWidget* parent = nullptr);

  /// Chooses points in the table.
  void choose(const std::vector<std::size_t>& points);

 signals:
  void openWanted(const QString& file);
  /// The best point shall be selected.
  void bestWanted();

 private:
  void buildTable();
  QWidget* buildHead();
  QWidget* buildPages(const ThemeService& themes, jobs::JobService& jobs);
  void showResults();
  void showPlots();
  void readAnew();
  void followChoice();
  void restoreChoice();
  [[nodiscard]] QItemSelection rowsOf(const std::vector<std::size_t>& points) const;
  QWidget* buildEffects(const ThemeService& themes, jobs::JobService& jobs);
  [[nodiscard]] std::set<std::size_t> chosenPoints() const;

  models::StudyModel& study_;
  models::StudyResultsTable results_;
  QSortFilterProxyModel sorted_;
  QTableView* table_;
  QButtonGroup* tabs_;
  QStackedWidget* pages_;
  QComboBox* response_;
  QComboBox* factor_;
  QLabel* over_;
  PointActions* actions_;
  EffectPlot* effect_;
  EffectsView* effects_;
  ScatterMatrix* matrix_;
  CompareView* compare_;
  QLabel* reading_;
  std::set<std::size_t> chosen_;
  std::string chosen_of_;  ///< the study
};

}  // namespace mw::panels
