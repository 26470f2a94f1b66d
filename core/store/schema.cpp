// SPDX-License-Identifier: Apache-2.0
#include "core/store/schema.h"

#include <fmt/format.h>

#include "core/store/connection.h"
#include "core/store/schema_text.h"

namespace mw::store {

static_assert(kSchemaTexts.size() == ProjectFile::kSchemaVersion);

const char* schemaText(std::int64_t version) {
  return kSchemaTexts.at(static_cast<std::size_t>(version - 1));
}

SchemaEntries readSchema(Connection& connection) {
  SchemaEntries entries;
  SQLite::Statement query(connection.database(),
                          "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2");
  while (query.executeStep()) {
    entries.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                       query.getColumn(3).getString()});
  }
  return entries;
}

const SchemaEntries& expectedSchema(std::int64_t version) {
  static const std::vector<SchemaEntries> expected = [] {
    std::vector<SchemaEntries> list;
    SQLite::Database blank(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    Connection connection(std::move(blank));
    for (const char* text : kSchemaTexts) {
      connection.database().exec(text);
      list.push_back(readSchema(connection));
    }
    return list;
  }();
  return expected.at(static_cast<std::size_t>(version - 1));
}

void bringUpToDate(Connection& connection) {
  const std::int64_t version = connection.integer("PRAGMA user_version");
  if (version >= ProjectFile::kSchemaVersion) return;
  connection.withSchemaChanges([&] {
    SQLite::Transaction transaction(connection.database());
    for (std::int64_t next = version + 1; next <= ProjectFile::kSchemaVersion; ++next) {
      connection.database().exec(schemaText(next));
    }
    connection.database().exec(fmt::format("PRAGMA user_version={}", ProjectFile::kSchemaVersion));
    transaction.commit();
  });
}

}  // namespace mw::store
