// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::store {

class Connection;

enum class Access {
  ReadOnly,  ///< creates and changes nothing, not even beside the file
  ReadWrite  ///< takes the project's lock: one writer at a time
};

/// What opening may cost.
struct OpenOptions {
  std::uintmax_t max_bytes = std::uintmax_t{64} << 30U;
  std::chrono::seconds check_budget{600};  ///< of the checks that grow with the file
  std::stop_token stop = {};               ///< stops the checks: Cancelled
};

/// A factory kept under a name, to go back to.
struct RestorePoint {
  std::string name;
  std::string created;  ///< UTC, 2026-01-31T12:00:00Z
};

/// What lies in a project, without its bulk.
struct ProjectSummary {
  std::string name;     ///< of the factory
  std::string created;  ///< UTC
  std::uint64_t bytes = 0;
  std::size_t restore_points = 0;
  std::size_t studies = 0;
  std::size_t runs = 0;
  std::size_t logs = 0;
  std::size_t replays = 0;
  std::size_t surrogates = 0;
};

/// One project (.mill): factory, studies with their runs, logs, replays and surrogates in one SQLite database.
///
/// What the file holds beyond the factory is read and written by the functions of the neighbouring headers:
/// stored_study.h (studies, runs), stored_log.h, stored_detections.h, stored_replay.h, stored_twin.h and
/// stored_surrogate.h, all of which take a ProjectFile. Each call is one transaction: it happens as a whole or not at
/// all, also when the process is killed. Calls may come from any thread, one waits for the other; none keeps the file
/// longer than its own data needs, but a window should call from a job.
///
/// A file that comes from elsewhere is hostile until shown otherwise: it is opened read-only with everything that could
/// execute switched off, and its schema is compared with the text of its version before anything else is read; then its
/// pages, references and values are checked, and only then may it be changed. While it is open for writing a neighbour
/// NAME.mill-lock names the process. The journal is a rollback journal, never WAL, so that the one file is the whole
/// project whenever the program is closed.
///
/// Every function: @throws InputError when the file or a stored value is not what it should be, naming the file;
/// OutputError when it cannot be written (disk full, read-only, open elsewhere), what was there before being untouched.
class ProjectFile {
 public:
  /// The application id of a project file, "MLWR".
  static constexpr std::int32_t kApplicationId = 0x4D4C5752;
  /// Version of the schema that this program writes (user_version).
  static constexpr std::int32_t kSchemaVersion = 3;

  /// Makes a new project around a factory and opens it for writing. Never overwrites.
  /// @throws OutputError also when something of this name is there already
  [[nodiscard]] static std::shared_ptr<ProjectFile> create(const std::filesystem::path& file,
                                                           const factory::Factory& factory);

  /// @throws InputError for anything that is not an undamaged project of this version; OutputError when another process
  ///         has it open for writing ("open in process 4711 since ..."); Cancelled
  [[nodiscard]] static std::shared_ptr<ProjectFile> open(const std::filesystem::path& file, Access access,
                                                         const OpenOptions& options = {});

  ~ProjectFile();
  ProjectFile(const ProjectFile&) = delete;
  ProjectFile& operator=(const ProjectFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] Access access() const { return access_; }
  /// The file was left by a program that was killed while it wrote, and is open for reading only: what is read is a
  /// copy in which the unfinished change is taken back. (Opening for writing takes it back in the file.)
  [[nodiscard]] bool isRecoveredCopy() const { return !recovered_copy_.empty(); }

  [[nodiscard]] ProjectSummary summary();

  [[nodiscard]] factory::Factory factory();
  /// @param edits  how many changes by the user lie between what was there and this
  void saveFactory(const factory::Factory& factory, std::uint64_t edits = 1);
  /// Changes of the factory since the newest restore point, or since the project was made.
  [[nodiscard]] std::uint64_t editsSinceRestorePoint();
  /// The program that wrote this project last was killed: its lock was left behind, locking nothing. Known where the
  /// project is open for writing.
  [[nodiscard]] bool wasLeftOpen() const { return was_left_open_; }

  /// Keeps a factory under a name; an older one of that name is replaced.
  void saveRestorePoint(const std::string& name, const factory::Factory& factory);
  void removeRestorePoint(const std::string& name);
  [[nodiscard]] std::vector<RestorePoint> restorePoints();  ///< oldest first
  [[nodiscard]] factory::Factory restorePoint(const std::string& name);

  /// Writes the project as it is now to a new file, complete and compact, while this one stays open.
  /// @throws OutputError also when something of this name is there already
  void saveCopy(const std::filesystem::path& file);

  /// For the readers and writers of this folder: works on the database, alone on it, with what SQLite throws
  /// translated. A change needs a transaction: see change(). May be called within read() or change(), from its thread.
  void read(const std::function<void(Connection&)>& work);
  /// The same within one transaction. @throws OutputError where the project is open read-only
  void change(const std::function<void(Connection&)>& work);

 private:
  struct Session;
  ProjectFile(std::filesystem::path path, Access access);

  std::filesystem::path path_;
  Access access_;
  std::filesystem::path recovered_copy_;
  bool was_left_open_ = false;
  std::unique_ptr<Session> session_;
};

}  // namespace mw::store
