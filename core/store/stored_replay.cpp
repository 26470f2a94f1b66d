// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_replay.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/store/connection.h"
#include "core/store/stored_chunks.h"
#include "core/store/stored_log.h"
#include "core/store/stored_text.h"
#include "core/store/utc_text.h"
#include "core/twin/replay_result.h"

namespace mw::store {
namespace {

std::vector<double> asNumbers(const std::vector<bool>& flags) {
  return {flags.begin(), flags.end()};
}

std::vector<bool> asFlags(const std::vector<double>& numbers) {
  std::vector<bool> flags(numbers.size());
  std::transform(numbers.begin(), numbers.end(), flags.begin(), [](double number) { return number != 0; });
  return flags;
}

void requireShape(const StoredReplay& replay) {
  const std::size_t steps = replay.t_s.size();
  MW_REQUIRE(replay.nis.size() == steps && replay.health.size() == steps && replay.age_s.size() == steps);
  MW_REQUIRE(replay.is_anomaly.size() == steps && replay.is_stale.size() == steps);
  for (const StoredReplay::State& state : replay.states) {
    MW_REQUIRE(state.mean.size() == steps && state.sd.size() == steps);
  }
  for (const StoredReplay::Innovation& innovation : replay.innovations) {
    MW_REQUIRE(innovation.value.size() == steps && innovation.sd.size() == steps);
  }
}

std::int64_t logId(ProjectFile& project, Connection& connection, const std::string& name) {
  SQLite::Statement query(connection.database(), "SELECT id FROM log WHERE name = ?");
  query.bind(1, name);
  if (query.executeStep()) return query.getColumn(0).getInt64();
  throw nothingOfThisName(project.path(), "log", name, {});
}

/// A replay of which the rest is not known yet.
std::int64_t insertReplay(Connection& connection, const std::string& twin, std::int64_t log_id) {
  SQLite::Statement insert(connection.database(),
                           "INSERT OR REPLACE INTO replay(twin, log_id, created, step_count) VALUES(?, ?, ?, 0) "
                           "RETURNING id");
  insert.bind(1, twin);
  insert.bind(2, log_id);
  insert.bind(3, utcNow());
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

void insertStates(Connection& connection, std::int64_t id, const std::vector<std::string>& names) {
  SQLite::Statement state(connection.database(), "INSERT INTO replay_state(replay_id, number, name) VALUES(?, ?, ?)");
  for (std::size_t i = 0; i < names.size(); ++i) {
    state.bind(1, id);
    state.bind(2, static_cast<std::int64_t>(i + 1));
    state.bind(3, names[i]);
    state.exec();
    state.reset();
  }
}

void insertAlerts(Connection& connection, std::int64_t id, const std::vector<StoredReplay::Alert>& alerts) {
  SQLite::Statement insert(connection.database(),
                           "INSERT INTO alert(replay_id, number, t_s, level, message) VALUES(?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    insert.bind(1, id);
    insert.bind(2, static_cast<std::int64_t>(i));
    insert.bind(3, alerts[i].t_s);
    insert.bind(4, alerts[i].level);
    insert.bind(5, alerts[i].message);
    insert.exec();
    insert.reset();
  }
}

void completeReplay(Connection& connection, std::int64_t id, const std::vector<std::string>& states,
                    const std::vector<StoredReplay::Alert>& alerts, std::size_t step_count) {
  insertStates(connection, id, states);
  insertAlerts(connection, id, alerts);
  SQLite::Statement update(connection.database(), "UPDATE replay SET step_count = ? WHERE id = ?");
  update.bind(1, static_cast<std::int64_t>(step_count));
  update.bind(2, id);
  update.exec();
}

void readStatesAndAlerts(Connection& connection, std::int64_t id, StoredReplay& replay) {
  SQLite::Statement states(connection.database(), "SELECT name FROM replay_state WHERE replay_id = ? ORDER BY number");
  states.bind(1, id);
  while (states.executeStep()) replay.states.push_back({states.getColumn(0).getString(), {}, {}});
  SQLite::Statement alerts(connection.database(),
                           "SELECT t_s, level, message FROM alert WHERE replay_id = ? ORDER BY number");
  alerts.bind(1, id);
  while (alerts.executeStep()) {
    replay.alerts.push_back(
        {alerts.getColumn(0).getDouble(), alerts.getColumn(1).getString(), alerts.getColumn(2).getString()});
  }
}

/// Flags are kept as numbers.
struct Flags {
  std::vector<double> anomaly;
  std::vector<double> stale;
};

/// The columns of a replay in the order in which they are stored.
/// @param replay, flags  to be read, or to be filled
template <typename Replay, typename FlagColumns, typename Add>
void eachColumn(Replay& replay, FlagColumns& flags, const Add& add) {
  add(replay.t_s);
  for (auto& state : replay.states) add(state.mean);
  for (auto& state : replay.states) add(state.sd);
  for (auto* column : {&replay.nis, &replay.health, &replay.age_s, &flags.anomaly, &flags.stale}) add(*column);
  for (auto& innovation : replay.innovations) add(innovation.value);
  for (auto& innovation : replay.innovations) add(innovation.sd);
}

void addRows(const StoredReplay& replay, ChunkWriter& chunks) {
  requireShape(replay);
  const Flags flags{asNumbers(replay.is_anomaly), asNumbers(replay.is_stale)};
  std::vector<std::span<const double>> columns;
  eachColumn(replay, flags, [&](const std::vector<double>& column) { columns.emplace_back(column); });
  chunks.add(columns);
}

/// @param replay  with its states
void readRows(Connection& connection, const ChunkOwner& owner, StoredReplay& replay) {
  const std::size_t without = 6 + 2 * replay.states.size();  // columns of a replay without innovations
  const std::size_t width = columnsOfChunks(connection, kReplayChunks, owner.id);
  if (width > without) replay.innovations.resize((width - without) / 2);
  Flags flags;
  std::vector<std::vector<double>*> kept;
  eachColumn(replay, flags, [&](std::vector<double>& column) { kept.push_back(&column); });
  std::vector<Column> read(kept.size());
  std::vector<Column*> columns;
  for (Column& column : read) columns.push_back(&column);
  readChunks(connection, owner, columns, [&] {
    for (std::size_t i = 0; i < kept.size(); ++i) {
      kept[i]->insert(kept[i]->end(), read[i].begin(), read[i].end());
      read[i].clear();
    }
  });
  replay.is_anomaly = asFlags(flags.anomaly);
  replay.is_stale = asFlags(flags.stale);
}

std::vector<StoredReplay::Alert> storedAlerts(const std::vector<twin::Alert>& alerts) {
  std::vector<StoredReplay::Alert> list;
  for (const twin::Alert& alert : alerts) list.push_back({alert.t_s, twin::alertLevel(alert.kind), alert.message});
  return list;
}

/// Entry i of each row of a column with `count` values per row.
std::vector<double> every(const std::vector<double>& column, std::size_t count, std::size_t i) {
  std::vector<double> values;
  for (std::size_t at = i; at < column.size(); at += count) values.push_back(column[at]);
  return values;
}

std::vector<double> rootOf(std::vector<double> variances) {
  for (double& variance : variances) variance = std::sqrt(variance);
  return variances;
}

StoredReplay storedRows(const twin::ReplayResult& result) {
  StoredReplay replay;
  replay.t_s = result.t_s;
  replay.nis = result.nis;
  replay.health = result.health;
  replay.age_s = result.age_s;
  replay.is_anomaly.assign(result.anomaly.begin(), result.anomaly.end());
  replay.is_stale.assign(result.stale.begin(), result.stale.end());
  const std::size_t n = result.stateCount();
  for (std::size_t i = 0; i < n; ++i) {
    replay.states.push_back({result.states[i], every(result.x, n, i), rootOf(every(result.P_diag, n, i))});
  }
  const std::size_t p = result.measured.size();
  for (std::size_t i = 0; i < p; ++i) {
    replay.innovations.push_back({every(result.innovation, p, i), rootOf(every(result.S_diag, p, i))});
  }
  return replay;
}

}  // namespace

StoredReplay storedReplay(const std::string& twin, const std::string& log, const twin::ReplayResult& result) {
  StoredReplay replay = storedRows(result);
  replay.twin = twin;
  replay.log = log;
  replay.alerts = storedAlerts(result.alerts);
  return replay;
}

std::vector<ReplayName> replays(ProjectFile& project) {
  std::vector<ReplayName> list;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(),
                            "SELECT replay.twin, log.name, replay.created, replay.step_count FROM replay "
                            "JOIN log ON log.id = replay.log_id ORDER BY replay.id");
    while (query.executeStep()) {
      list.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                      static_cast<std::size_t>(query.getColumn(3).getInt64())});
    }
  });
  return list;
}

