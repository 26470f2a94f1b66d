// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <array>

#include "ui/models/guided_study.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

class GuidePage;

/// Asks for a new study step by step, in the order of good practice: question, factors, end or steady state, warm-up,
/// replications, comparison. Enter goes on, Escape cancels with all that is going on. Not modal; goes with the factory
/// that it is about.
class StudyGuide : public QDialog {
  Q_OBJECT
 public:
  StudyGuide(models::Document& document, models::StudyModel& study, jobs::JobService& jobs, const ThemeService& themes,
             QWidget* parent = nullptr);
  ~StudyGuide() override;

  [[nodiscard]] models::GuidedStudy& guide() { return guide_; }
  [[nodiscard]] int step() const;

 public slots:
  void done(int result) override;

 signals:
  /// The study is the open one.
  void made();

 private:
  QWidget* buildSteps();
  QWidget* buildPages(jobs::JobService& jobs);
  QWidget* buildFoot();
  QPushButton* addButton(const char* name, const QString& text, void (StudyGuide::*run)());
  /// Forwards only past steps that are done.
  void goTo(int step);
  void goBack();
  void goOn();
  void make();
  void makeAndRun();
  [[nodiscard]] bool handOver();
  [[nodiscard]] QString refusalAt(int step) const;
  void refuse(const QString& reason);
  void showStep(int step);
  void showSteps();

  models::StudyModel& study_;
  const ThemeService& themes_;
  models::GuidedStudy guide_;
  std::array<QPushButton*, models::kGuideSteps.size()> steps_{};
  std::array<GuidePage*, models::kGuideSteps.size()> list_{};
  QStackedWidget* pages_ = nullptr;
  QLabel* reason_ = nullptr;
  QPushButton* back_ = nullptr;
  QPushButton* next_ = nullptr;
  QPushButton* make_ = nullptr;
  QPushButton* run_ = nullptr;
  int reached_ = 0;
};

}  // namespace mw::panels
