// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "core/store/project_file.h"

namespace mw::store {

/// A connection to a database that is not trusted: nothing in the file can execute, limits bound what it can cost, and
/// only the statements of this folder are let through. Not for two threads at once.
class Connection {
 public:
  /// @param create  makes the file; its schema may be written until lock() is called
  Connection(const std::filesystem::path& file, Access access, bool create = false);
  /// Takes a database as it is, without the settings above.
  explicit Connection(SQLite::Database&& database) : database_(std::move(database)) {}
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] SQLite::Database& database() { return database_; }

  /// How long others who read are waited for before "another program is using it".
  void setPatience(std::chrono::milliseconds patience);

  /// Interrupts what runs too long, until the returned guard goes.
  class Watch {
   public:
    Watch(Connection& connection, std::stop_token stop, std::chrono::milliseconds budget);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    [[nodiscard]] bool isStopped() const { return stop_.stop_requested(); }

   private:
    static int check(void* watch);
    Connection& connection_;
    std::stop_token stop_;
    std::chrono::steady_clock::time_point deadline_;
  };

  /// VACUUM INTO, which attaches a database of its own.
  void vacuumInto(const std::filesystem::path& file);
  /// Has the disk take what a long transaction has written so far, so that its end does not wait for all of it.
  void flush();
  /// Gives back the room of what was removed.
  void vacuum();

  /// Does something that reads the views of the schema, which are off otherwise: only after the schema was compared.
  void withViews(const std::function<void()>& work);

  /// Does something that changes the schema, which is not let through otherwise: only after it was compared.
  void withSchemaChanges(const std::function<void()>& work);

  /// Does something that writes. @throws DiskFull also where SQLite only tells that writing failed, and the system why
  void withRoom(const std::filesystem::path& file, const std::function<void()>& work);

  [[nodiscard]] std::int64_t integer(const char* query);
  [[nodiscard]] std::string text(const char* query);

 private:
  [[nodiscard]] int lastSystemError();
  void harden();
  void withAttaching(const std::function<void()>& work);
  void bound();
  void allowOnlyOurs();

  SQLite::Database database_;
};

/// Runs work on a database of the given name and turns what SQLite throws into InputError or OutputError.
void translated(const std::filesystem::path& file, const std::function<void()>& work);

}  // namespace mw::store
