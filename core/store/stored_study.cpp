// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_study.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "core/store/connection.h"
#include "core/store/stored_text.h"
#include "core/store/study_rows.h"

namespace mw::store {

std::string StoredStudy::runsText() const {
  return fmt::format("{} of {}{} runs", runs_done, precision && !isComplete() ? "at most " : "", runsTotal());
}

std::vector<StoredStudy> studies(ProjectFile& project) {
  std::vector<StoredStudy> list;
  project.read([&](Connection& connection) {
    for (StudyRow& row : studyRows(connection, project.path())) {
      countSpared(connection, row);
      list.push_back(std::move(row.study));
    }
  });
  return list;
}

StoredStudy study(ProjectFile& project, const std::string& name) {
  std::vector<std::string> known;
  for (StoredStudy& candidate : studies(project)) {
    if (candidate.name == name) return std::move(candidate);
    known.push_back(candidate.name);
  }
  throw nothingOfThisName(project.path(), "study", name, known);
}

std::vector<experiment::StudyRun> runs(ProjectFile& project, const std::string& study_name) {
  const StoredStudy wanted = study(project, study_name);
  std::vector<experiment::StudyRun> list;
  project.read([&](Connection& connection) {
    for (const StudyRow& row : studyRows(connection, project.path())) {
      if (row.study.name == study_name) list = runRows(connection, project.path(), row);
    }
  });
  return list;
}

std::vector<experiment::StudyRun> runs(ProjectFile& project, const std::string& study_name,
                                       const std::vector<std::string>& kpis) {
  return runTable(project, study_name, kpis).runs;
}

RunTable runTable(ProjectFile& project, const std::string& study_name, const std::vector<std::string>& kpis) {
  RunTable table;
  std::vector<std::string> known;
  project.read([&](Connection& connection) {
    for (const StudyRow& row : studyRows(connection, project.path())) {
      known.push_back(row.study.name);
      if (row.study.name != study_name) continue;
      std::vector<std::size_t> positions;
      for (const std::string& kpi : kpis) {
        const auto at = std::ranges::find(row.study.kpis, kpi);
        if (at == row.study.kpis.end()) throw nothingOfThisName(project.path(), "KPI", kpi, row.study.kpis);
        positions.push_back(static_cast<std::size_t>(at - row.study.kpis.begin()));
      }
      table.runs = runColumns(connection, row, positions, &table.digests);
      return;
    }
    throw nothingOfThisName(project.path(), "study", study_name, known);
  });
  return table;
}

std::vector<experiment::PointPrecision> precisionOf(ProjectFile& project, const StoredStudy& study) {
  if (!study.precision) return {};
  std::vector<std::string> goals;
  for (const experiment::PrecisionGoal& goal : study.precision->until) goals.push_back(goal.kpi);
  std::vector<experiment::StudyRun> list = runs(project, study.name, goals);
  // Another process may have added points, with runs, since the study was read.
  std::erase_if(list, [&study](const auto& run) { return run.key.point >= study.points.size(); });
  return experiment::precisionOf(*study.precision, goals, list, study.points.size());
}

std::vector<experiment::StudyRun> runsOf(ProjectFile& project, const experiment::StudyPlan& plan) {
  const StoredStudy planned = storedForm(plan);
  std::vector<experiment::StudyRun> list;
  project.read([&](Connection& connection) {
    for (const StudyRow& row : studyRows(connection, project.path())) {
      if (row.study.name != planned.name) continue;
      if (!isSameStudy(row.study, planned)) throw anotherStudy(project.path(), row.study, planned);
      list = runRows(connection, project.path(), row);
    }
  });
  std::erase_if(list, [&plan](const auto& run) { return run.key.point >= plan.points().size(); });
  return list;
}

void removeStudy(ProjectFile& project, const std::string& name) {
  (void)study(project, name);
  project.change([&](Connection& connection) {
    SQLite::Statement remove(connection.database(), "DELETE FROM study WHERE name = ?");
    remove.bind(1, name);
    remove.exec();
  });
}

void dropAddedPoint(ProjectFile& project, const std::string& name, const Json& values) {
  (void)study(project, name);
  project.change([&](Connection& connection) {
    for (StudyRow& row : studyRows(connection, project.path()))
      if (row.study.name == name) removeAddedPoint(connection, row, values);
  });
}

}  // namespace mw::store
