// SPDX-License-Identifier: Apache-2.0
#include "core/store/promised_tables.h"

#include "core/store/connection.h"

namespace mw::store {
namespace {

TableValue valueOf(const SQLite::Column& column) {
  if (column.isNull()) return std::monostate();
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  return column.getString();
}

}  // namespace

const std::vector<PromisedTable>& promisedTables() {
  static const std::vector<PromisedTable> tables = {
      {"results", {"study", "point", "replication", "kpi", "value"}},
      {"design", {"study", "point", "factor", "value"}},
      {"signals", {"log", "signal", "t_s", "value"}},
      {"estimates", {"twin", "log", "t_s", "state", "mean", "sd"}},
      {"alerts", {"twin", "log", "t_s", "level", "message"}},
      {"detections",
       {"log", "test", "signals", "from_s", "to_s", "peak_s", "statistic", "limit_value", "p_value", "certainty",
        "evidence", "settings_digest"}},
      {"surrogates", {"name", "study", "response", "kind", "created"}},
      {"recommendations", {"created", "source", "factor", "value", "response", "mean", "low", "high"}},
  };
  return tables;
}

void readTable(ProjectFile& project, const PromisedTable& table,
               const std::function<void(std::span<const TableValue>)>& row) {
  std::string columns;
  for (const std::string& column : table.columns) columns += (columns.empty() ? "" : ", ") + column;
  project.read([&](Connection& connection) {
    SQLite::Statement known(connection.database(), "SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = ?");
    known.bind(1, table.name);
    if (!known.executeStep()) return;  // a project of an older version, open for reading
    connection.withViews([&] {
      SQLite::Statement query(connection.database(), "SELECT " + columns + " FROM " + table.name);
      std::vector<TableValue> values(table.columns.size());
      while (query.executeStep()) {
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = valueOf(query.getColumn(static_cast<int>(i)));
        row(values);
      }
    });
  });
}

}  // namespace mw::store
