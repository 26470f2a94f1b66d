// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_log.h"

#include <algorithm>

#include "core/store/connection.h"
#include "core/store/stored_chunks.h"
#include "core/store/stored_text.h"
#include "core/store/utc_text.h"
#include "core/twin/log.h"

namespace mw::store {
namespace {

struct LogRow {
  std::int64_t id = 0;
  StoredLog log;
};

std::vector<LogRow> logRows(ProjectFile& project) {
  std::vector<LogRow> rows;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(),
                            "SELECT id, name, created, epoch_s, row_count, source_digest FROM log ORDER BY id");
    SQLite::Statement columns(connection.database(),
                              "SELECT name, unit FROM log_signal WHERE log_id = ? ORDER BY number");
    while (query.executeStep()) {
      LogRow row;
      row.id = query.getColumn(0).getInt64();
      row.log.name = query.getColumn(1).getString();
      row.log.created = query.getColumn(2).getString();
      if (!query.isColumnNull(3)) row.log.epoch_s = query.getColumn(3).getDouble();
      row.log.rows = static_cast<std::size_t>(query.getColumn(4).getInt64());
      row.log.source_digest = query.getColumn(5).getString();
      columns.bind(1, row.id);
      while (columns.executeStep()) {
        row.log.series.push_back({columns.getColumn(0).getString(), columns.getColumn(1).getString()});
      }
      columns.reset();
      rows.push_back(std::move(row));
    }
  });
  return rows;
}

LogRow logRow(ProjectFile& project, const std::string& name) {
  std::vector<LogRow> rows = logRows(project);
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const LogRow& row) { return row.log.name == name; });
  if (found != rows.end()) return *found;
  std::vector<std::string> known;
  for (const LogRow& row : rows) known.push_back(row.log.name);
  throw nothingOfThisName(project.path(), "log", name, known);
}

std::int64_t insertLog(Connection& connection, const twin::Log& log) {
  SQLite::Statement insert(
      connection.database(),
      "INSERT INTO log(name, created, epoch_s, row_count, source_digest) VALUES(?, ?, ?, ?, ?) RETURNING id");
  insert.bind(1, log.name);
  insert.bind(2, utcNow());
  if (log.epoch_s) insert.bind(3, *log.epoch_s);
  insert.bind(4, static_cast<std::int64_t>(log.rowCount()));
  insert.bind(5, log.source_digest);
  insert.executeStep();
  const std::int64_t id = insert.getColumn(0).getInt64();
  SQLite::Statement signal(connection.database(),
                           "INSERT INTO log_signal(log_id, number, name, unit) VALUES(?, ?, ?, ?)");
  for (std::size_t i = 0; i < log.series.size(); ++i) {
    signal.bind(1, id);
    signal.bind(2, static_cast<std::int64_t>(i + 1));
    signal.bind(3, log.series[i].name);
    signal.bind(4, log.series[i].unit);
    signal.exec();
    signal.reset();
  }
  return id;
}

}  // namespace

std::vector<StoredLog> logs(ProjectFile& project) {
  std::vector<StoredLog> list;
  for (LogRow& row : logRows(project)) list.push_back(std::move(row.log));
  return list;
}

void saveLog(ProjectFile& project, const twin::Log& log) {
  requireName(project.path(), "log", log.name);
  for (const StoredLog& known : logs(project)) {
    if (known.name != log.name) continue;
    throw InputError(Place{project.path().string(), "", 0, 0}, "a log \"" + log.name + "\" is there already",
                     "give this one another name");
  }
  std::vector<std::span<const double>> columns{log.t_s};
  for (const twin::Signal& signal : log.series) {
    MW_REQUIRE(signal.values.size() == log.rowCount());
    columns.emplace_back(signal.values);
  }
  project.change([&](Connection& connection) {
    const std::int64_t id = insertLog(connection, log);
    insertChunks(connection, kLogChunks, id, columns);
  });
}

twin::Log loadLog(ProjectFile& project, const std::string& name) {
  const LogRow row = logRow(project, name);
  twin::Log log;
  log.name = row.log.name;
  log.epoch_s = row.log.epoch_s;
  log.source_digest = row.log.source_digest;
  for (const StoredLog::SignalName& signal : row.log.series) log.series.push_back({signal.name, signal.unit, {}});
  std::vector<std::vector<double>*> columns{&log.t_s};
  for (twin::Signal& signal : log.series) columns.push_back(&signal.values);
  for (std::vector<double>* column : columns) column->reserve(row.log.rows);
  project.read([&](Connection& connection) {
    readChunks(connection, kLogChunks, row.id, row.log.rows, project.path(), "log " + name, columns);
  });
  return log;
}

void removeLog(ProjectFile& project, const std::string& name) {
  const LogRow row = logRow(project, name);
  project.change([&](Connection& connection) {
    SQLite::Statement remove(connection.database(), "DELETE FROM log WHERE id = ?");
    remove.bind(1, row.id);
    remove.exec();
  });
}

}  // namespace mw::store