void saveReplay(ProjectFile& project, const StoredReplay& replay) {
  requireName(project.path(), "twin", replay.twin);
  std::vector<std::string> states;
  for (const StoredReplay::State& state : replay.states) states.push_back(state.name);
  project.change([&](Connection& connection) {
    const std::int64_t id = insertReplay(connection, replay.twin, logId(project, connection, replay.log));
    ChunkWriter chunks(connection, kReplayChunks, id);
    addRows(replay, chunks);
    chunks.finish();
    completeReplay(connection, id, states, replay.alerts, chunks.rowCount());
  });
}

void saveReplay(ProjectFile& project, const std::string& twin, const std::string& log, const ReplaySource& source) {
  requireName(project.path(), "twin", twin);
  project.change([&](Connection& connection) {
    const std::int64_t id = insertReplay(connection, twin, logId(project, connection, log));
    ChunkWriter chunks(connection, kReplayChunks, id);
    const twin::ReplayResult sums = source([&](const twin::ReplayResult& rows) { addRows(storedRows(rows), chunks); });
    chunks.finish();
    completeReplay(connection, id, sums.states, storedAlerts(sums.alerts), chunks.rowCount());
  });
}

StoredReplay loadReplay(ProjectFile& project, const std::string& twin, const std::string& log) {
  StoredReplay replay;
  replay.twin = twin;
  replay.log = log;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(),
                            "SELECT replay.id, replay.created, replay.step_count FROM replay JOIN log ON "
                            "log.id = replay.log_id WHERE replay.twin = ? AND log.name = ?");
    query.bind(1, twin);
    query.bind(2, log);
    const std::string what = fmt::format("replay of {} over {}", twin, log);
    if (!query.executeStep()) {
      throw InputError(Place{project.path().string(), "", 0, 0}, "no " + what + " in the project", "replay it first");
    }
    const std::int64_t id = query.getColumn(0).getInt64();
    replay.created = query.getColumn(1).getString();
    readStatesAndAlerts(connection, id, replay);
    const auto steps = static_cast<std::size_t>(query.getColumn(2).getInt64());
    readRows(connection, {kReplayChunks, id, steps, project.path(), what}, replay);
  });
  return replay;
}

}  // namespace mw::store
