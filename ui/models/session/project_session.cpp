// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/project_session.h"

#include <QCoreApplication>

#include "core/store/file_probe.h"
#include "ui/models/project_services.h"
#include "ui/models/session_studies.h"

namespace mw::app {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("ProjectSession", text);
}

}  // namespace

ProjectSession::ProjectSession(models::Document& document, models::StudyModel& study, models::ReplayModel& replay)
    : document_(document), study_(study), replay_(replay) {}

QString ProjectSession::open(const QString& file) {
  const std::filesystem::path path(file.toStdString());
  if (store::looksLikeDatabase(path) || path.extension() == ".mill") return openProject(file);
  openFactory(file);
  return {};
}

QString ProjectSession::openProject(const QString& file) {
  const std::filesystem::path path(file.toStdString());
  QString note;
  std::shared_ptr<store::ProjectFile> project;
  try {
    project = store::ProjectFile::open(path, store::Access::ReadWrite);
  } catch (const OutputError& error) {
    project = store::ProjectFile::open(path, store::Access::ReadOnly);
    note = tr("Open for reading only, edits are not kept: %1").arg(QString::fromUtf8(error.what()));
  }
  models::Document::Storage storage;
  if (project->access() == store::Access::ReadWrite) {
    storage = [project](const factory::Factory& factory) { project->saveFactory(factory); };
  }
  factory::Factory factory = project->factory();
  project_ = project;
  study_.setServices(models::projectStudies(project));
  replay_.setServices(models::projectReplays(project));
  document_.replace(std::move(factory), file, std::move(storage));
  return note;
}

void ProjectSession::openFactory(const QString& file) {
  const std::filesystem::path path(file.toStdString());
  factory::Factory factory = factory::Factory::read(path);
  project_.reset();
  study_.setServices(models::sessionStudies());
  replay_.setServices({});
  document_.replace(std::move(factory), file, [path](const factory::Factory& edited) { edited.write(path); });
}

}  // namespace mw::app
