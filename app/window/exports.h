// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "app/window/open_models.h"
#include "ui/panels/main_window.h"

namespace mw::app {

/// What leaves the window: what a workspace shows as a line for a shell, a picture, a report.
class Exports : public QObject {
  Q_OBJECT
 public:
  Exports(panels::MainWindow& window, const OpenModels& models);

  /// What the workspace shows, for a shell; empty when there is nothing yet.
  [[nodiscard]] QString commandFor(panels::Workspace workspace) const;

 private:
  [[nodiscard]] QString runCommand() const;
  [[nodiscard]] QString editCommand() const;
  [[nodiscard]] QString studyCommand() const;
  [[nodiscard]] QString replayCommand() const;
  void copyCommand();
  void exportPicture();
  void exportReport();

  panels::MainWindow& window_;
  OpenModels models_;
};

}  // namespace mw::app
