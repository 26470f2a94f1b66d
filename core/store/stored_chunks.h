// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
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

void insertChunks(Connection& connection, const ChunkTable& table, std::int64_t owner, ColumnViews columns);

/// Reads all rows of an owner into empty columns.
/// @param what  whose chunks, for messages: "log motor"
/// @throws InputError when a chunk is damaged, one is missing, or there are not `rows` rows in all
void readChunks(Connection& connection, const ChunkTable& table, std::int64_t owner, std::size_t rows,
                const std::filesystem::path& file, const std::string& what, std::vector<std::vector<double>*>& columns);

}  // namespace mw::store
