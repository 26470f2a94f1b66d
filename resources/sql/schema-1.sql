-- SPDX-License-Identifier: Apache-2.0
-- The project file, version 1. Every project holds exactly this text and what the versions up to its own add to it,
-- and is refused otherwise.
-- Missing numbers are NULL where a column allows it. Times are UTC, 2026-01-31T12:00:00Z. Digests are 32 hexadecimal
-- digits over what stands beside them. project.edits counts changes of the factory since the newest restore point.
CREATE TABLE project(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  created TEXT NOT NULL CHECK(length(created) = 20),
  program TEXT NOT NULL CHECK(length(program) BETWEEN 1 AND 100),
  factory TEXT NOT NULL CHECK(length(factory) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32),
  edits INTEGER NOT NULL CHECK(edits >= 0)
) STRICT;
CREATE TABLE saved_view(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 200),
  pose TEXT NOT NULL CHECK(length(pose) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32)
) STRICT;
CREATE TABLE restore_point(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 200),
  created TEXT NOT NULL CHECK(length(created) = 20),
  factory TEXT NOT NULL CHECK(length(factory) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32)
) STRICT;
-- Files that factories name: meshes and drawings. A name keeps its content for ever; the content is in pieces.
CREATE TABLE attachment(
  name TEXT PRIMARY KEY CHECK(length(name) BETWEEN 1 AND 200),
  content_digest TEXT NOT NULL CHECK(length(content_digest) = 32),
  bytes INTEGER NOT NULL CHECK(bytes BETWEEN 1 AND 268435456)
) STRICT, WITHOUT ROWID;
CREATE TABLE attachment_piece(
  content_digest TEXT NOT NULL CHECK(length(content_digest) = 32),
  number INTEGER NOT NULL CHECK(number BETWEEN 0 AND 999),
  content BLOB NOT NULL CHECK(length(content) BETWEEN 1 AND 16777216),
  PRIMARY KEY(content_digest, number)
) STRICT;
CREATE TABLE study(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 200),
  created TEXT NOT NULL CHECK(length(created) = 20),
  definition TEXT NOT NULL CHECK(length(definition) > 1),
  factory TEXT NOT NULL CHECK(length(factory) > 1),
  identity TEXT NOT NULL CHECK(length(identity) = 32),
  replications INTEGER NOT NULL CHECK(replications BETWEEN 1 AND 16777215),
  digest TEXT NOT NULL CHECK(length(digest) = 32)
) STRICT;
CREATE TABLE study_kpi(
  study_id INTEGER NOT NULL REFERENCES study(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number BETWEEN 0 AND 9999),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 200),
  PRIMARY KEY(study_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE study_point(
  study_id INTEGER NOT NULL REFERENCES study(id) ON DELETE CASCADE,
  point INTEGER NOT NULL CHECK(point BETWEEN 0 AND 999999),
  factors TEXT NOT NULL CHECK(length(factors) > 1),
  PRIMARY KEY(study_id, point)
) STRICT, WITHOUT ROWID;
CREATE TABLE run(
  id INTEGER PRIMARY KEY,
  study_id INTEGER NOT NULL,
  point INTEGER NOT NULL,
  replication INTEGER NOT NULL CHECK(replication BETWEEN 0 AND 16777214),
  events INTEGER NOT NULL CHECK(events >= 0),
  digest TEXT NOT NULL CHECK(length(digest) = 32),
  UNIQUE(study_id, point, replication),
  FOREIGN KEY(study_id, point) REFERENCES study_point(study_id, point) ON DELETE CASCADE
) STRICT;
CREATE TABLE run_value(
  run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number BETWEEN 0 AND 9999),
  value REAL CHECK(value IS NULL OR value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308),
  PRIMARY KEY(run_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE log(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 200),
  created TEXT NOT NULL CHECK(length(created) = 20),
  epoch_s REAL CHECK(epoch_s IS NULL OR epoch_s BETWEEN -1e12 AND 1e12),
  row_count INTEGER NOT NULL CHECK(row_count >= 0),
  source_digest TEXT NOT NULL CHECK(length(source_digest) <= 32)
) STRICT;
CREATE TABLE log_signal(
  log_id INTEGER NOT NULL REFERENCES log(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number BETWEEN 1 AND 100000),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 200),
  unit TEXT NOT NULL CHECK(length(unit) <= 100),
  PRIMARY KEY(log_id, number)
) STRICT, WITHOUT ROWID;
-- rows: JSON, [[t_s, value of signal 1, ...], ...]
CREATE TABLE log_chunk(
  log_id INTEGER NOT NULL REFERENCES log(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number >= 0),
  rows TEXT NOT NULL CHECK(length(rows) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32),
  PRIMARY KEY(log_id, number)
) STRICT;
CREATE TABLE twin(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 200),
  created TEXT NOT NULL CHECK(length(created) = 20),
  definition TEXT NOT NULL CHECK(length(definition) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32)
) STRICT;
CREATE TABLE replay(
  id INTEGER PRIMARY KEY,
  twin TEXT NOT NULL CHECK(length(twin) BETWEEN 1 AND 200),
  log_id INTEGER NOT NULL REFERENCES log(id) ON DELETE CASCADE,
  created TEXT NOT NULL CHECK(length(created) = 20),
  step_count INTEGER NOT NULL CHECK(step_count >= 0),
  UNIQUE(twin, log_id)
) STRICT;
CREATE TABLE replay_state(
  replay_id INTEGER NOT NULL REFERENCES replay(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number BETWEEN 1 AND 100000),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 200),
  PRIMARY KEY(replay_id, number)
) STRICT, WITHOUT ROWID;
-- rows: JSON, [[t_s, mean of state 1, ..., sd of state 1, ..., nis, health, age_s, anomaly, stale], ...], and where the
-- innovations are kept, in each row behind these: innovation of signal 1, ..., its sd of signal 1, ..., in the order of
-- the twin's "signals".
CREATE TABLE replay_chunk(
  replay_id INTEGER NOT NULL REFERENCES replay(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number >= 0),
  rows TEXT NOT NULL CHECK(length(rows) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32),
  PRIMARY KEY(replay_id, number)
) STRICT;
CREATE TABLE alert(
  replay_id INTEGER NOT NULL REFERENCES replay(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number >= 0),
  t_s REAL NOT NULL CHECK(t_s BETWEEN -1e12 AND 1e12),
  level TEXT NOT NULL CHECK(length(level) BETWEEN 1 AND 100),
  message TEXT NOT NULL CHECK(length(message) <= 10000),
  PRIMARY KEY(replay_id, number)
) STRICT, WITHOUT ROWID;
-- What the window remembers of a project: how logs are read, which signals stand in which plot, alarms that were seen.
CREATE TABLE note(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(length(kind) BETWEEN 1 AND 100),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 200),
  content TEXT NOT NULL CHECK(length(content) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32),
  UNIQUE(kind, name)
) STRICT;
CREATE TABLE surrogate(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 200),
  study TEXT NOT NULL CHECK(length(study) <= 200),
  response TEXT NOT NULL CHECK(length(response) BETWEEN 1 AND 200),
  kind TEXT NOT NULL CHECK(length(kind) BETWEEN 1 AND 100),
  created TEXT NOT NULL CHECK(length(created) = 20),
  model TEXT NOT NULL CHECK(length(model) > 1),
  digest TEXT NOT NULL CHECK(length(digest) = 32)
) STRICT;
CREATE TABLE recommendation(
  id INTEGER PRIMARY KEY,
  created TEXT NOT NULL CHECK(length(created) = 20),
  source TEXT NOT NULL CHECK(length(source) BETWEEN 1 AND 200),
  factor TEXT NOT NULL CHECK(length(factor) BETWEEN 1 AND 200),
  value ANY NOT NULL,
  response TEXT NOT NULL CHECK(length(response) BETWEEN 1 AND 200),
  mean REAL NOT NULL CHECK(mean BETWEEN -1e300 AND 1e300),
  low REAL NOT NULL CHECK(low BETWEEN -1e300 AND 1e300),
  high REAL NOT NULL CHECK(high BETWEEN -1e300 AND 1e300)
) STRICT;
CREATE VIEW results(study, point, replication, kpi, value) AS
  SELECT study.name, run.point, run.replication, study_kpi.name, run_value.value
  FROM study JOIN run ON run.study_id = study.id
  JOIN run_value ON run_value.run_id = run.id
  JOIN study_kpi ON study_kpi.study_id = study.id AND study_kpi.number = run_value.number;
