// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <memory>

#include "core/store/project_file.h"
#include "ui/models/document.h"
#include "ui/models/replay_model.h"
#include "ui/models/study_model.h"

namespace mw::app {

/// The file that is open: a project, whose factory, studies, logs and replays go to it as they come, or a factory file,
/// whose studies live as long as the program.
class ProjectSession {
 public:
  ProjectSession(models::Document& document, models::StudyModel& study, models::ReplayModel& replay);

  /// @returns what the user should know about how it was opened; empty when all is as usual
  /// @throws InputError, OutputError; what was open stays open
  QString open(const QString& file);

 private:
  QString openProject(const QString& file);
  void openFactory(const QString& file);

  models::Document& document_;
  models::StudyModel& study_;
  models::ReplayModel& replay_;
  std::shared_ptr<store::ProjectFile> project_;
};

}  // namespace mw::app
