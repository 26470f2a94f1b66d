// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include "core/store/project_file.h"
#include "core/store/stored_view.h"
#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/habits/drafts.h"
#include "ui/models/replay_model.h"
#include "ui/models/study_model.h"

namespace mw::models {

/// The file that is open: a project, whose factory, studies, logs and replays go to it as they come, or a factory file,
/// whose studies live as long as the program. GUI thread; what takes long is done in jobs.
class ProjectSession : public QObject {
  Q_OBJECT
 public:
  /// How the open file stands.
  struct Standing {
    bool is_open = false;
    bool is_project = false;    ///< restore points, studies and views are kept
    bool is_read_only = false;  ///< edits live in the window alone
    bool is_draft = false;      ///< lies among the drafts until it is saved elsewhere
    QString reason;             ///< why it is read-only
    bool is_recovered = false;  ///< the program that wrote it last was killed
    std::uint64_t edits = 0;    ///< since the newest restore point, when it was opened
    bool has_restore_point = false;
  };

  ProjectSession(Document& document, StudyModel& study, ReplayModel& replay, jobs::JobService& jobs, Drafts drafts,
                 QObject* parent = nullptr);

  /// Done with a factory in the job that reads it, so that taking it in is quick. Any thread.
  using Preparation = std::function<void(const factory::Factory& factory, const std::filesystem::path& folder)>;
  void setPreparation(Preparation prepare) { prepare_ = std::move(prepare); }

  /// Opens at once; a project that cannot be written to is opened for reading.
  /// @throws InputError, OutputError; what was open stays open
  void open(const QString& file);
  /// The same in the background; opened() or failed() follows.
  void openInBackground(const QString& file);
  /// A draft around the factory of a file (an example), or around an empty hall, in the background: opened() and
  /// `then` follow, or failed().
  void openAsDraft(const std::filesystem::path& factory_file, std::function<void()> then = {});
  void openEmptyHall(std::function<void()> then = {});
  /// A draft around a factory that was made here, in the same way.
  void openAsDraft(std::shared_ptr<const factory::Factory> factory, std::function<void()> then = {});
  /// Nothing is open any more.
  void close();
  /// Edits that could not be kept are given up when the next file is opened.
  void dropEdits() { drops_edits_ = true; }

  [[nodiscard]] const Standing& standing() const { return standing_; }
  [[nodiscard]] const QString& file() const { return document_.fileName(); }
  /// The open project; null when there is none.
  [[nodiscard]] const std::shared_ptr<store::ProjectFile>& project() const { return project_; }
  /// What the window remembered of runs when the project was opened, by name; nothing of a factory file.
  static constexpr auto kRunNotes = "run";
  [[nodiscard]] const std::map<std::string, Json>& runNotes() const { return run_notes_; }

  /// Keeps the factory as it is now, as soon as every edit is durable; restorePointKept() or failed() follows.
  void keepRestorePoint(const QString& name);
  void removeRestorePoint(const QString& name);
  /// Newest first; empty when no project is open. As last read in the background: never waits for the file.
  [[nodiscard]] const std::vector<store::RestorePoint>& restorePoints() const { return restore_points_; }
  /// Reads one in the background and hands it over, unless something else was opened since; failed() otherwise.
  void fetchRestorePoint(const QString& name, std::function<void(const factory::Factory&)> then);

  /// Writes everything, edits that could not be kept so far included, to a new project; this one stays open. Files that
  /// nothing in it names any more are left out.
  void saveCopy(const QString& file);
  /// The same, and goes on there; a draft is removed then.
  void saveAs(const QString& file);
  /// Tries to get write access again to a project that is open for reading.
  void tryToWrite();

 signals:
  void opened();
  void closed();
  /// @param after_steps  of the undo stack, where the kept factory stands
  void restorePointKept(const QString& name, const QDateTime& at, int after_steps);
  void restorePointsChanged();
  void copySaved(const QString& file);
  /// What could not be done, with its cause and cure.
  void failed(const QString& message);
  void standingChanged();

 private:
  struct Opened;
  [[nodiscard]] static Opened read(const QString& file);
  /// @param make  gives the file to open, in the background
  void openMade(std::function<QString()> make, std::function<void()> then);
  void adopt(Opened opened);
  void follow(std::shared_ptr<store::ProjectFile> project);
  void adoptNow(Opened opened);
  void keepNow(const QString& name);
  void takeRestorePoints(std::vector<store::RestorePoint> points);
  using Kept = std::function<void(const std::shared_ptr<const factory::Factory>&)>;
  /// @param drops_unused  files that nothing names any more stay behind; not where undo may name them again
  void writeCopy(const QString& file, bool drops_unused, Kept then);

  Document& document_;
  StudyModel& study_;
  ReplayModel& replay_;
  jobs::JobService& jobs_;
  Drafts drafts_;
  Preparation prepare_;
  std::shared_ptr<store::ProjectFile> project_;
  Standing standing_;
  std::vector<store::RestorePoint> restore_points_;  ///< newest first
  std::map<std::string, Json> run_notes_;
  std::shared_ptr<Opened> waiting_;  ///< comes when the last edit of the present file is durable
  bool drops_edits_ = false;
  QString wanted_point_;  ///< waits for the last edit to be durable
};

}  // namespace mw::models
