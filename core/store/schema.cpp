// SPDX-License-Identifier: Apache-2.0
#include "core/store/schema.h"

#include "core/store/connection.h"
#include "core/store/schema_text.h"

namespace mw::store {

const char* schemaText() {
  return kSchemaText;
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

const SchemaEntries& expectedSchema() {
  static const SchemaEntries expected = [] {
    SQLite::Database blank(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    blank.exec(kSchemaText);
    Connection connection(std::move(blank));
    return readSchema(connection);
  }();
  return expected;
}

}  // namespace mw::store
