// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <fmt/format.h>
#include <new>
#include <sqlite3.h>

#include "core/store/connection.h"
#include "core/store/disk_full.h"

namespace mw::store {
namespace {

[[noreturn]] void throwInput(const std::string& file, std::string cause, std::string cure) {
  throw InputError(Place{file, "", 0, 0}, std::move(cause), std::move(cure));
}

[[noreturn]] void rethrow(const SQLite::Exception& error, const std::string& file) {
  // A failed open carries only the primary code.
  const int code = error.getErrorCode() & 0xFF;
  switch (code) {
    case SQLITE_FULL:
      throw DiskFull(file, ENOSPC);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw OutputError(file, "another program is using it", "close it there, or wait, and try again");
    case SQLITE_READONLY:
      throw OutputError(file, "is read-only", "save a copy elsewhere and work on that");
    case SQLITE_PERM:
      throw OutputError(file, "may not be opened", "check its permissions");
    case SQLITE_CANTOPEN:
      throw OutputError(file, "the file or its journal cannot be opened", "check the folder and its permissions");
    case SQLITE_IOERR:
      throw OutputError(file, fmt::format("reading or writing failed ({})", error.what()),
                        "check the disk or the network folder it lies on");
    case SQLITE_TOOBIG:
      throw OutputError(file, "one entry is larger than 64 MiB", "split it");
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    case SQLITE_NOTADB:
      throwInput(file, "not a Millwright project (no database)", "name a .mill file");
    case SQLITE_CORRUPT:
      throwInput(file, "is damaged", "go back to a copy of it");
    case SQLITE_CONSTRAINT:
      throwInput(file, fmt::format("a value was refused ({})", error.what()), "give finite numbers and shorter names");
    case SQLITE_INTERRUPT:
      throwInput(file, "takes too long to read", "go back to a copy of it");
    default:
      throw LogicError(error.what(), __FILE__, __LINE__);
  }
}

}  // namespace

void translated(const std::filesystem::path& file, const std::function<void()>& work) {
  try {
    work();
  } catch (const SQLite::Exception& error) {
    rethrow(error, file.string());
  }
}

}  // namespace mw::store
