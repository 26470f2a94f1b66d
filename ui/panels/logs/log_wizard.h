// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <functional>

#include "ui/models/log_import_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// A log on its way into the project, all on one page: how its file is written, what its rows become, and what a trial
/// reading found. A file whose like was read before goes through without a question.
class LogWizard : public QDialog {
  Q_OBJECT
 public:
  /// @param project  the open project file, for the command line
  LogWizard(models::ReplayModel& replay, jobs::JobService& jobs, const ThemeService& themes,
            std::function<QString()> project, QWidget* parent);
  ~LogWizard() override;

  /// Shows itself when something is to be decided; imports at once when nothing is.
  void openFile(const QString& file);
  [[nodiscard]] models::LogImportModel& model() { return model_; }

 signals:
  void imported(const QString& log);
  /// The same without a question. @param known_as  the mapping that was taken
  void importedAsKnown(const QString& log, const QString& known_as);

 protected:
  void closeEvent(QCloseEvent* event) override;
  void reject() override;

 private:
  QWidget* buildLeft();
  QWidget* buildRight(const ThemeService& themes);
  QWidget* buildFoot();
  void present();
  void showState();
  void copyFindings();
  void copyCommand();

  models::LogImportModel model_;
  std::function<QString()> project_;
  QLabel* file_;
  QLineEdit* name_;
  QTableView* columns_;
  QTableView* preview_;
  QPlainTextEdit* findings_;
  QProgressBar* progress_;
  QLabel* reason_;
  QPushButton* command_;
  QPushButton* import_;
  bool goes_through_ = false;  ///< nothing was asked
};

}  // namespace mw::panels
