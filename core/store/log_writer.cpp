// SPDX-License-Identifier: Apache-2.0
#include "core/store/log_writer.h"

#include <utility>

#include "core/store/stored_text.h"
#include "core/store/utc_text.h"
#include "core/twin/log_segments.h"

namespace mw::store {
namespace {

/// A log of which the rest is not known yet.
std::int64_t insertLog(Connection& connection, const std::string& name) {
  SQLite::Statement insert(connection.database(),
                           "INSERT INTO log(name, created, row_count, source_digest) VALUES(?, ?, 0, '') RETURNING id");
  insert.bind(1, name);
  insert.bind(2, utcNow());
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

/// @param head  the rows in it do not matter
void completeLog(Connection& connection, std::int64_t id, const twin::Log& head, std::size_t row_count) {
  SQLite::Statement update(connection.database(),
                           "UPDATE log SET epoch_s = ?, row_count = ?, source_digest = ? WHERE id = ?");
  if (head.epoch_s) update.bind(1, *head.epoch_s);
  update.bind(2, static_cast<std::int64_t>(row_count));
  update.bind(3, head.source_digest);
  update.bind(4, id);
  update.exec();
  SQLite::Statement signal(connection.database(),
                           "INSERT INTO log_signal(log_id, number, name, unit) VALUES(?, ?, ?, ?)");
  for (std::size_t i = 0; i < head.series.size(); ++i) {
    signal.bind(1, id);
    signal.bind(2, static_cast<std::int64_t>(i + 1));
    signal.bind(3, head.series[i].name);
    signal.bind(4, head.series[i].unit);
    signal.exec();
    signal.reset();
  }
}

bool isThere(Connection& connection, const std::string& name) {
  SQLite::Statement query(connection.database(), "SELECT 1 FROM log WHERE name = ?");
  query.bind(1, name);
  return query.executeStep();
}

}  // namespace

std::vector<std::span<const double>> columnsOf(const twin::Log& log) {
  std::vector<std::span<const double>> columns{log.t_s};
  for (const twin::Signal& signal : log.series) {
    MW_REQUIRE(signal.values.size() == log.rowCount());
    columns.emplace_back(signal.values);
  }
  return columns;
}

LogWriter::LogWriter(const std::filesystem::path& project, Connection& connection, std::string name)
    : project_(project), connection_(connection), name_(std::move(name)) {}

void LogWriter::begin(const std::string& block_name) {
  closeChunks();
  const std::string name = twin::segmentName(name_, segments_.size());
  requireName(project_, "log", name);
  if (isThere(connection_, name)) {
    throw InputError(Place{project_.string(), "", 0, 0}, "a log \"" + name + "\" is there already",
                     "give this one another name");
  }
  segments_.push_back({insertLog(connection_, name), block_name, {}, 0});
  chunks_.emplace(connection_, kLogChunks, segments_.back().id);
}

void LogWriter::closeChunks() {
  if (!chunks_) return;
  chunks_->finish();
  segments_.back().row_count = chunks_->rowCount();
  chunks_.reset();
}

void LogWriter::add(const twin::Log& block) {
  if (segments_.empty() || segments_.back().block_name != block.name) begin(block.name);
  segments_.back().epoch_s = block.epoch_s;
  chunks_->add(columnsOf(block));
  row_count_ += block.rowCount();
}

void LogWriter::finish(const twin::Log& head) {
  if (segments_.empty()) {
    begin(head.name);
    segments_.back().epoch_s = head.epoch_s;
  }
  closeChunks();
  for (const Segment& segment : segments_) {
    twin::Log log{{}, segment.epoch_s, {}, {}, head.source_digest};
    for (const twin::Signal& signal : head.series) log.series.push_back({signal.name, signal.unit, {}});
    completeLog(connection_, segment.id, log, segment.row_count);
  }
}

}  // namespace mw::store
