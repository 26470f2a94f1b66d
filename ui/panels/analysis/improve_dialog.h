// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <vector>

#include "ui/models/analysis/improvement_search.h"
#include "ui/models/selection.h"

namespace mw::panels {

class ImproveForm;
class PlanCard;

/// Asks for a goal, a budget and costs, looks for the changes that improve the factory most, and shows the best plans,
/// each to be applied as one step. Stays open beside the hall.
class ImproveDialog : public QDialog {
  Q_OBJECT
 public:
  ImproveDialog(models::ImprovementSearch& search, models::Document& document, models::Selection& selection,
                QWidget* parent = nullptr);
  void done(int result) override;

 signals:
  /// What is selected shall be seen.
  void showWanted();

 private:
  QWidget* buildAnswer();
  QWidget* buildFoot();
  QLabel* addLabel(QWidget* page, const char* name, const char* look);
  void start();
  void ask();
  void showState();
  void showAnswer();
  void showPlans();
  void apply(std::size_t plan);
  void showChanged(std::size_t plan);
  void say(const QString& text, bool is_problem);

  models::ImprovementSearch& search_;
  models::Document& document_;
  models::Selection& selection_;
  QStackedLayout* pages_;
  ImproveForm* form_;
  QLabel* title_ = nullptr;
  QLabel* bottleneck_ = nullptr;
  QLabel* basis_ = nullptr;
  QHBoxLayout* cards_row_ = nullptr;
  std::vector<PlanCard*> cards_;
  QLabel* said_ = nullptr;
  QPushButton* again_ = nullptr;
  QPushButton* back_ = nullptr;
  QPushButton* start_ = nullptr;
  std::shared_ptr<const models::FoundImprovement> shown_;
};

}  // namespace mw::panels
