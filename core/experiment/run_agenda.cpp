// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/run_agenda.h"

#include <algorithm>
#include <set>

namespace mw::experiment {

RunAgenda::RunAgenda(const StudyPlan& plan, const std::vector<StudyRun>& done, const StudyShard& shard)
    : rule_(plan.study().precision) {
  if (rule_) {
    begin(plan, done, shard);
    return;
  }
  std::set<RunKey> there;
  for (const StudyRun& run : done) there.insert(run.key);
  for (std::uint32_t point = 0; point < plan.points().size(); ++point) {
    if (!shard.holds(point)) continue;
    for (std::uint32_t replication = 0; replication < plan.study().replications; ++replication) {
      if (!there.contains({point, replication})) first_.push_back({point, replication});
    }
  }
  runs_left_ = first_.size();
}

void RunAgenda::begin(const StudyPlan& plan, const std::vector<StudyRun>& done, const StudyShard& shard) {
  reader_.emplace(*rule_, plan.kpis());
  courses_.resize(plan.points().size());
  for (const StudyRun& run : done) {
    courses_.at(run.key.point).values[run.key.replication] = reader_->valuesOf(run);
  }
  for (std::uint32_t point = 0; point < courses_.size(); ++point) {
    if (!shard.holds(point)) continue;
    const PointPrecision precision = pointPrecision(*rule_, courses_[point].values);
    if (!precision.isOpen()) continue;
    runs_left_ += rule_->at_most - courses_[point].values.size();
    std::ranges::move(batchOf(point, precision), std::back_inserter(first_));
  }
}

std::vector<RunKey> RunAgenda::batchOf(std::uint32_t point, const PointPrecision& precision) {
  std::vector<RunKey> batch;
  for (std::uint32_t replication = 0; replication < precision.replications; ++replication) {
    if (!courses_[point].values.contains(replication)) batch.push_back({point, replication});
  }
  courses_[point].under_way = batch.size();
  return batch;
}

std::vector<RunKey> RunAgenda::after(const StudyRun& run) {
  --runs_left_;
  if (!rule_) return {};
  Course& course = courses_[run.key.point];
  course.values[run.key.replication] = reader_->valuesOf(run);
  if (--course.under_way > 0) return {};
  const PointPrecision precision = pointPrecision(*rule_, course.values);
  if (precision.isOpen()) return batchOf(run.key.point, precision);
  runs_left_ -= sparedRuns(*rule_, precision, course.values.size());
  return {};
}

std::size_t runsMissing(const StudyPlan& plan, const std::vector<StudyRun>& runs) {
  return RunAgenda(plan, runs, {}).runsLeft();
}

std::vector<std::size_t> runsMissingByPoint(const StudyPlan& plan, const std::vector<StudyRun>& runs) {
  const RunAgenda agenda(plan, runs, {});
  std::vector<std::size_t> missing(plan.points().size());
  for (const RunKey& key : agenda.first()) ++missing[key.point];
  const auto& rule = plan.study().precision;
  if (!rule) return missing;
  std::vector<std::size_t> there(plan.points().size());
  for (const StudyRun& run : runs) ++there[run.key.point];
  for (std::size_t point = 0; point < missing.size(); ++point) {
    if (missing[point] > 0) missing[point] = rule->at_most - there[point];  // more batches may follow this one
  }
  return missing;
}

}  // namespace mw::experiment
