// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exports.h"

#include <QClipboard>
#include <QGuiApplication>

#include "ui/models/session/command_line.h"
#include "ui/models/session/provenance.h"
#include "ui/panels/connect_action.h"
#include "ui/panels/files/picture_export.h"
#include "ui/panels/files/report_export.h"

namespace mw::app {

using panels::StatusBoard;
using panels::Workspace;

Exports::Exports(panels::MainWindow& window, const OpenModels& models)
    : QObject(&window), window_(window), models_(models) {
  const auto on = [this](const char* id, auto run) { panels::connectAction(window_.actions(), id, this, run); };
  on("file.copy-command", [this] { copyCommand(); });
  on("file.export-picture", [this] { exportPicture(); });
  on("file.export-report", [this] { exportReport(); });
}

QString Exports::commandFor(Workspace workspace) const {
  switch (workspace) {
    case Workspace::Build: {
      const QString edits = editCommand();
      return edits.isEmpty() ? runCommand() : edits;
    }
    case Workspace::Run:
      return runCommand();
    case Workspace::Experiment:
      return studyCommand();
    case Workspace::Replay:
      return replayCommand();
  }
  return {};
}

QString Exports::runCommand() const {
  const QString file = models_.document.fileName();
  return file.isEmpty() ? QString() : models::commandLine(models::RunCommand{file, models_.simulation.wishes()});
}

QString Exports::editCommand() const {
  const QString file = models_.document.fileName();
  if (file.isEmpty()) return {};
  return models::commandLine(models::EditCommand{file, *models_.document.opened(), models_.document.factory()});
}

QString Exports::studyCommand() const {
  const models::StudyModel& study = models_.study;
  if (study.results().points().empty()) return {};
  const QString file = models_.document.fileName();
  const bool is_resumed = study.state() != models::StudyModel::State::Draft;
  QString text = models::commandLine(models::StudyCommand{file, study.draft().toJson(), is_resumed});
  if (models_.what_if.surrogate()) {
    text +=
        QLatin1Char('\n') + models::commandLine(models::FitCommand{file, QString::fromStdString(study.draft().name),
                                                                   QString::fromStdString(models_.what_if.response())});
  }
  return text;
}

QString Exports::replayCommand() const {
  models::ReplayModel& replay = models_.replay;
  if (!replay.log() || !replay.twin()) return {};
  return models::commandLine(
      models::ReplayCommand{models_.document.fileName(), QString::fromStdString(replay.log()->name), replay.twinName(),
                            replay.twinDefinition(), replay.setup().variant, replay.setup().is_smoothed,
                            replay.rival().name(), replay.rival().definition()});
}

void Exports::copyCommand() {
  const QString command = commandFor(window_.workspace());
  StatusBoard& status = window_.services().status;
  if (command.isEmpty()) {
    status.say(tr("Nothing was run here yet that a command line could do"), StatusBoard::Tone::Warning);
    return;
  }
  QGuiApplication::clipboard()->setText(command);
  status.say(tr("Copied: %1").arg(command.section(QLatin1Char('\n'), -1)));
}

void Exports::exportPicture() {
  const models::Document& document = models_.document;
  const models::Provenance provenance{document.fileName(),         {},
                                      document.factory().digest(), models_.simulation.wishes().seed,
                                      models_.playback.time_s(),   runCommand()};
  panels::askForPicture(window_, window_.viewport().picture(), provenance, models_.session.project());
}

void Exports::exportReport() {
  panels::ReportWish wish{models_.document.snapshot(),
                          models_.session.project(),
                          models_.document.fileName(),
                          std::nullopt,
                          models::planOf(models_.simulation.wishes(), 0),
                          window_.viewport().picture()};
  const auto runs = models_.simulation.replicated();
  if (runs && runs->factory == wish.factory && !models_.simulation.isStale()) wish.run = runs->result;
  panels::askForReport(window_, std::move(wish));
}

}  // namespace mw::app
