// SPDX-License-Identifier: Apache-2.0
#include "core/store/companions.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/error.h"
#include "core/experiment/study.h"
#include "core/experiment/study_plan.h"
#include "core/store/stored_log.h"
#include "core/store/stored_study.h"
#include "core/store/stored_twin.h"
#include "core/surrogate/data_table.h"
#include "core/twin/log_import.h"
#include "core/twin/twin_definition.h"

namespace mw::store {
namespace {

/// NAME.json -> NAME.ending, where that exists.
std::optional<std::filesystem::path> beside(const std::filesystem::path& factory_file, const char* ending) {
  std::filesystem::path file = factory_file;
  file.replace_extension(ending);
  std::error_code error;
  return std::filesystem::is_regular_file(file, error) ? std::optional(file) : std::nullopt;
}

/// The runs of a table; cells that are empty are undefined figures.
std::vector<experiment::StudyRun> readRuns(const std::filesystem::path& file, const experiment::StudyPlan& plan) {
  const auto table = surrogate::DataTable::read(file);
  const Eigen::MatrixXd keys = table.selectComplete({"point", "replication", "events"});
  const Eigen::MatrixXd values = table.select(plan.kpis());
  std::vector<experiment::StudyRun> runs;
  for (Eigen::Index row = 0; row < keys.rows(); ++row) {
    const bool is_sound = keys.row(row).minCoeff() >= 0 && keys(row, 0) < static_cast<double>(plan.points().size()) &&
                          keys(row, 1) < plan.study().replications && keys(row, 2) < 9e15;
    if (!is_sound) {
      throw InputError({file.string(), {}, static_cast<int>(row) + 2, 1}, "is a run that its study does not have",
                       "write the runs again: tools/make-example-runs");
    }
    experiment::StudyRun run;
    run.key = {static_cast<std::uint32_t>(keys(row, 0)), static_cast<std::uint32_t>(keys(row, 1))};
    run.events = static_cast<std::uint64_t>(keys(row, 2));
    for (const double value : values.row(row)) run.values.push_back(value);
    runs.push_back(std::move(run));
  }
  return runs;
}

void addStudy(const std::shared_ptr<ProjectFile>& project, const std::filesystem::path& study_file,
              const std::filesystem::path& runs_file) {
  const experiment::Study study = experiment::Study::read(study_file);
  const experiment::StudyPlan plan(study, project->factory(), study.responses);
  const auto known = studies(*project);
  if (std::ranges::find(known, study.name, &StoredStudy::name) != known.end()) return;
  const auto runs = readRuns(runs_file, plan);
  StudyWriter writer(project, plan, StudyWriter::Start::New);
  for (const experiment::StudyRun& run : runs) writer.save(run);
  writer.finish();
}

}  // namespace

void addCompanions(const std::shared_ptr<ProjectFile>& project, const std::filesystem::path& factory_file,
                   const std::stop_token& stop) {
  if (const auto study = beside(factory_file, "study.json")) {
    if (const auto runs = beside(factory_file, "runs.csv")) addStudy(project, *study, *runs);
  }
  const auto twin_file = beside(factory_file, "twin.json");
  std::optional<twin::TwinDefinition> twin;
  if (twin_file) {
    const JsonDocument document = JsonDocument::read(*twin_file);
    twin = twin::readTwin(document);
    saveTwin(*project, twin->asset, document.root());
  }
  if (const auto log_file = beside(factory_file, "csv")) {
    const auto needed = twin ? twin::neededSignals(*twin) : std::vector<std::string>();
    const auto import = twin::importLog(*log_file, beside(factory_file, "map.json"), needed,
                                        {.keeps_going = true, .stop = stop, .progress = {}});
    const auto known = logs(*project);
    if (std::ranges::find(known, import.report.log.name, &StoredLog::name) == known.end())
      saveLog(*project, import.report.log);
  }
}

}  // namespace mw::store
