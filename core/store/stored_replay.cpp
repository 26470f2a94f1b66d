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
}

std::int64_t logId(ProjectFile& project, Connection& connection, const std::string& name) {
  SQLite::Statement query(connection.database(), "SELECT id FROM log WHERE name = ?");
  query.bind(1, name);
  if (query.executeStep()) return query.getColumn(0).getInt64();
  throw nothingOfThisName(project.path(), "log", name, {});
}

std::int64_t insertReplay(Connection& connection, const StoredReplay& replay, std::int64_t log_id) {
  SQLite::Statement insert(connection.database(),
                           "INSERT OR REPLACE INTO replay(twin, log_id, created, step_count) VALUES(?, ?, ?, ?) "
                           "RETURNING id");
  insert.bind(1, replay.twin);
  insert.bind(2, log_id);
  insert.bind(3, utcNow());
  insert.bind(4, static_cast<std::int64_t>(replay.t_s.size()));
  insert.executeStep();
  const std::int64_t id = insert.getColumn(0).getInt64();
  SQLite::Statement state(connection.database(), "INSERT INTO replay_state(replay_id, number, name) VALUES(?, ?, ?)");
  for (std::size_t i = 0; i < replay.states.size(); ++i) {
    state.bind(1, id);
    state.bind(2, static_cast<std::int64_t>(i + 1));
    state.bind(3, replay.states[i].name);
    state.exec();
    state.reset();
  }
  return id;
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

}  // namespace

StoredReplay storedReplay(const std::string& twin, const std::string& log, const twin::ReplayResult& result) {
  StoredReplay replay;
  replay.twin = twin;
  replay.log = log;
  replay.t_s = result.t_s;
  replay.nis = result.nis;
  replay.health = result.health;
  replay.age_s = result.age_s;
  replay.is_anomaly.assign(result.anomaly.begin(), result.anomaly.end());
  replay.is_stale.assign(result.stale.begin(), result.stale.end());
  const std::size_t n = result.stateCount();
  for (std::size_t i = 0; i < n; ++i) {
    StoredReplay::State state{result.states[i], {}, {}};
    for (std::size_t row = 0; row < result.t_s.size(); ++row) {
      state.mean.push_back(result.x[row * n + i]);
      state.sd.push_back(std::sqrt(result.P_diag[row * n + i]));
    }
    replay.states.push_back(std::move(state));
  }
  for (const twin::Alert& alert : result.alerts) {
    replay.alerts.push_back({alert.t_s, twin::alertLevel(alert.kind), alert.message});
  }
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
  requireShape(replay);
  const std::vector<double> anomaly = asNumbers(replay.is_anomaly);
  const std::vector<double> stale = asNumbers(replay.is_stale);
  std::vector<std::span<const double>> columns{replay.t_s};
  for (const StoredReplay::State& state : replay.states) columns.emplace_back(state.mean);
  for (const StoredReplay::State& state : replay.states) columns.emplace_back(state.sd);
  columns.insert(columns.end(), {replay.nis, replay.health, replay.age_s, anomaly, stale});
  project.change([&](Connection& connection) {
    const std::int64_t id = insertReplay(connection, replay, logId(project, connection, replay.log));
    insertChunks(connection, kReplayChunks, id, columns);
    insertAlerts(connection, id, replay.alerts);
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
    std::vector<double> anomaly;
    std::vector<double> stale;
    std::vector<std::vector<double>*> columns{&replay.t_s};
    for (StoredReplay::State& state : replay.states) columns.push_back(&state.mean);
    for (StoredReplay::State& state : replay.states) columns.push_back(&state.sd);
    columns.insert(columns.end(), {&replay.nis, &replay.health, &replay.age_s, &anomaly, &stale});
    readChunks(connection, kReplayChunks, id, static_cast<std::size_t>(query.getColumn(2).getInt64()), project.path(),
               what, columns);
    replay.is_anomaly = asFlags(anomaly);
    replay.is_stale = asFlags(stale);
  });
  return replay;
}

}  // namespace mw::store
