-- SPDX-License-Identifier: Apache-2.0
-- What version 2 of the project file adds to version 1: detections, found in logs that nobody has modelled.
-- A set holds all that was found in a log with one setting; looking again with that setting replaces it.
CREATE TABLE detection_set(
  id INTEGER PRIMARY KEY,
  log_id INTEGER NOT NULL REFERENCES log(id) ON DELETE CASCADE,
  created TEXT NOT NULL CHECK(length(created) = 20),
  settings TEXT NOT NULL CHECK(length(settings) > 1),
  settings_digest TEXT NOT NULL CHECK(length(settings_digest) = 32),
  digest TEXT NOT NULL CHECK(length(digest) = 32),
  UNIQUE(log_id, settings_digest)
) STRICT;
-- suspects: JSON, the names of the signals that the evidence comes from, the worst first. Times are stamps of the log.
CREATE TABLE detection(
  set_id INTEGER NOT NULL REFERENCES detection_set(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number >= 0),
  test TEXT NOT NULL CHECK(length(test) BETWEEN 1 AND 100),
  suspects TEXT NOT NULL CHECK(length(suspects) > 1),
  from_s REAL NOT NULL CHECK(from_s BETWEEN -1e12 AND 1e12),
  to_s REAL NOT NULL CHECK(to_s BETWEEN -1e12 AND 1e12),
  peak_s REAL NOT NULL CHECK(peak_s BETWEEN -1e12 AND 1e12),
  statistic REAL NOT NULL CHECK(statistic BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308),
  limit_value REAL NOT NULL CHECK(limit_value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308),
  p_value REAL NOT NULL CHECK(p_value BETWEEN 0 AND 1),
  evidence TEXT NOT NULL CHECK(length(evidence) BETWEEN 1 AND 10000),
  PRIMARY KEY(set_id, number)
) STRICT, WITHOUT ROWID;
CREATE VIEW detections(log, test, signals, from_s, to_s, peak_s, statistic, limit_value, p_value, certainty, evidence,
                       settings_digest) AS
  SELECT log.name, detection.test,
    (SELECT group_concat(suspect.value, ', ') FROM json_each(detection.suspects) AS suspect),
    detection.from_s, detection.to_s, detection.peak_s, detection.statistic, detection.limit_value, detection.p_value,
    1 - detection.p_value, detection.evidence, detection_set.settings_digest
  FROM detection JOIN detection_set ON detection_set.id = detection.set_id JOIN log ON log.id = detection_set.log_id;
