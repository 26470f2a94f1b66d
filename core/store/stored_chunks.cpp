// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_chunks.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/store/stored_text.h"

namespace mw::store {
namespace {

std::string chunkDigest(std::int64_t number, std::string_view rows) {
  return digestOf({std::to_string(number), rows});
}

/// The text is there until the statement goes on.
std::string_view textOf(const SQLite::Column& cell) {
  return {static_cast<const char*>(cell.getBlob()), static_cast<std::size_t>(cell.getBytes())};
}

}  // namespace

ChunkWriter::ChunkWriter(Connection& connection, const ChunkTable& table, std::int64_t owner)
    : insert_(connection.database(), table.insert), owner_(owner) {}

void ChunkWriter::add(ColumnViews columns) {
  const std::size_t row_count = columns.empty() ? 0 : columns.front().size();
  const std::size_t step = rowsPerChunk(columns.size());
  for (std::size_t first = 0; first < row_count;) {
    const std::size_t last = std::min(first + step - rows_in_text_, row_count);
    appendRows(text_, columns, first, last);
    rows_in_text_ += last - first;
    row_count_ += last - first;
    first = last;
    if (rows_in_text_ == step) write();
  }
}

void ChunkWriter::finish() {
  if (rows_in_text_ > 0) write();
}

void ChunkWriter::write() {
  text_ += ']';
  insert_.bind(1, owner_);
  insert_.bind(2, number_);
  insert_.bindNoCopy(3, text_);
  insert_.bind(4, chunkDigest(number_, text_));
  insert_.exec();
  insert_.reset();
  ++number_;
  text_ = "[";
  rows_in_text_ = 0;
}

void insertChunks(Connection& connection, const ChunkTable& table, std::int64_t owner, ColumnViews columns) {
  ChunkWriter chunks(connection, table, owner);
  chunks.add(columns);
  chunks.finish();
}

void readChunks(Connection& connection, const ChunkOwner& owner, std::vector<Column*>& columns,
                const std::function<void()>& taken) {
  const auto damaged = [&](const std::string& cause) {
    return InputError(Place{owner.file.string(), "", 0, 0}, owner.what + " is damaged: " + cause,
                      "go back to a copy of it");
  };
  SQLite::Statement query(connection.database(), owner.table.select);
  query.bind(1, owner.id);
  std::size_t found = 0;
  for (std::int64_t expected = 0; query.executeStep(); ++expected) {
    if (query.getColumn(0).getInt64() != expected) throw damaged(fmt::format("piece {} is missing", expected));
    const std::string_view text = textOf(query.getColumn(1));
    requireDigest(owner.file, fmt::format("{}, piece {},", owner.what, expected), query.getColumn(2).getString(),
                  chunkDigest(expected, text));
    const std::size_t before = columns.front()->size();
    if (!decodeRows(text, columns)) throw damaged(fmt::format("piece {} holds no rows of numbers", expected));
    found += columns.front()->size() - before;
    if (taken) taken();
  }
  if (found != owner.rows) throw damaged(fmt::format("it has {} of {} rows", found, owner.rows));
}

std::size_t columnsOfChunks(Connection& connection, const ChunkTable& table, std::int64_t owner) {
  SQLite::Statement query(connection.database(), table.select);
  query.bind(1, owner);
  return query.executeStep() ? columnsIn(textOf(query.getColumn(1))) : 0;
}

}  // namespace mw::store
