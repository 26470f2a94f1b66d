// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/store/connection.h"

namespace mw::store {

/// Values of one block (resources/sql/schema-3.sql).
inline constexpr std::size_t kBlockValues = 32;

/// Writes the values of runs.
class RunValueWriter {
 public:
  explicit RunValueWriter(Connection& connection);
  /// @throws InputError for a value that is infinite; NaN is one that is undefined
  void write(const std::filesystem::path& file, std::int64_t run_id, std::span<const double> values);

 private:
  SQLite::Statement insert_;
  std::string figures_;  ///< of the block in insert_
};

/// Reads them, those of older programs too.
class RunValueReader {
 public:
  explicit RunValueReader(Connection& connection);
  /// All values of a run; what is damaged is missing.
  [[nodiscard]] std::vector<double> all(std::int64_t run_id);
  /// The values at some positions, of which those that lie close together cost little; missing ones are NaN.
  [[nodiscard]] std::vector<double> some(std::int64_t run_id, std::span<const std::size_t> positions);

 private:
  bool readBlocks(std::int64_t run_id);
  void readRows(std::int64_t run_id);

  std::vector<SQLite::Statement> blocks_;  ///< of all, then of one; none in a project of an older version
  SQLite::Statement rows_;
  std::vector<double> values_;
};

}  // namespace mw::store
