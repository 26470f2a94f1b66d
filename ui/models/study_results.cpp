// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_results.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/digest.h"
#include "ui/models/study_columns.h"

namespace mw::models {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

StudyResults::StudyResults(std::vector<std::string> factors, std::vector<Json> points,
                           std::vector<std::string> responses, std::size_t replications,
                           std::optional<experiment::ReplicationRule> precision)
    : factors_(std::move(factors)),
      points_(std::move(points)),
      responses_(std::move(responses)),
      replications_(replications),
      columns_(responses_.size()),
      at_hand_(firstColumns(responses_, precision)),
      runs_(points_.size()),
      precision_(std::move(precision)) {
  for (const std::size_t response : at_hand_) columns_[response].is_at_hand = true;
  if (!precision_) return;
  for (const experiment::PrecisionGoal& goal : precision_->until) {
    const auto at = std::ranges::find(responses_, goal.kpi);
    MW_REQUIRE(at != responses_.end());
    goals_.push_back(static_cast<std::size_t>(at - responses_.begin()));
  }
  courses_.resize(points_.size(), {{}, experiment::pointPrecision(*precision_, {}), 0});
}

std::optional<std::size_t> StudyResults::addRow(const experiment::StudyRun& run, std::string digest) {
  MW_REQUIRE(run.key.point < points_.size());
  auto& of_point = runs_[run.key.point];
  const auto later = std::ranges::lower_bound(of_point, run.key.replication, {}, &Replication::number);
  if (later != of_point.end() && later->number == run.key.replication)
    return std::nullopt;  // made again, since it had come no further than a journal
  of_point.insert(later, {run.key.replication, rows_.size()});
  rows_.push_back({run.events, std::move(digest)});
  ++runs_done_;
  return rows_.size() - 1;
}

void StudyResults::add(const experiment::StudyRun& run) {
  MW_REQUIRE(run.values.size() == responses_.size());
  const std::optional<std::size_t> row = addRow(run, run.digest());
  if (!row) return;
  for (const std::size_t response : at_hand_) columns_[response].values.push_back(run.values[response]);
  if (precision_) follow(run.key, *row);
}

void StudyResults::addAtHand(const experiment::StudyRun& run, std::string digest) {
  MW_REQUIRE(run.values.size() == at_hand_.size());
  const std::optional<std::size_t> row = addRow(run, std::move(digest));
  if (!row) return;
  for (std::size_t i = 0; i < at_hand_.size(); ++i) columns_[at_hand_[i]].values.push_back(run.values[i]);
  if (precision_) follow(run.key, *row);
}

void StudyResults::follow(const experiment::RunKey& key, std::size_t row) {
  Course& course = courses_[key.point];
  std::vector<double>& values = course.values[key.replication];
  for (const std::size_t goal : goals_) values.push_back(columns_[goal].values[row]);
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

void StudyResults::fill(std::size_t response, const std::vector<experiment::StudyRun>& runs) {
  Column& column = columns_.at(response);
  column.values.resize(rows_.size(), kUndefined);
  if (!std::exchange(column.is_at_hand, true)) at_hand_.insert(std::ranges::lower_bound(at_hand_, response), response);
  for (const experiment::StudyRun& run : runs) {
    if (run.key.point >= runs_.size()) continue;
    const auto& of_point = runs_[run.key.point];
    const auto found = std::ranges::lower_bound(of_point, run.key.replication, {}, &Replication::number);
    const bool is_known = found != of_point.end() && found->number == run.key.replication;
    if (is_known) column.values[found->row] = run.values.front();
  }
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
  return value.is_number() ? value.get<double>() : kUndefined;
}

std::optional<std::size_t> StudyResults::find(const Json& values) const {
  for (std::size_t point = 0; point < points_.size(); ++point) {
    const bool is_same = std::ranges::all_of(
        factors_, [&](const std::string& name) { return points_[point].at(name) == values.at(name); });
    if (is_same) return point;
  }
  return std::nullopt;
}

std::vector<double> StudyResults::sampleOf(std::size_t point, std::size_t response) const {
  std::vector<double> sample;
  const Column& column = columns_[response];
  if (!column.is_at_hand) return sample;
  for (const Replication& replication : runs_[point])
    if (std::isfinite(column.values[replication.row])) sample.push_back(column.values[replication.row]);
  return sample;
}

numerics::Estimate StudyResults::estimate(std::size_t point, std::size_t response) const {
  return numerics::confidenceInterval(sampleOf(point, response));
}

double StudyResults::mean(std::size_t point, std::size_t response) const {
  const std::vector<double> sample = sampleOf(point, response);
  return sample.empty() ? kUndefined : numerics::mean(sample);
}

std::vector<experiment::StudyRun> StudyResults::runsOf(const std::vector<std::size_t>& responses) const {
  std::vector<experiment::StudyRun> all;
  all.reserve(runs_done_);
  for (std::size_t point = 0; point < runs_.size(); ++point) {
    for (const Replication& replication : runs_[point]) {
      experiment::StudyRun& run = all.emplace_back();
      run.key = {static_cast<std::uint32_t>(point), replication.number};
      run.events = rows_[replication.row].events;
      for (const std::size_t response : responses)
        run.values.push_back(isAtHand(response) ? columns_[response].values[replication.row] : kUndefined);
    }
  }
  return all;
}

std::vector<experiment::StudyRun> StudyResults::runs() const {
  std::vector<std::size_t> all(responses_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return runsOf(all);
}

std::vector<experiment::StudyRun> StudyResults::runs(std::size_t response) const {
  return runsOf(std::vector<std::size_t>{response});
}

std::string StudyResults::digest() const {
  Digest whole;  // experiment::studyDigest() of runs whose values are not all here
  for (const auto& of_point : runs_)
    for (const Replication& replication : of_point) whole.addText(rows_[replication.row].digest);
  return whole.hex();
}

}  // namespace mw::models
