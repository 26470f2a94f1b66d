// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/session/project_session.h"
#include "ui/panels/main_window.h"

namespace mw::panels {

class DiscoveryDialog;
class FileActions;

/// File > New factory from an event log: asks for the log, shows the way from it to a factory, opens what was found and
/// writes its report. A result that nobody has opened yet is shown again.
class DiscoveryActions : public QObject {
  Q_OBJECT
 public:
  DiscoveryActions(MainWindow& window, FileActions& files, models::ProjectSession& session);

 private:
  void begin();
  void askForLog();
  void openLog(const QString& file);
  void openFactory(const std::shared_ptr<const factory::Factory>& factory);
  void askForReport();
  void writeReport(const QString& file);

  MainWindow& window_;
  FileActions& files_;
  models::ProjectSession& session_;
  DiscoveryDialog* dialog_ = nullptr;  ///< made when it is first needed
  bool is_opened_ = false;             ///< what it found last
};

}  // namespace mw::panels
