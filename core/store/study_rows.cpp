// SPDX-License-Identifier: Apache-2.0
#include "core/store/study_rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "core/store/run_values.h"
#include "core/store/stored_text.h"
#include "core/store/utc_text.h"

namespace mw::store {
namespace {

/// Over everything that a study is, its runs apart.
std::string definitionDigest(const StoredStudy& study, std::string_view definition, std::string_view factory) {
  std::string lists;
  for (const std::string& kpi : study.kpis) lists += kpi + "\n";
  for (const Json& point : study.points) lists += point.dump() + "\n";
  return digestOf({study.name, definition, factory, study.identity, std::to_string(study.replications), lists});
}

template <class Take>
void forEachOf(Connection& connection, const char* query, std::int64_t id, Take take) {
  SQLite::Statement statement(connection.database(), query);
  statement.bind(1, id);
  while (statement.executeStep()) take(statement);
}

void readLists(Connection& connection, const std::filesystem::path& file, StudyRow& row) {
  forEachOf(connection, "SELECT name FROM study_kpi WHERE study_id = ? ORDER BY number", row.id,
            [&](SQLite::Statement& each) { row.study.kpis.push_back(each.getColumn(0).getString()); });
  forEachOf(connection, "SELECT factors FROM study_point WHERE study_id = ? ORDER BY point", row.id,
            [&](SQLite::Statement& each) {
              const std::string what = fmt::format("point {} of study {}", row.study.points.size(), row.study.name);
              row.study.points.push_back(storedJson(file, what, each.getColumn(0).getString()).root());
            });
  forEachOf(connection, "SELECT count(*) FROM run WHERE study_id = ?", row.id, [&](SQLite::Statement& each) {
    row.study.runs_done = static_cast<std::size_t>(each.getColumn(0).getInt64());
  });
}

void insertPoints(Connection& connection, std::int64_t id, const StoredStudy& study, std::size_t first) {
  SQLite::Statement point(connection.database(), "INSERT INTO study_point(study_id, point, factors) VALUES(?, ?, ?)");
  for (std::size_t i = first; i < study.points.size(); ++i) {
    point.bind(1, id);
    point.bind(2, static_cast<std::int64_t>(i));
    point.bind(3, study.points[i].dump());
    point.exec();
    point.reset();
  }
}

void insertLists(Connection& connection, std::int64_t id, const StoredStudy& study) {
  SQLite::Statement kpi(connection.database(), "INSERT INTO study_kpi(study_id, number, name) VALUES(?, ?, ?)");
  for (std::size_t i = 0; i < study.kpis.size(); ++i) {
    kpi.bind(1, id);
    kpi.bind(2, static_cast<std::int64_t>(i));
    kpi.bind(3, study.kpis[i]);
    kpi.exec();
    kpi.reset();
  }
  insertPoints(connection, id, study, 0);
}

void updateDefinition(Connection& connection, const StudyRow& row) {
  const std::string definition = row.study.definition.dump();
  SQLite::Statement update(connection.database(), "UPDATE study SET definition = ?, digest = ? WHERE id = ?");
  update.bind(1, definition);
  update.bind(2, definitionDigest(row.study, definition, row.study.factory.dump()));
  update.bind(3, row.id);
  update.exec();
}

/// How many replications its points get: one that does not fit the rest of the study was not written by us.
std::optional<experiment::ReplicationRule> storedRule(const std::filesystem::path& file, const StoredStudy& study) {
  const InputError damaged(Place{file.string(), "", 0, 0}, "study " + study.name + " is damaged",
                           "go back to a copy of it");
  try {
    auto rule = experiment::replicationRuleOf(study.definition);
    if (!rule) return rule;
    const bool has_all = std::ranges::all_of(rule->until, [&](const experiment::PrecisionGoal& goal) {
      return std::ranges::find(study.kpis, goal.kpi) != study.kpis.end();
    });
    if (!has_all || rule->at_most != study.replications) throw damaged;
    return rule;
  } catch (const Json::exception&) {
    throw damaged;
  } catch (const LogicError&) {
    throw damaged;
  }
}

}  // namespace

std::vector<StudyRow> studyRows(Connection& connection, const std::filesystem::path& file) {
  std::vector<StudyRow> rows;
  SQLite::Statement query(
      connection.database(),
      "SELECT id, name, created, definition, factory, identity, replications, digest FROM study ORDER BY id");
  while (query.executeStep()) {
    StudyRow row;
    row.id = query.getColumn(0).getInt64();
    row.study.name = query.getColumn(1).getString();
    row.study.created = query.getColumn(2).getString();
    const std::string definition = query.getColumn(3).getString();
    const std::string factory = query.getColumn(4).getString();
    row.study.identity = query.getColumn(5).getString();
    row.study.replications = query.getColumn(6).getUInt();
    readLists(connection, file, row);
    const std::string what = "study " + row.study.name;
    requireDigest(file, what, query.getColumn(7).getString(), definitionDigest(row.study, definition, factory));
    row.study.definition = storedJson(file, what, definition).root();
    row.study.factory = storedJson(file, "factory of " + what, factory).root();
    row.study.precision = storedRule(file, row.study);
    rows.push_back(std::move(row));
  }
  return rows;
}

void countSpared(Connection& connection, StudyRow& row) {
  StoredStudy& study = row.study;
  if (!study.precision) return;
  std::vector<std::size_t> positions;
  std::vector<std::string> goals;
  for (const experiment::PrecisionGoal& goal : study.precision->until) {
    goals.push_back(goal.kpi);
    positions.push_back(static_cast<std::size_t>(std::ranges::find(study.kpis, goal.kpi) - study.kpis.begin()));
  }
  std::vector<experiment::StudyRun> runs = runColumns(connection, row, positions);
  // Another process may have added points, with runs, since the row was read.
  std::erase_if(runs, [&study](const auto& run) { return run.key.point >= study.points.size(); });
  std::vector<std::size_t> there(study.points.size());
  for (const experiment::StudyRun& run : runs) ++there[run.key.point];
  const auto points = experiment::precisionOf(*study.precision, goals, runs, study.points.size());
  study.runs_done = runs.size();
  study.runs_spared = 0;
  for (std::size_t point = 0; point < points.size(); ++point) {
    study.runs_spared += experiment::sparedRuns(*study.precision, points[point], there[point]);
  }
}

StoredStudy storedForm(const experiment::StudyPlan& plan) {
  StoredStudy study;
  study.name = plan.study().name;
  study.definition = plan.study().json;
  study.factory = plan.factory().json();
  study.identity = plan.identity();
  study.kpis = plan.kpis();
  study.replications = plan.study().replications;
  study.precision = plan.study().precision;
  for (std::size_t point = 0; point < plan.points().size(); ++point) study.points.push_back(plan.factorValues(point));
  return study;
}

std::int64_t insertStudy(Connection& connection, const StoredStudy& study) {
  const std::string definition = study.definition.dump();
  const std::string factory = study.factory.dump();
  SQLite::Statement insert(connection.database(),
                           "INSERT INTO study(name, created, definition, factory, identity, replications, digest) "
                           "VALUES(?, ?, ?, ?, ?, ?, ?) RETURNING id");
  insert.bind(1, study.name);
  insert.bind(2, utcNow());
  insert.bind(3, definition);
  insert.bind(4, factory);
  insert.bind(5, study.identity);
  insert.bind(6, static_cast<std::int64_t>(study.replications));
  insert.bind(7, definitionDigest(study, definition, factory));
  insert.executeStep();
  const std::int64_t id = insert.getColumn(0).getInt64();
  insertLists(connection, id, study);
  return id;
}

void insertAddedPoints(Connection& connection, StudyRow& row, const std::vector<Json>& points) {
  const std::size_t before = row.study.points.size();
  for (std::size_t point = before; point < points.size(); ++point) {
    row.study.points.push_back(points[point]);
    row.study.definition["added_points"].push_back(points[point]);
  }
  insertPoints(connection, row.id, row.study, before);
  updateDefinition(connection, row);
}

bool isSameStudy(const StoredStudy& a, const StoredStudy& b) {
  const auto shared = static_cast<std::ptrdiff_t>(std::min(a.points.size(), b.points.size()));
  return a.identity == b.identity && std::equal(a.points.begin(), a.points.begin() + shared, b.points.begin());
}

InputError anotherStudy(const std::filesystem::path& file, const StoredStudy& stored, const StoredStudy& planned) {
  const Place place{file.string(), "", 0, 0};
  if (stored.identity != planned.identity) {
    return InputError(
        place, fmt::format("study \"{}\" is there with other factors, settings or another factory", planned.name),
        "give the study another name; its runs cannot be mixed with the stored ones");
  }
  const auto shared = static_cast<std::ptrdiff_t>(std::min(stored.points.size(), planned.points.size()));
  const auto first = std::mismatch(stored.points.begin(), stored.points.begin() + shared, planned.points.begin()).first;
  return InputError(place,
                    fmt::format("study \"{}\" is there with other added points: point {} is {} there, {} here",
                                planned.name, first - stored.points.begin(), first->dump(),
                                planned.points[static_cast<std::size_t>(first - stored.points.begin())].dump()),
                    "take \"added_points\" out of the study to go on with the stored ones, or give it another name");
}

void removeAddedPoint(Connection& connection, StudyRow& row, const Json& values) {
  Json& definition = row.study.definition;
  const bool is_last = definition.contains("added_points") && !definition["added_points"].empty() &&
                       definition["added_points"].back() == values && row.study.points.back() == values;
  if (!is_last) return;
  row.study.points.pop_back();
  definition["added_points"].erase(definition["added_points"].size() - 1);
  if (definition["added_points"].empty()) definition.erase("added_points");
  SQLite::Statement remove(connection.database(), "DELETE FROM study_point WHERE study_id = ? AND point = ?");
  remove.bind(1, row.id);
  remove.bind(2, static_cast<std::int64_t>(row.study.points.size()));
  remove.exec();
  updateDefinition(connection, row);
}

std::vector<experiment::StudyRun> runRows(Connection& connection, const std::filesystem::path& file,
                                          const StudyRow& study) {
  std::vector<experiment::StudyRun> runs;
  SQLite::Statement query(
      connection.database(),
      "SELECT id, point, replication, events, digest FROM run WHERE study_id = ? ORDER BY point, replication");
  RunValueReader values(connection);
  query.bind(1, study.id);
  while (query.executeStep()) {
    experiment::StudyRun run;
    run.key = {query.getColumn(1).getUInt(), query.getColumn(2).getUInt()};
    run.events = static_cast<std::uint64_t>(query.getColumn(3).getInt64());
    run.values = values.all(query.getColumn(0).getInt64());
    const std::string stored = query.getColumn(4).getString();
    const bool is_of_study =
        run.values.size() == study.study.kpis.size() && run.key.replication < study.study.replications;
    if (is_of_study && run.digest() == stored) {
      runs.push_back(std::move(run));
      continue;
    }
    const std::string what =
        fmt::format("run {} of point {} of study {}", run.key.replication, run.key.point, study.study.name);
    requireDigest(file, what, stored, run.digest());
    if (!is_of_study) {
      throw InputError(Place{file.string(), "", 0, 0}, what + " is not one of its study", "go back to a copy of it");
    }
    runs.push_back(std::move(run));
  }
  return runs;
}

void insertRuns(Connection& connection, std::int64_t study_id, const std::vector<SealedRun>& runs) {
  SQLite::Statement insert(connection.database(),
                           "INSERT INTO run(study_id, point, replication, events, digest) VALUES(?, ?, ?, ?, ?)");
  RunValueWriter values(connection);
  const std::filesystem::path file = connection.database().getFilename();
  for (const SealedRun& sealed : runs) {
    const experiment::StudyRun& run = sealed.run();
    insert.bind(1, study_id);
    insert.bind(2, static_cast<std::int64_t>(run.key.point));
    insert.bind(3, static_cast<std::int64_t>(run.key.replication));
    insert.bind(4, static_cast<std::int64_t>(run.events));
    insert.bindNoCopy(5, sealed.digest());
    insert.exec();
    insert.reset();
    values.write(file, connection.database().getLastInsertRowid(), run.values);
  }
}

std::vector<experiment::StudyRun> runColumns(Connection& connection, const StudyRow& study,
                                             const std::vector<std::size_t>& positions,
                                             std::vector<std::string>* digests) {
  std::vector<experiment::StudyRun> runs;
  SQLite::Statement query(
      connection.database(),
      "SELECT id, point, replication, events, digest FROM run WHERE study_id = ? ORDER BY point, replication");
  RunValueReader values(connection);
  query.bind(1, study.id);
  while (query.executeStep()) {
    experiment::StudyRun run;
    run.key = {query.getColumn(1).getUInt(), query.getColumn(2).getUInt()};
    run.events = static_cast<std::uint64_t>(query.getColumn(3).getInt64());
    run.values = values.some(query.getColumn(0).getInt64(), positions);
    if (digests) digests->push_back(query.getColumn(4).getString());
    runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace mw::store
