// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session/project_session.h"

#include <QFileInfo>
#include <algorithm>

#include "core/cad/attached_files.h"
#include "core/store/attachments.h"
#include "core/store/companions.h"
#include "core/store/file_probe.h"
#include "core/store/stored_note.h"
#include "ui/models/project_services.h"
#include "ui/models/session_studies.h"

namespace mw::models {
namespace {

Document::Storage storageOf(const std::shared_ptr<store::ProjectFile>& project) {
  if (project->access() != store::Access::ReadWrite) return {};
  return [project](const factory::Factory& factory, std::uint64_t edits) { project->saveFactory(factory, edits); };
}

std::vector<store::RestorePoint> newestFirst(store::ProjectFile& project) {
  std::vector<store::RestorePoint> points = project.restorePoints();
  std::reverse(points.begin(), points.end());
  return points;
}

QString whyOf(const std::exception& error) {
  return QString::fromUtf8(error.what());
}

}  // namespace

/// A file as it was read, before anything in the window changes.
struct ProjectSession::Opened {
  QString file;
  std::shared_ptr<store::ProjectFile> project;  ///< null for a factory file
  std::shared_ptr<const factory::Factory> factory;
  Standing standing;
  std::vector<store::RestorePoint> restore_points;  ///< newest first
  std::map<std::string, Json> run_notes;
  std::function<void()> then;  ///< when it is what is open
};

ProjectSession::ProjectSession(Document& document, StudyModel& study, ReplayModel& replay, jobs::JobService& jobs,
                               Drafts drafts, QObject* parent)
    : QObject(parent), document_(document), study_(study), replay_(replay), jobs_(jobs), drafts_(std::move(drafts)) {
  connect(&document_, &Document::savedChanged, this, [this] {
    if (!document_.isSaved()) return;
    if (!wanted_point_.isEmpty()) keepNow(std::exchange(wanted_point_, {}));
    if (waiting_) adoptNow(std::move(*std::exchange(waiting_, nullptr)));
  });
  connect(&document_, &Document::saveFailed, this, [this] {
    wanted_point_.clear();
    waiting_.reset();
  });
}

ProjectSession::Opened ProjectSession::read(const QString& file) {
  const std::filesystem::path path(file.toStdString());
  Opened opened;
  opened.file = file;
  opened.standing.is_open = true;
  if (!store::looksLikeDatabase(path) && path.extension() != ".mill") {
    opened.factory = std::make_shared<const factory::Factory>(factory::Factory::read(path));
    return opened;
  }
  try {
    opened.project = store::ProjectFile::open(path, store::Access::ReadWrite);
  } catch (const OutputError& error) {
    opened.project = store::ProjectFile::open(path, store::Access::ReadOnly);
    opened.standing.is_read_only = true;
    opened.standing.reason = whyOf(error);
  }
  opened.factory = std::make_shared<const factory::Factory>(opened.project->factory());
  opened.standing.is_project = true;
  opened.standing.is_recovered = opened.project->wasLeftOpen() || opened.project->isRecoveredCopy();
  opened.standing.edits = opened.project->editsSinceRestorePoint();
  opened.restore_points = newestFirst(*opened.project);
  for (store::StoredNote& note : store::notes(*opened.project, kRunNotes)) {
    opened.run_notes[note.name] = std::move(note.content);
  }
  opened.standing.has_restore_point = !opened.restore_points.empty();
  return opened;
}

void ProjectSession::open(const QString& file) {
  adopt(read(file));
}

void ProjectSession::openInBackground(const QString& file) {
  if (standing_.is_open && QFileInfo(file) == QFileInfo(this->file()) && !standing_.is_read_only) {
    emit opened();  // it is what is open
    return;
  }
  openMade([file] { return file; }, {});
}

void ProjectSession::openAsDraft(const std::filesystem::path& factory_file, std::function<void()> then) {
  const auto make = [drafts = drafts_, factory_file] {
    const QString draft = drafts.make(factory::Factory::read(factory_file));
    store::addCompanions(store::ProjectFile::open(draft.toStdString(), store::Access::ReadWrite), factory_file);
    return draft;
  };
  openMade(make, std::move(then));
}

void ProjectSession::openEmptyHall(std::function<void()> then) {
  openMade([drafts = drafts_] { return drafts.make(factory::Factory()); }, std::move(then));
}

void ProjectSession::openAsDraft(std::shared_ptr<const factory::Factory> factory, std::function<void()> then) {
  openMade([drafts = drafts_, factory = std::move(factory)] { return drafts.make(*factory); }, std::move(then));
}

void ProjectSession::openMade(std::function<QString()> make, std::function<void()> then) {
  const auto work = [make = std::move(make), prepare = prepare_](std::stop_token, const ProgressSink&) {
    Opened opened = read(make());
    if (prepare) prepare(*opened.factory, QFileInfo(opened.file).path().toStdString());
    return opened;
  };
  jobs::Job* job = jobs_.start(tr("Opening"), this, work, [this, then = std::move(then)](Opened opened) {
    opened.then = then;
    adopt(std::move(opened));
  });
  connect(job, &jobs::Job::failed, this, &ProjectSession::failed);
}

void ProjectSession::adopt(Opened opened) {
  if (document_.isSaved() || !document_.hasStorage() || std::exchange(drops_edits_, false)) {
    adoptNow(std::move(opened));
    return;
  }
  waiting_ = std::make_shared<Opened>(std::move(opened));
  document_.saveAgain();
}

void ProjectSession::adoptNow(Opened opened) {
  const std::filesystem::path path(opened.file.toStdString());
  standing_ = opened.standing;
  standing_.is_draft = drafts_.isDraft(opened.file);
  restore_points_ = std::move(opened.restore_points);
  run_notes_ = std::move(opened.run_notes);
  wanted_point_.clear();
  Document::Storage storage = opened.project
                                  ? storageOf(opened.project)
                                  : [path](const factory::Factory& edited, std::uint64_t) { edited.write(path); };
  follow(opened.project);
  document_.replace(*opened.factory, opened.file, std::move(storage),
                    opened.project ? projectAttachments(opened.project) : folderAttachments(path.parent_path()));
  emit this->opened();
  emit standingChanged();
  emit restorePointsChanged();
  if (opened.then) opened.then();
}

void ProjectSession::follow(std::shared_ptr<store::ProjectFile> project) {
  project_ = std::move(project);
  study_.setServices(project_ ? projectStudies(project_) : sessionStudies());
  replay_.setServices(project_ ? projectReplays(project_) : ReplayServices{});
}

void ProjectSession::close() {
  standing_ = {};
  restore_points_.clear();
  run_notes_.clear();
  wanted_point_.clear();
  follow({});
  document_.replace(factory::Factory(), {}, {});
  emit closed();
  emit standingChanged();
  emit restorePointsChanged();
}

void ProjectSession::keepRestorePoint(const QString& name) {
  if (!project_ || standing_.is_read_only) {
    emit failed(standing_.is_project
                    ? tr("No restore point kept: %1").arg(standing_.reason)
                    : tr("Restore points are kept in projects: save this factory as a project (.mill) first"));
    return;
  }
  if (document_.isSaved()) {
    keepNow(name);
    return;
  }
  wanted_point_ = name;
  document_.saveAgain();
}

void ProjectSession::keepNow(const QString& name) {
  const auto work = [project = project_, factory = document_.snapshot(), name](std::stop_token, const ProgressSink&) {
    project->saveRestorePoint(name.toStdString(), *factory);
    return std::pair(QDateTime::currentDateTime(), newestFirst(*project));
  };
  jobs::Job* job = jobs_.start(tr("Keeping a restore point"), this, work,
                               [this, name, project = project_, steps = document_.undoStack().index()](auto kept) {
                                 if (project != project_) return;
                                 standing_.edits = 0;
                                 standing_.has_restore_point = true;
                                 emit restorePointKept(name, kept.first, steps);
                                 takeRestorePoints(std::move(kept.second));
                               });
  connect(job, &jobs::Job::failed, this, &ProjectSession::failed);
}

void ProjectSession::removeRestorePoint(const QString& name) {
  if (!project_) return;
  const auto work = [project = project_, name](std::stop_token, const ProgressSink&) {
    project->removeRestorePoint(name.toStdString());
    return newestFirst(*project);
  };
  jobs::Job* job = jobs_.start(tr("Removing a restore point"), this, work, [this, project = project_](auto points) {
    if (project == project_) takeRestorePoints(std::move(points));
  });
  connect(job, &jobs::Job::failed, this, &ProjectSession::failed);
}

void ProjectSession::takeRestorePoints(std::vector<store::RestorePoint> points) {
  restore_points_ = std::move(points);
  emit restorePointsChanged();
}

void ProjectSession::fetchRestorePoint(const QString& name, std::function<void(const factory::Factory&)> then) {
  if (!project_) return;
  const auto work = [project = project_, name](std::stop_token, const ProgressSink&) {
    return project->restorePoint(name.toStdString());
  };
  jobs::Job* job = jobs_.start(tr("Reading a restore point"), this, work,
                               [this, project = project_, then = std::move(then)](const factory::Factory& factory) {
                                 if (project == project_) then(factory);
                               });
  connect(job, &jobs::Job::failed, this, &ProjectSession::failed);
}

void ProjectSession::writeCopy(const QString& file, bool drops_unused, Kept then) {
  const auto work = [project = project_, factory = document_.snapshot(), attachments = document_.attachments(), file,
                     drops_unused,
                     edits = std::uint64_t{document_.isSaved() ? 0U : 1U}](std::stop_token, const ProgressSink&) {
    const std::filesystem::path path(file.toStdString());
    if (!project) {
      const auto made = store::ProjectFile::create(path, *factory);
      for (const cad::AttachedName& attached : cad::attachedNames(*factory)) {
        store::keepAttachment(*made, attached.name, attachments->read(attached.name));
      }
      return factory;
    }
    project->saveCopy(path);
    if (edits == 0 && !drops_unused) return factory;
    const auto copy = store::ProjectFile::open(path, store::Access::ReadWrite);
    if (edits > 0) copy->saveFactory(*factory, edits);
    const auto unused = drops_unused ? store::unusedAttachments(*copy) : std::vector<std::string>();
    if (!unused.empty()) store::removeAttachments(*copy, unused);
    return factory;
  };
  jobs::Job* job = jobs_.start(tr("Saving a copy"), this, work, std::move(then));
  connect(job, &jobs::Job::failed, this, &ProjectSession::failed);
}

void ProjectSession::saveCopy(const QString& file) {
  writeCopy(file, true, [this, file](const auto&) { emit copySaved(file); });
}

void ProjectSession::saveAs(const QString& file) {
  writeCopy(file, false, [this, file](const std::shared_ptr<const factory::Factory>& kept) {
    try {
      Opened moved = read(file);
      const QString left = this->file();
      standing_ = moved.standing;
      standing_.is_recovered = false;
      restore_points_ = std::move(moved.restore_points);
      follow(moved.project);
      document_.moveTo(file, storageOf(moved.project), projectAttachments(moved.project), kept);
      drafts_.discard(left);
      emit copySaved(file);
      emit standingChanged();
      emit restorePointsChanged();
    } catch (const Error& error) {
      emit failed(whyOf(error));
    }
  });
}

void ProjectSession::tryToWrite() {
  if (!standing_.is_read_only) return;
  if (document_.undoStack().index() != 0) {
    emit failed(tr("What was edited here cannot go into a file that others may have changed: save a copy"));
    return;
  }
  openInBackground(file());
}

}  // namespace mw::models
