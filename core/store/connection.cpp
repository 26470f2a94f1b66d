// SPDX-License-Identifier: Apache-2.0
#include "core/store/connection.h"

#include <algorithm>
#include <array>
#include <sqlite3.h>
#include <string_view>
#include <utility>

#include "core/store/disk_full.h"

namespace mw::store {
namespace {

int openFlags(Access access, bool create) {
  int flags = SQLite::OPEN_NOFOLLOW | SQLite::OPEN_NOMUTEX;  // a connection is for one thread at once
  flags |= access == Access::ReadOnly ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE;
  return create ? flags | SQLite::OPEN_CREATE : flags;
}

constexpr int kBusyTimeout_ms = 2000;
constexpr int kOpsBetweenChecks = 1000;

constexpr std::array<std::string_view, 11> kPragmas = {
    "application_id", "cell_size_check", "foreign_key_check", "foreign_keys", "journal_mode", "mmap_size",
    "quick_check",    "synchronous",     "temp_store",        "user_version", "data_version"};

/// Only then the system's code is that of this failure: the files keep it from an earlier one.
bool isOfWriting(const SQLite::Exception& error) {
  switch (error.getExtendedErrorCode() < 0 ? error.getErrorCode() : error.getExtendedErrorCode()) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_CLOSE:
      return true;
    default:
      return false;
  }
}

int authorize(void*, int action, const char* first, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_PRAGMA:
      return std::find(kPragmas.begin(), kPragmas.end(), std::string_view(first)) != kPragmas.end() ? SQLITE_OK
                                                                                                    : SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Access access, bool create)
    : database_(file.string(), openFlags(access, create), kBusyTimeout_ms) {
  sqlite3_extended_result_codes(database_.getHandle(), 1);
  harden();
  bound();
  if (!create) allowOnlyOurs();
  database_.exec("PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;");
}

void Connection::setPatience(std::chrono::milliseconds patience) {
  database_.setBusyTimeout(static_cast<int>(patience.count()));
}

Connection::~Connection() {
  sqlite3_set_authorizer(database_.getHandle(), nullptr, nullptr);
}

void Connection::harden() {
  constexpr std::array<std::pair<int, int>, 8> kSettings = {{{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                                             {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                                             {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                                             {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                                             {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                                             {SQLITE_DBCONFIG_DQS_DML, 0},
                                                             {SQLITE_DBCONFIG_DQS_DDL, 0},
                                                             {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0}}};
  for (const auto& [setting, value] : kSettings) {
    int now = -1;
    sqlite3_db_config(database_.getHandle(), setting, value, &now);
    MW_REQUIRE(now == value);
  }
}

void Connection::bound() {
  // Removing a log removes its replays and their rows: references count as triggers, and triggers are off.
  constexpr std::array<std::pair<int, int>, 8> kLimits = {{{SQLITE_LIMIT_LENGTH, 64 << 20},
                                                           {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                                           {SQLITE_LIMIT_COLUMN, 100},
                                                           {SQLITE_LIMIT_EXPR_DEPTH, 50},
                                                           {SQLITE_LIMIT_COMPOUND_SELECT, 5},
                                                           {SQLITE_LIMIT_VDBE_OP, 250'000},
                                                           {SQLITE_LIMIT_ATTACHED, 0},
                                                           {SQLITE_LIMIT_TRIGGER_DEPTH, 3}}};
  for (const auto& [limit, value] : kLimits) sqlite3_limit(database_.getHandle(), limit, value);
}

void Connection::allowOnlyOurs() {
  sqlite3_set_authorizer(database_.getHandle(), authorize, nullptr);
}

void Connection::withAttaching(const std::function<void()>& work) {
  sqlite3* handle = database_.getHandle();
  sqlite3_set_authorizer(handle, nullptr, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);
  const auto restore = [&] {
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    allowOnlyOurs();
  };
  try {
    work();
  } catch (...) {
    restore();
    throw;
  }
  restore();
}

void Connection::vacuumInto(const std::filesystem::path& file) {
  withAttaching([&] {
    SQLite::Statement statement(database_, "VACUUM INTO ?");
    statement.bind(1, file.string());
    statement.exec();
  });
}

void Connection::flush() {
  sqlite3* handle = database_.getHandle();
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return;
  if (file == nullptr || file->pMethods == nullptr) return;
  if (const int code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL); code != SQLITE_OK) {
    throw SQLite::Exception("the disk did not take what was written", code);
  }
}

void Connection::vacuum() {
  withAttaching([this] { database_.exec("VACUUM"); });
}

void Connection::withViews(const std::function<void()>& work) {
  sqlite3* handle = database_.getHandle();
  const auto allow = [handle](int is_allowed) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, is_allowed, nullptr);
    // The views call JSON functions, which only a schema that is ours may.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, is_allowed, nullptr);
  };
  allow(1);
  try {
    work();
  } catch (...) {
    allow(0);
    throw;
  }
  allow(0);
}

void Connection::withSchemaChanges(const std::function<void()>& work) {
  sqlite3_set_authorizer(database_.getHandle(), nullptr, nullptr);
  try {
    work();
  } catch (...) {
    allowOnlyOurs();
    throw;
  }
  allowOnlyOurs();
}

int Connection::lastSystemError() {
  // sqlite3_system_errno() has forgotten it after a roll-back; the files, database and journal, have not.
  sqlite3* handle = database_.getHandle();
  int code = sqlite3_system_errno(handle);
  if (code == 0) (void)sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &code);
  sqlite3_file* journal = nullptr;
  if (code == 0 && sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) == SQLITE_OK &&
      journal != nullptr && journal->pMethods != nullptr) {
    (void)journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &code);
  }
  return code;
}

void Connection::withRoom(const std::filesystem::path& file, const std::function<void()>& work) {
  try {
    work();
  } catch (const SQLite::Exception& error) {
    if (!isOfWriting(error)) throw;
    const int code = lastSystemError();
    if (isNoRoom(code)) throw DiskFull(file, code);
    throw;
  }
}

std::int64_t Connection::integer(const char* query) {
  return database_.execAndGet(query).getInt64();
}

std::string Connection::text(const char* query) {
  return database_.execAndGet(query).getString();
}

Connection::Watch::Watch(Connection& connection, std::stop_token stop, std::chrono::milliseconds budget)
    : connection_(connection), stop_(std::move(stop)), deadline_(std::chrono::steady_clock::now() + budget) {
  sqlite3_progress_handler(connection_.database_.getHandle(), kOpsBetweenChecks, &Watch::check, this);
}

Connection::Watch::~Watch() {
  sqlite3_progress_handler(connection_.database_.getHandle(), 0, nullptr, nullptr);
}

int Connection::Watch::check(void* watch) {
  const auto& self = *static_cast<const Watch*>(watch);
  return self.stop_.stop_requested() || std::chrono::steady_clock::now() > self.deadline_ ? 1 : 0;
}

}  // namespace mw::store
