// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_results.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::models {

StudyResults::StudyResults(std::vector<std::string> factors, std::vector<Json> points,
                           std::vector<std::string> responses, std::size_t replications,
                           std::optional<experiment::ReplicationRule> precision)
    : factors_(std::move(factors)),
      points_(std::move(points)),
      responses_(std::move(responses)),
      replications_(replications),
      runs_(points_.size()),
      precision_(std::move(precision)) {
  if (!precision_) return;
  reader_.emplace(*precision_, responses_);
  courses_.resize(points_.size(), {{}, experiment::pointPrecision(*precision_, {}), 0});
}

void StudyResults::add(const experiment::StudyRun& run) {
  MW_REQUIRE(run.key.point < points_.size() && run.values.size() == responses_.size());
  auto& of_point = runs_[run.key.point];
  const auto later = std::ranges::lower_bound(of_point, run.key, {}, &experiment::StudyRun::key);
  if (later != of_point.end() && later->key == run.key)
    return;  // made again, since it had come no further than a journal
  of_point.insert(later, run);
  ++runs_done_;
  if (precision_) follow(run);
}

void StudyResults::follow(const experiment::StudyRun& run) {
  Course& course = courses_[run.key.point];
  course.values[run.key.replication] = reader_->valuesOf(run);
  if (course.values.size() < course.reached.replications) return;
  course.reached = experiment::pointPrecision(*precision_, course.values);
  runs_spared_ -= course.spared;
  course.spared = experiment::sparedRuns(*precision_, course.reached, course.values.size());
  runs_spared_ += course.spared;
}

bool StudyResults::isComplete(std::size_t point) const {
  return precision_ ? !courses_[point].reached.isOpen() : runs_[point].size() >= replications_;
}

std::vector<experiment::PointPrecision> StudyResults::precisionOfAll() const {
  std::vector<experiment::PointPrecision> all;
  for (const Course& course : courses_) all.push_back(course.reached);
  return all;
}

void StudyResults::addPoint(Json values) {
  points_.push_back(std::move(values));
  runs_.emplace_back();
  if (precision_) courses_.push_back({{}, experiment::pointPrecision(*precision_, {}), 0});
}

void StudyResults::dropLastPoint() {
  MW_REQUIRE(!points_.empty());
  runs_done_ -= runs_.back().size();
  if (precision_) {
    runs_spared_ -= courses_.back().spared;
    courses_.pop_back();
  }
  points_.pop_back();
  runs_.pop_back();
}

const Json& StudyResults::factorValue(std::size_t point, std::size_t factor) const {
  return points_[point].at(factors_[factor]);
}

double StudyResults::factorNumber(std::size_t point, std::size_t factor) const {
  const Json& value = factorValue(point, factor);
  return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::optional<std::size_t> StudyResults::find(const Json& values) const {
  for (std::size_t point = 0; point < points_.size(); ++point) {
    const bool is_same = std::ranges::all_of(
        factors_, [&](const std::string& name) { return points_[point].at(name) == values.at(name); });
    if (is_same) return point;
  }
  return std::nullopt;
}

numerics::Estimate StudyResults::estimate(std::size_t point, std::size_t response) const {
  std::vector<double> sample;
  for (const experiment::StudyRun& run : runs_[point])
    if (std::isfinite(run.values[response])) sample.push_back(run.values[response]);
  return numerics::confidenceInterval(sample);
}

std::vector<experiment::StudyRun> StudyResults::runs() const {
  std::vector<experiment::StudyRun> all;
  all.reserve(runs_done_);
  for (const auto& of_point : runs_) all.insert(all.end(), of_point.begin(), of_point.end());
  return all;
}

}  // namespace mw::models
