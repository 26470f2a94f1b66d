// SPDX-License-Identifier: Apache-2.0
#include "core/store/project_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <mutex>
#include <optional>
#include <sqlite3.h>
#include <stdio.h>

#include "core/store/connection.h"
#include "core/store/disk_full.h"
#include "core/store/file_probe.h"
#include "core/store/left_runs.h"
#include "core/store/project_check.h"
#include "core/store/schema.h"
#include "core/store/stored_text.h"
#include "core/store/temporary_folder.h"
#include "core/store/utc_text.h"
#include "core/store/writer_lock.h"

namespace mw::store {
namespace {

constexpr const char* kProgram = "millwright " MW_VERSION;

void requireFree(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
    throw OutputError(file.string(), "is there already", "choose another name, or remove it first");
  }
}

/// Gives a finished file its name, never taking one away.
void publish(const std::filesystem::path& part, const std::filesystem::path& file) {
  if (renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0) return;
  std::error_code error;
  if (errno == EINVAL || errno == ENOSYS) {  // a file system without this way
    requireFree(file);
    std::filesystem::rename(part, file, error);
    if (!error) return;
  }
  std::filesystem::remove(part, error);
  requireFree(file);
  throw OutputError(file.string(), "cannot be written", "check the folder and its permissions");
}

void insertFactory(Connection& connection, const factory::Factory& factory) {
  const std::string text = factory.json().dump();
  SQLite::Statement insert(
      connection.database(),
      "INSERT INTO project(id, created, program, factory, digest, edits) VALUES(1, ?, ?, ?, ?, 0)");
  insert.bind(1, utcNow());
  insert.bind(2, kProgram);
  insert.bind(3, text);
  insert.bind(4, digestOf({text}));
  insert.exec();
}

void writeBlankProject(const std::filesystem::path& file, const factory::Factory& factory) {
  Connection connection(file, Access::ReadWrite, true);
  SQLite::Database& database = connection.database();
  database.exec(
      fmt::format("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL; PRAGMA application_id={}; "
                  "PRAGMA user_version={};",
                  ProjectFile::kApplicationId, ProjectFile::kSchemaVersion));
  SQLite::Transaction transaction(database);
  for (std::int64_t version = 1; version <= ProjectFile::kSchemaVersion; ++version) database.exec(schemaText(version));
  insertFactory(connection, factory);
  transaction.commit();
}

/// @throws OutputError when it is read-only
void beginWriting(const std::filesystem::path& file, Connection& connection) {
  if (sqlite3_db_readonly(connection.database().getHandle(), "main") == 1) {
    throw OutputError(file.string(), "is read-only", "open it read-only, or save a copy elsewhere");
  }
  connection.database().exec("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
  bringUpToDate(connection);
  try {
    std::error_code error;
    for (const auto& journal : takeLeftRuns(connection, file)) std::filesystem::remove(journal, error);
  } catch (const DiskFull&) {
    return;  // they wait beside the project for an opening that finds room
  }
}

/// A project with the runs that a killed program has left beside it, to be read.
struct WithLeftRuns {
  std::unique_ptr<TemporaryFolder> folder;  ///< of the copy, where one was made
  std::filesystem::path copy;
  std::unique_ptr<Connection> connection;
};

/// @param copy  that was made already; empty = none
/// @returns nothing where none can be made: the project is sound without, and the next writer takes the runs in
std::optional<WithLeftRuns> withLeftRuns(const std::filesystem::path& file, const std::filesystem::path& copy) {
  try {
    WithLeftRuns with{nullptr, copy, nullptr};
    if (copy.empty()) {
      with.folder = std::make_unique<TemporaryFolder>();
      with.copy = recoveredCopy(resolvedPath(file), with.folder->path());
    }
    translated(file, [&] {
      Connection writing(with.copy, Access::ReadWrite);
      bringUpToDate(writing);
      (void)takeLeftRuns(writing, file);
      with.connection = std::make_unique<Connection>(with.copy, Access::ReadOnly);
    });
    return with;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

struct ProjectFile::Session {
  std::recursive_mutex alone;
  std::unique_ptr<WriterLock> lock;
  std::unique_ptr<TemporaryFolder> recovery;
  std::unique_ptr<Connection> connection;
};

ProjectFile::ProjectFile(std::filesystem::path path, Access access)
    : path_(std::move(path)), access_(access), session_(std::make_unique<Session>()) {}

ProjectFile::~ProjectFile() {
  if (!session_->connection || access_ == Access::ReadOnly) return;
  try {
    // Removes the empty journal that TRUNCATE leaves.
    session_->connection->database().exec("PRAGMA journal_mode=DELETE");
  } catch (...) {
    return;  // the file is complete; only its neighbour stays
  }
}

std::shared_ptr<ProjectFile> ProjectFile::create(const std::filesystem::path& file, const factory::Factory& factory) {
  requireFree(file);
  const std::filesystem::path part = resolvedPath(file).string() + ".part";
  std::error_code error;
  std::filesystem::remove(part, error);
  try {
    translated(file, [&] { writeBlankProject(part, factory); });
  } catch (...) {
    std::filesystem::remove(part, error);
    throw;
  }
  publish(part, file);
  return open(file, Access::ReadWrite);
}

std::shared_ptr<ProjectFile> ProjectFile::open(const std::filesystem::path& file, Access access,
                                               const OpenOptions& options) {
  probeProject(file, options.max_bytes);
  std::shared_ptr<ProjectFile> project(new ProjectFile(file, access));
  Session& session = *project->session_;
  std::filesystem::path source = resolvedPath(file);
  if (access == Access::ReadWrite) {
    session.lock = std::make_unique<WriterLock>(file);
    project->was_left_open_ = session.lock->wasLeftBehind();
  }
  const bool is_alone = session.lock || !WriterLock::isHeld(file);
  const bool is_left_unfinished = is_alone && hasHotJournal(file);
  if (is_left_unfinished) {
    session.recovery = std::make_unique<TemporaryFolder>();
    source = recoveredCopy(source, session.recovery->path());
  }
  translated(file, [&] {
    requireOurSchema(file, source);
    if (access == Access::ReadOnly) {
      project->recovered_copy_ = is_left_unfinished ? source : std::filesystem::path();
    } else {
      source = resolvedPath(file);
    }
    session.connection = std::make_unique<Connection>(source, access);
    requireOurSchema(file, *session.connection);
    requireSoundContent(file, *session.connection, options);
    if (access == Access::ReadWrite) {
      session.recovery.reset();
      beginWriting(file, *session.connection);
    } else if (is_alone && hasLeftRuns(*session.connection, file)) {
      if (auto with = withLeftRuns(file, project->recovered_copy_)) {
        session.connection = std::move(with->connection);
        if (with->folder) session.recovery = std::move(with->folder);
        project->recovered_copy_ = with->copy;
      }
    }
  });
  return project;
}

void ProjectFile::read(const std::function<void(Connection&)>& work) {
  const std::lock_guard guard(session_->alone);
  translated(path_, [&] { work(*session_->connection); });
}

void ProjectFile::change(const std::function<void(Connection&)>& work) {
  if (access_ == Access::ReadOnly) {
    throw OutputError(path_.string(), "is open for reading only", "open it for writing, or save a copy");
  }
  const std::lock_guard guard(session_->alone);
  translated(path_, [&] {
    // Rolls back when it goes without a commit; that a full disk has rolled back already is tolerated there.
    session_->connection->withRoom(path_, [&] {
      SQLite::Transaction transaction(session_->connection->database(), SQLite::TransactionBehavior::IMMEDIATE);
      work(*session_->connection);
      transaction.commit();
    });
  });
}

ProjectSummary ProjectFile::summary() {
  ProjectSummary summary;
  summary.name = factory().name();
  std::error_code error;
  summary.bytes = std::filesystem::file_size(path_, error);
  read([&](Connection& connection) {
    const auto count = [&](const char* query) { return static_cast<std::size_t>(connection.integer(query)); };
    summary.created = connection.text("SELECT created FROM project");
    summary.restore_points = count("SELECT count(*) FROM restore_point");
    summary.studies = count("SELECT count(*) FROM study");
    summary.runs = count("SELECT count(*) FROM run");
    summary.logs = count("SELECT count(*) FROM log");
    summary.replays = count("SELECT count(*) FROM replay");
    summary.surrogates = count("SELECT count(*) FROM surrogate");
  });
  return summary;
}

factory::Factory ProjectFile::factory() {
  std::string text;
  read([&](Connection& connection) {
    SQLite::Statement query(connection.database(), "SELECT factory, digest FROM project WHERE id = 1");
    if (!query.executeStep()) return;
    text = query.getColumn(0).getString();
    requireDigest(path_, "the factory", query.getColumn(1).getString(), digestOf({text}));
  });
  return factory::Factory::fromDocument(storedJson(path_, "factory", text));
}

void ProjectFile::saveFactory(const factory::Factory& factory, std::uint64_t edits) {
  const std::string text = factory.json().dump();
  change([&](Connection& connection) {
    SQLite::Statement update(connection.database(),
                             "UPDATE project SET factory = ?, digest = ?, edits = edits + ? WHERE id = 1");
    update.bind(1, text);
    update.bind(2, digestOf({text}));
    update.bind(3, static_cast<std::int64_t>(edits));
    update.exec();
  });
}

std::uint64_t ProjectFile::editsSinceRestorePoint() {
  std::int64_t edits = 0;
  read([&](Connection& connection) { edits = connection.integer("SELECT edits FROM project WHERE id = 1"); });
  return static_cast<std::uint64_t>(edits);
}

void ProjectFile::saveRestorePoint(const std::string& name, const factory::Factory& factory) {
  requireName(path_, "restore point", name);
  const std::string text = factory.json().dump();
  change([&](Connection& connection) {
    SQLite::Statement insert(connection.database(),
                             "INSERT OR REPLACE INTO restore_point(name, created, factory, digest) VALUES(?, ?, ?, ?)");
    insert.bind(1, name);
    insert.bind(2, utcNow());
    insert.bind(3, text);
    insert.bind(4, digestOf({text}));
    insert.exec();
    // An edit that got into the file before this point stays counted.
    SQLite::Statement begin(connection.database(), "UPDATE project SET edits = 0 WHERE digest = ?");
    begin.bind(1, digestOf({text}));
    begin.exec();
  });
}

void ProjectFile::removeRestorePoint(const std::string& name) {
  change([&](Connection& connection) {
    SQLite::Statement remove(connection.database(), "DELETE FROM restore_point WHERE name = ?");
    remove.bind(1, name);
    remove.exec();
  });
}

std::vector<RestorePoint> ProjectFile::restorePoints() {
  std::vector<RestorePoint> points;
  read([&](Connection& connection) {
    SQLite::Statement query(connection.database(), "SELECT name, created FROM restore_point ORDER BY id");
    while (query.executeStep()) points.push_back({query.getColumn(0).getString(), query.getColumn(1).getString()});
  });
  return points;
}

factory::Factory ProjectFile::restorePoint(const std::string& name) {
  std::string text;
  read([&](Connection& connection) {
    SQLite::Statement query(connection.database(), "SELECT factory, digest FROM restore_point WHERE name = ?");
    query.bind(1, name);
    if (!query.executeStep()) return;
    text = query.getColumn(0).getString();
    requireDigest(path_, "restore point " + name, query.getColumn(1).getString(), digestOf({text}));
  });
  if (!text.empty()) return factory::Factory::fromDocument(storedJson(path_, "restore point " + name, text));
  std::vector<std::string> known;
  for (const RestorePoint& point : restorePoints()) known.push_back(point.name);
  throw nothingOfThisName(path_, "restore point", name, known);
}

void ProjectFile::saveCopy(const std::filesystem::path& file) {
  requireFree(file);
  const std::filesystem::path part = resolvedPath(file).string() + ".part";
  std::error_code error;
  std::filesystem::remove(part, error);
  const std::lock_guard guard(session_->alone);
  try {
    translated(file, [&] { session_->connection->vacuumInto(part); });
  } catch (...) {
    std::filesystem::remove(part, error);
    throw;
  }
  publish(part, file);
}

}  // namespace mw::store
