// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_detections.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/store/connection.h"
#include "core/store/stored_text.h"
#include "core/store/utc_text.h"
#include "core/twin/detect/detect_settings.h"

namespace mw::store {
namespace {

double finite(double number) {
  constexpr double kMost = std::numeric_limits<double>::max();
  return std::isnan(number) ? 0.0 : std::clamp(number, -kMost, kMost);
}

std::string textOf(const StoredDetections::Entry& entry) {
  return Json{entry.test,      entry.suspects, entry.from_s,  entry.to_s,    entry.peak_s,
              entry.statistic, entry.limit,    entry.p_value, entry.evidence}
      .dump();
}

std::string digestOfSet(const std::string& settings, const std::vector<StoredDetections::Entry>& entries) {
  std::string text;
  for (const StoredDetections::Entry& entry : entries) text += textOf(entry) + "\n";
  return digestOf({settings, text});
}

bool hasDetections(Connection& connection) {
  return connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'detection_set'") > 0;
}

std::int64_t insertSet(ProjectFile& project, Connection& connection, const StoredDetections& set) {
  SQLite::Statement query(connection.database(), "SELECT id FROM log WHERE name = ?");
  query.bind(1, set.log);
  if (!query.executeStep()) throw nothingOfThisName(project.path(), "log", set.log, {});
  const std::string settings = set.settings.dump();
  SQLite::Statement insert(connection.database(),
                           "INSERT OR REPLACE INTO detection_set(log_id, created, settings, settings_digest, digest) "
                           "VALUES(?, ?, ?, ?, ?) RETURNING id");
  insert.bind(1, query.getColumn(0).getInt64());
  insert.bind(2, utcNow());
  insert.bind(3, settings);
  insert.bind(4, set.settings_digest);
  insert.bind(5, digestOfSet(settings, set.entries));
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

void insertEntries(Connection& connection, std::int64_t id, const std::vector<StoredDetections::Entry>& entries) {
  SQLite::Statement insert(connection.database(),
                           "INSERT INTO detection(set_id, number, test, suspects, from_s, to_s, peak_s, statistic, "
                           "limit_value, p_value, evidence) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const StoredDetections::Entry& entry = entries[i];
    insert.bind(1, id);
    insert.bind(2, static_cast<std::int64_t>(i));
    insert.bind(3, entry.test);
    insert.bind(4, Json(entry.suspects).dump());
    int at = 5;
    for (const double number : {entry.from_s, entry.to_s, entry.peak_s, entry.statistic, entry.limit, entry.p_value}) {
      insert.bind(at++, number);
    }
    insert.bind(at, entry.evidence);
    insert.exec();
    insert.reset();
  }
}

std::vector<StoredDetections::Entry> readEntries(ProjectFile& project, Connection& connection, std::int64_t id) {
  std::vector<StoredDetections::Entry> entries;
  SQLite::Statement query(connection.database(),
                          "SELECT test, suspects, from_s, to_s, peak_s, statistic, limit_value, p_value, evidence FROM "
                          "detection WHERE set_id = ? ORDER BY number");
  query.bind(1, id);
  while (query.executeStep()) {
    StoredDetections::Entry entry;
    entry.test = query.getColumn(0).getString();
    const JsonDocument suspects = storedJson(project.path(), "a detection", query.getColumn(1).getString());
    for (const Json& name : suspects.root()) {
      if (name.is_string()) entry.suspects.push_back(name.get<std::string>());
    }
    int at = 2;
    for (double* number : {&entry.from_s, &entry.to_s, &entry.peak_s, &entry.statistic, &entry.limit, &entry.p_value}) {
      *number = query.getColumn(at++).getDouble();
    }
    entry.evidence = query.getColumn(at).getString();
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

StoredDetections storedDetections(const twin::LogDetections& found, const twin::Log& log,
                                  const twin::DetectRequest& request) {
  StoredDetections set;
  set.log = log.name;
  set.settings = twin::settingsJson(request);
  set.settings_digest = twin::settingsDigest(set.settings);
  for (const estimation::Detection& detection : found.detections) {
    StoredDetections::Entry entry;
    entry.test = detection.test;
    for (const estimation::Suspect& suspect : detection.suspects) entry.suspects.push_back(suspect.signal);
    entry.from_s = log.t_s[detection.first_row];
    entry.to_s = log.t_s[detection.last_row];
    entry.peak_s = log.t_s[detection.peak_row];
    entry.statistic = finite(detection.statistic);
    entry.limit = finite(detection.limit);
    entry.p_value = std::clamp(finite(detection.p_value), 0.0, 1.0);
    entry.evidence = twin::evidenceInWords(detection);
    set.entries.push_back(std::move(entry));
  }
  return set;
}

std::vector<StoredDetections> detections(ProjectFile& project) {
  std::vector<StoredDetections> sets;
  project.read([&](Connection& connection) {
    if (!hasDetections(connection)) return;
    SQLite::Statement query(connection.database(),
                            "SELECT detection_set.id, log.name, detection_set.created, detection_set.settings, "
                            "detection_set.settings_digest, detection_set.digest FROM detection_set JOIN log ON "
                            "log.id = detection_set.log_id ORDER BY detection_set.id");
    while (query.executeStep()) {
      StoredDetections set;
      set.log = query.getColumn(1).getString();
      set.created = query.getColumn(2).getString();
      const std::string settings = query.getColumn(3).getString();
      const std::string what = "the detections in log " + set.log;
      set.settings_digest = query.getColumn(4).getString();
      set.entries = readEntries(project, connection, query.getColumn(0).getInt64());
      requireDigest(project.path(), what, query.getColumn(5).getString(), digestOfSet(settings, set.entries));
      set.settings = storedJson(project.path(), what, settings).root();
      sets.push_back(std::move(set));
    }
  });
  return sets;
}

std::vector<StoredDetections> detections(ProjectFile& project, const std::string& log) {
  std::vector<StoredDetections> sets = detections(project);
  std::erase_if(sets, [&log](const StoredDetections& set) { return set.log != log; });
  return sets;
}

void saveDetections(ProjectFile& project, const StoredDetections& set) {
  project.change(
      [&](Connection& connection) { insertEntries(connection, insertSet(project, connection, set), set.entries); });
}

std::size_t removeDetections(ProjectFile& project, const std::string& log, const std::string& settings_digest) {
  std::size_t removed = 0;
  project.change([&](Connection& connection) {
    SQLite::Statement remove(connection.database(),
                             "DELETE FROM detection_set WHERE log_id = (SELECT id FROM log WHERE name = ?) AND "
                             "(? = '' OR settings_digest = ?)");
    remove.bind(1, log);
    remove.bind(2, settings_digest);
    remove.bind(3, settings_digest);
    removed = static_cast<std::size_t>(remove.exec());
  });
  return removed;
}

}  // namespace mw::store
