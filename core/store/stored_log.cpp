// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_log.h"

#include <algorithm>
#include <thread>

#include "core/store/connection.h"
#include "core/store/log_pipe.h"
#include "core/store/log_writer.h"
#include "core/store/stored_chunks.h"
#include "core/store/stored_text.h"

namespace mw::store {
namespace {

/// About 32 MB in the file.
constexpr std::size_t kNumbersBetweenFlushes = 1U << 22U;

Cancelled stopped() {
  return Cancelled("import stopped, nothing was kept");
}

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

void requireNewName(ProjectFile& project, const std::string& name) {
  requireName(project.path(), "log", name);
  for (const LogRow& known : logRows(project)) {
    if (known.log.name != name) continue;
    throw InputError(Place{project.path().string(), "", 0, 0}, "a log \"" + name + "\" is there already",
                     "give this one another name");
  }
}

std::vector<Column*> placesIn(twin::Log& log) {
  std::vector<Column*> columns{&log.t_s};
  for (twin::Signal& signal : log.series) columns.push_back(&signal.values);
  return columns;
}

twin::Log headOf(const StoredLog& stored) {
  twin::Log head;
  head.name = stored.name;
  head.epoch_s = stored.epoch_s;
  head.source_digest = stored.source_digest;
  for (const StoredLog::SignalName& signal : stored.series) head.series.push_back({signal.name, signal.unit, {}});
  return head;
}

/// Runs a source in its own thread; when the writer goes, so does the thread.
class SourceThread {
 public:
  explicit SourceThread(const LogSource& source)
      : thread_([this, &source] {
          try {
            pipe_.finish(source([this](twin::Log&& block) { pipe_.put(std::move(block)); }));
          } catch (...) {
            pipe_.fail(std::current_exception());
          }
        }) {}
  ~SourceThread() { pipe_.close(); }
  SourceThread(const SourceThread&) = delete;
  SourceThread& operator=(const SourceThread&) = delete;

  [[nodiscard]] LogPipe& pipe() { return pipe_; }

 private:
  LogPipe pipe_;
  std::jthread thread_;
};

}  // namespace

std::vector<StoredLog> logs(ProjectFile& project) {
  std::vector<StoredLog> list;
  for (LogRow& row : logRows(project)) list.push_back(std::move(row.log));
  return list;
}

void saveLog(ProjectFile& project, const twin::Log& log) {
  requireNewName(project, log.name);
  project.change([&](Connection& connection) {
    LogWriter writer(project.path(), connection, log.name);
    writer.add(log);
    writer.finish(log);
  });
}

void saveLog(ProjectFile& project, const std::string& name, const LogSource& source, const std::stop_token& stop) {
  requireNewName(project, name);
  project.change([&](Connection& connection) {
    LogWriter writer(project.path(), connection, name);
    SourceThread reader(source);
    std::size_t flushed_at = 0;
    while (const std::optional<twin::Log> block = reader.pipe().take()) {
      if (stop.stop_requested()) throw stopped();
      writer.add(*block);
      if ((writer.rowCount() - flushed_at) * (block->series.size() + 1) < kNumbersBetweenFlushes) continue;
      connection.flush();
      flushed_at = writer.rowCount();
    }
    writer.finish(reader.pipe().head());
    if (stop.stop_requested()) throw stopped();
  });
}

StoredLog storedLog(ProjectFile& project, const std::string& name) {
  return logRow(project, name).log;
}

twin::Log loadLog(ProjectFile& project, const std::string& name) {
  const LogRow row = logRow(project, name);
  twin::Log log = headOf(row.log);
  std::vector<Column*> columns = placesIn(log);
  for (Column* column : columns) column->reserve(row.log.rows);
  project.read([&](Connection& connection) {
    readChunks(connection, {kLogChunks, row.id, row.log.rows, project.path(), "log " + name}, columns);
  });
  return log;
}

twin::Log streamLog(ProjectFile& project, const std::string& name, const twin::LogBlockSink& sink) {
  const LogRow row = logRow(project, name);
  const twin::Log head = headOf(row.log);
  twin::Log block = head;
  std::vector<Column*> columns = placesIn(block);
  const auto handOn = [&] {
    sink(std::move(block));
    block = head;  // in its place: the columns are those of this object
    columns = placesIn(block);
  };
  project.read([&](Connection& connection) {
    readChunks(connection, {kLogChunks, row.id, row.log.rows, project.path(), "log " + name}, columns, handOn);
  });
  return head;
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
