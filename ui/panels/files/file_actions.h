// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "ui/models/habits/file_kind.h"
#include "ui/models/habits/recent_files.h"
#include "ui/models/replay_model.h"
#include "ui/models/session/project_session.h"
#include "ui/panels/main_window.h"

namespace mw::panels {

class LogWizard;

/// The File menu: joins it, what is dropped on the window and what happens to the open file with the session, and says
/// in place what could not be done.
class FileActions : public QObject {
  Q_OBJECT
 public:
  /// What it works on; all of it outlives the window.
  struct Context {
    models::ProjectSession& session;
    models::StudyModel& study;
    models::ReplayModel& replay;
    models::RecentFiles& recent;
  };
  FileActions(MainWindow& window, const Context& context);

  /// Whatever it is: a project, a factory, a study, a log, a twin.
  void openAny(const QString& file);
  void openExample(const QString& file);
  /// Opens something else; asks first when edits would be lost.
  void leave(std::function<void()> open);

 private:
  void openAs(models::FileKind kind, const QString& file);
  /// Shows how the open file stands.
  void showOpened();
  void connectActions();
  void connectSession();
  void openStudy(const QString& file);
  void importLog(const QString& file);
  void buildWizard();
  void keepRestorePoint();
  void askForPlace(const QString& title, std::function<void(const QString&)> then);
  void askForLog();
  void showTitle();
  void showStanding();
  void showRecovered();
  void showSaveProblem(const QString& message);
  void enableActions();
  void keepPicture();
  void fail(const QString& message);
  /// @returns whether the window may close now; asks when edits would be lost
  bool mayClose();
  void askToLeaveEdits();
  template <class Work>
  void attempt(Work work);

  MainWindow& window_;
  models::ProjectSession& session_;
  models::StudyModel& study_;
  models::ReplayModel& replay_;
  models::RecentFiles& recent_;
  LogWizard* wizard_ = nullptr;  ///< made when it is first needed
  QTimer try_again_;             ///< while edits could not be kept
  bool closes_when_saved_ = false;
  bool may_lose_edits_ = false;  ///< the user has said so
};

}  // namespace mw::panels
