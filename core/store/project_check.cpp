// SPDX-License-Identifier: Apache-2.0
#include "core/store/project_check.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <utility>

#include "core/store/connection.h"
#include "core/store/file_probe.h"
#include "core/store/schema.h"

namespace mw::store {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, std::string cause, std::string cure) {
  throw InputError(Place{file.string(), "", 0, 0}, std::move(cause), std::move(cure));
}

void checkContent(const std::filesystem::path& file, Connection& connection) {
  SQLite::Statement pages(connection.database(), "PRAGMA quick_check(20)");
  std::string first;
  while (pages.executeStep()) {
    if (first.empty()) first = pages.getColumn(0).getString();
  }
  if (first != "ok") refuse(file, "is damaged: " + first, "go back to a copy of it");
  SQLite::Statement references(connection.database(), "PRAGMA foreign_key_check");
  if (references.executeStep()) {
    refuse(file, fmt::format("is damaged: an entry of {} belongs to nothing", references.getColumn(0).getString()),
           "go back to a copy of it");
  }
  if (connection.integer("SELECT count(*) FROM project") != 1) {
    refuse(file, "is damaged: it has no factory", "go back to a copy of it");
  }
}

}  // namespace

void requireOurSchema(const std::filesystem::path& file, Connection& connection) {
  if (connection.integer("PRAGMA application_id") != ProjectFile::kApplicationId) {
    refuse(file, "not a Millwright project (another program's database)",
           "name a project made by `millwright-cli new`");
  }
  const auto version = connection.integer("PRAGMA user_version");
  if (version > ProjectFile::kSchemaVersion) {
    refuse(file,
           fmt::format("was written by a newer Millwright (format {}, this one reads up to {})", version,
                       ProjectFile::kSchemaVersion),
           "update this program");
  }
  if (version < 1) refuse(file, "is damaged: it has no format version", "go back to a copy of it");
  if (readSchema(connection) != expectedSchema(version)) {
    refuse(file, "its tables, views or triggers are not those of a Millwright project",
           "another program changed them: go back to a copy");
  }
}

void requireOurSchema(const std::filesystem::path& file, const std::filesystem::path& source) {
  Connection connection(source, Access::ReadOnly);
  requireOurSchema(file, connection);
}

void requireSoundContent(const std::filesystem::path& file, Connection& connection, const OpenOptions& options) {
  const Connection::Watch watch(connection, options.stop, options.check_budget);
  try {
    checkContent(file, connection);
  } catch (const SQLite::Exception& error) {
    if ((error.getErrorCode() & 0xFF) == SQLITE_INTERRUPT && watch.isStopped()) throw Cancelled("opening stopped");
    throw;
  }
}

namespace {

/// Tells whether a file was written meanwhile.
struct Stamp {
  struct stat status {};
  explicit Stamp(const std::filesystem::path& file) {
    if (stat(file.c_str(), &status) != 0) status = {};
  }
  bool operator==(const Stamp& other) const {
    return status.st_ino == other.status.st_ino && status.st_size == other.status.st_size &&
           status.st_mtim.tv_sec == other.status.st_mtim.tv_sec &&
           status.st_mtim.tv_nsec == other.status.st_mtim.tv_nsec;
  }
};

/// The database and its journal as they were at one moment. A reader holds no lock, and a writer may come in between
/// the two, who takes the change back and goes on.
std::error_code copyBoth(const std::filesystem::path& file, const std::filesystem::path& copy) {
  constexpr int kTries = 5;
  const std::filesystem::path journal = file.string() + "-journal";
  const auto over = std::filesystem::copy_options::overwrite_existing;
  for (int i = 0; i < kTries; ++i) {
    const std::pair before{Stamp(file), Stamp(journal)};
    std::error_code error;
    std::filesystem::remove(copy.string() + "-journal", error);
    std::filesystem::copy_file(file, copy, over, error);
    if (!error && hasHotJournal(file)) std::filesystem::copy_file(journal, copy.string() + "-journal", over, error);
    const bool is_of_one_moment = before == std::pair{Stamp(file), Stamp(journal)};
    if (is_of_one_moment || (error && error != std::errc::no_such_file_or_directory)) return error;
  }
  throw OutputError(file.string(), "another program is writing it", "wait until it is done, and try again");
}

}  // namespace

std::filesystem::path recoveredCopy(const std::filesystem::path& file, const std::filesystem::path& folder) {
  const std::filesystem::path copy = folder / "recovered.mill";
  std::error_code error = copyBoth(file, copy);
  if (error) {
    throw OutputError(folder.string(), "no room to take an unfinished change back on a copy", "free some space there");
  }
  std::filesystem::permissions(copy, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  std::filesystem::permissions(copy.string() + "-journal",
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  translated(file, [&] {
    Connection recovering(copy, Access::ReadWrite);
    // The first read rolls the journal back.
    (void)recovering.integer("SELECT count(*) FROM sqlite_schema");
  });
  return copy;
}

}  // namespace mw::store
