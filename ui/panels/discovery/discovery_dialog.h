// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

#include "ui/models/discovery/discovery_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

class ChoicesPage;
class ResultPage;

/// From an event log to a factory: how it is read and split, the search with its progress, and what was found with its
/// judgement, to be opened or told in a report. Not modal; Escape stops a search, then closes.
class DiscoveryDialog : public QDialog {
  Q_OBJECT
 public:
  DiscoveryDialog(jobs::JobService& jobs, const ThemeService& themes, QWidget* parent = nullptr);
  ~DiscoveryDialog() override;

  void openFile(const QString& file);
  void present();
  [[nodiscard]] models::DiscoveryModel& model() { return model_; }
  /// Beside the buttons, until something changes.
  void say(const QString& text);
  void sayProblem(const QString& text);

 public slots:
  void reject() override;

 signals:
  void otherFileWanted();
  void openWanted(std::shared_ptr<const factory::Factory> factory);
  void saveWanted();

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  QWidget* buildHead();
  QWidget* buildFoot();
  QPushButton* addButton(QWidget* foot, const char* name, const QString& text, void (DiscoveryDialog::*run)());
  void showState();
  void showProgress(double done, double total, const QString& what);
  void tell(const QString& text, const char* look);
  void copyCommand();
  void find();
  void goBack();
  void openFactory();

  models::DiscoveryModel model_;
  QLabel* file_ = nullptr;
  QPushButton* other_ = nullptr;
  QStackedWidget* pages_;
  ChoicesPage* choices_;
  ResultPage* result_;
  QProgressBar* progress_ = nullptr;
  QLabel* reason_ = nullptr;
  QPushButton* command_ = nullptr;
  QPushButton* cancel_ = nullptr;
  QPushButton* back_ = nullptr;
  QPushButton* find_ = nullptr;
  QPushButton* save_ = nullptr;
  QPushButton* open_ = nullptr;
  QString phase_;  ///< of the search
};

}  // namespace mw::panels
