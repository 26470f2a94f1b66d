// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_results.h"

#include <cmath>
#include <limits>

namespace mw::models {

StudyResults::StudyResults(std::vector<std::string> factors, std::vector<Json> points,
                           std::vector<std::string> responses, std::size_t replications)
    : factors_(std::move(factors)),
      points_(std::move(points)),
      responses_(std::move(responses)),
      replications_(replications),
      runs_of_(points_.size()),
      samples_(points_.size() * responses_.size()) {}

void StudyResults::add(const experiment::StudyRun& run) {
  MW_REQUIRE(run.key.point < points_.size() && run.values.size() == responses_.size());
  ++runs_done_;
  ++runs_of_[run.key.point];
  for (std::size_t i = 0; i < run.values.size(); ++i)
    if (std::isfinite(run.values[i])) samples_[run.key.point * responses_.size() + i].push_back(run.values[i]);
}

const Json& StudyResults::factorValue(std::size_t point, std::size_t factor) const {
  return points_[point].at(factors_[factor]);
}

double StudyResults::factorNumber(std::size_t point, std::size_t factor) const {
  const Json& value = factorValue(point, factor);
  return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

numerics::Estimate StudyResults::estimate(std::size_t point, std::size_t response) const {
  return numerics::confidenceInterval(samples_[point * responses_.size() + response]);
}

}  // namespace mw::models