CREATE VIEW design(study, point, factor, value) AS
  SELECT study.name, study_point.point, entry.key, entry.atom
  FROM study JOIN study_point ON study_point.study_id = study.id JOIN json_each(study_point.factors) AS entry;
CREATE VIEW signals(log, signal, t_s, value) AS
  SELECT log.name, log_signal.name, CAST(json_extract(sample.value, '$[0]') AS REAL), CAST(cell.atom AS REAL)
  FROM log JOIN log_chunk ON log_chunk.log_id = log.id
  JOIN json_each(log_chunk.rows) AS sample JOIN json_each(sample.value) AS cell
  JOIN log_signal ON log_signal.log_id = log.id AND log_signal.number = cell.key
  WHERE cell.atom IS NOT NULL;
CREATE VIEW estimates(twin, log, t_s, state, mean, sd) AS
  SELECT replay.twin, log.name, CAST(json_extract(step.value, '$[0]') AS REAL), replay_state.name,
    CAST(json_extract(step.value, '$[' || replay_state.number || ']') AS REAL),
    CAST(json_extract(step.value, '$[' || (replay_state.number + size.states) || ']') AS REAL)
  FROM replay JOIN log ON log.id = replay.log_id
  JOIN (SELECT replay_id, count(*) AS states FROM replay_state GROUP BY replay_id) AS size ON size.replay_id = replay.id
  JOIN replay_chunk ON replay_chunk.replay_id = replay.id JOIN json_each(replay_chunk.rows) AS step
  JOIN replay_state ON replay_state.replay_id = replay.id;
CREATE VIEW alerts(twin, log, t_s, level, message) AS
  SELECT replay.twin, log.name, alert.t_s, alert.level, alert.message
  FROM alert JOIN replay ON replay.id = alert.replay_id JOIN log ON log.id = replay.log_id;
CREATE VIEW surrogates(name, study, response, kind, created) AS
  SELECT name, study, response, kind, created FROM surrogate;
CREATE VIEW recommendations(created, source, factor, value, response, mean, low, high) AS
  SELECT created, source, factor, value, response, mean, low, high FROM recommendation;
