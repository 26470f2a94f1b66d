// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/store/connection.h"
#include "core/store/row_chunk.h"

namespace mw::store {

/// A table of chunks: owner, running number, rows, digest.
struct ChunkTable {
  const char* insert;  ///< with owner, number, rows, digest
  const char* select;  ///< number, rows, digest of an owner, in order
};

inline constexpr ChunkTable kLogChunks{"INSERT INTO log_chunk(log_id, number, rows, digest) VALUES(?, ?, ?, ?)",
                                       "SELECT number, rows, digest FROM log_chunk WHERE log_id = ? ORDER BY number"};
inline constexpr ChunkTable kReplayChunks{
    "INSERT INTO replay_chunk(replay_id, number, rows, digest) VALUES(?, ?, ?, ?)",
    "SELECT number, rows, digest FROM replay_chunk WHERE replay_id = ? ORDER BY number"};

/// Writes the rows of an owner as they come. The chunks are the same however the rows come in.
class ChunkWriter {
 public:
  /// @param connection  within a transaction; must outlive the writer
  ChunkWriter(Connection& connection, const ChunkTable& table, std::int64_t owner);

  /// @param columns  as many in every call
  void add(ColumnViews columns);
  /// Writes the last chunk.
  void finish();
  [[nodiscard]] std::size_t rowCount() const { return row_count_; }

 private:
  void write();

  SQLite::Statement insert_;
  std::int64_t owner_;
  std::int64_t number_ = 0;
  std::string text_ = "[";
  std::size_t rows_in_text_ = 0;
  std::size_t row_count_ = 0;
};

void insertChunks(Connection& connection, const ChunkTable& table, std::int64_t owner, ColumnViews columns);

/// Whose chunks are read.
struct ChunkOwner {
  const ChunkTable& table;
  std::int64_t id = 0;
  std::size_t rows = 0;  ///< that there must be in all
  std::filesystem::path file;
  std::string what;  ///< for messages: "log motor"
};

/// Reads all rows of an owner into columns, which a sink may take and empty after each chunk.
/// @param taken  called after each chunk; empty = the columns keep all rows
/// @throws InputError when a chunk is damaged, one is missing, or there are not as many rows as there must be
void readChunks(Connection& connection, const ChunkOwner& owner, std::vector<Column*>& columns,
                const std::function<void()>& taken = {});

/// How many columns the rows of an owner have; 0 where it has no rows.
[[nodiscard]] std::size_t columnsOfChunks(Connection& connection, const ChunkTable& table, std::int64_t owner);

}  // namespace mw::store
