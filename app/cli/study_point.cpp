// SPDX-License-Identifier: Apache-2.0
#include "app/cli/study_point.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>

#include "core/experiment/study_plan.h"
#include "core/store/stored_study.h"

namespace mw::cli {
namespace {

bool isSame(double a, double b) {
  return std::isnan(a) ? std::isnan(b) : std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Position of each stored KPI in the result.
std::vector<std::size_t> positions(const std::vector<std::string>& kpis, const experiment::RunResult& result) {
  std::vector<std::size_t> found;
  for (const std::string& name : kpis) {
    const auto at = std::find_if(result.kpis.begin(), result.kpis.end(),
                                 [&](const kpi::KpiDeclaration& kpi) { return kpi.name == name; });
    found.push_back(static_cast<std::size_t>(at - result.kpis.begin()));
  }
  return found;
}

}  // namespace

StudyPoint loadPoint(const std::filesystem::path& project, const std::string& study, std::uint32_t point) {
  const auto file = store::ProjectFile::open(project, store::Access::ReadOnly);
  const store::StoredStudy stored = store::study(*file, study);
  if (point >= stored.points.size()) {
    throw UsageError(
        fmt::format("--point {}: study \"{}\" has the points 0 to {}", point, study, stored.points.size() - 1));
  }
  const experiment::Study definition = experiment::Study::fromJson(stored.definition);
  StudyPoint made;
  made.factors = stored.points[point];
  made.factory = experiment::pointFactory(definition, factory::Factory::fromJson(stored.factory), made.factors);
  made.plan.horizon_s = definition.horizon_s;
  made.plan.warmup_s = definition.warmup_s;
  made.plan.seed = experiment::pointSeed(definition, point);
  made.kpis = stored.kpis;
  for (experiment::StudyRun& run : store::runs(*file, study)) {
    if (run.key.point == point) made.stored.push_back(std::move(run));
  }
  made.plan.replications =
      stored.precision ? store::precisionOf(*file, stored)[point].replications : stored.replications;
  return made;
}

std::optional<bool> isAsStored(const StudyPoint& point, const experiment::RunResult& result) {
  const std::vector<std::size_t> at = positions(point.kpis, result);
  std::optional<bool> is_same;
  for (const experiment::StudyRun& run : point.stored) {
    const std::uint32_t first = result.plan.first_replication;
    if (run.key.replication < first || run.key.replication - first >= result.replications.size()) continue;
    const std::vector<double>& values = result.replications[run.key.replication - first].overall;
    for (std::size_t k = 0; k < at.size(); ++k) {
      is_same = is_same.value_or(true) && at[k] < values.size() && isSame(values[at[k]], run.values[k]);
    }
  }
  return is_same;
}

}  // namespace mw::cli
