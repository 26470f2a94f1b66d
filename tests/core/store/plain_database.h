// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace mw::test {

/// A database as any other program sees it: nothing switched off, nothing of ours between.
class PlainDatabase {
 public:
  explicit PlainDatabase(const std::string& file) { MW_REQUIRE(sqlite3_open(file.c_str(), &handle_) == SQLITE_OK); }
  ~PlainDatabase() { sqlite3_close(handle_); }
  PlainDatabase(const PlainDatabase&) = delete;
  PlainDatabase& operator=(const PlainDatabase&) = delete;

  void run(const std::string& sql) {
    char* message = nullptr;
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message);
    const std::string text = message == nullptr ? "" : message;
    sqlite3_free(message);
    if (code != SQLITE_OK) throw Error("SQL failed: " + text);
  }

  /// All rows, cells joined by |, as the sqlite3 program prints them.
  std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> list;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw Error(std::string("SQL failed: ") + sqlite3_errmsg(handle_));
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::string row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* cell = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        row += (i > 0 ? "|" : "") + std::string(cell == nullptr ? "NULL" : cell);
      }
      list.push_back(row);
    }
    sqlite3_finalize(statement);
    return list;
  }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace mw::test
