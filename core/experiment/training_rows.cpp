// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/training_rows.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

#include "core/base/text.h"
#include "core/numerics/statistics.h"
#include "core/surrogate/noise/replication_noise.h"

namespace mw::experiment {
namespace {

std::size_t indexOf(const std::string& response, const std::vector<std::string>& kpis) {
  const auto found = std::find(kpis.begin(), kpis.end(), response);
  if (found != kpis.end()) return static_cast<std::size_t>(found - kpis.begin());
  const auto nearest = nearestWord(response, kpis);
  throw InputError(
      Place{}, fmt::format("the study did not measure \"{}\"", response),
      nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("it has {}", fmt::join(kpis, ", ")));
}

/// What each point gave, by replication; NaN for a run that is missing.
std::vector<surrogate::Replications> replicationsOf(const std::vector<StudyRun>& runs, std::size_t point_count,
                                                    std::size_t kpi) {
  std::vector<surrogate::Replications> replications(point_count);
  for (const StudyRun& run : runs) {
    surrogate::Replications& of_point = replications.at(run.key.point);
    if (of_point.size() <= run.key.replication)
      of_point.resize(run.key.replication + 1, std::numeric_limits<double>::quiet_NaN());
    of_point[run.key.replication] = run.values.at(kpi);
  }
  return replications;
}

double meanOfFinite(const surrogate::Replications& replications) {
  std::vector<double> finite;
  for (const double value : replications)
    if (std::isfinite(value)) finite.push_back(value);
  return numerics::mean(finite);
}

/// Empty where all values are numbers.
std::vector<std::string> levelsOf(const std::vector<Json>& points, const std::string& factor) {
  std::vector<std::string> levels;
  const bool is_number = std::ranges::all_of(points, [&](const Json& point) { return point.at(factor).is_number(); });
  if (is_number) return levels;
  for (const Json& point : points) {
    std::string level = levelText(point.at(factor));
    if (std::ranges::find(levels, level) == levels.end()) levels.push_back(std::move(level));
  }
  return levels;
}

}  // namespace

std::string levelText(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Json levelValue(const std::vector<Json>& points, const std::string& factor, const std::string& level) {
  const auto found =
      std::ranges::find_if(points, [&](const Json& point) { return levelText(point.at(factor)) == level; });
  return found == points.end() ? Json(nullptr) : found->at(factor);
}

std::optional<double> inputValue(const surrogate::TrainingSet& training, Eigen::Index input, const Json& value) {
  if (!training.isChoice(input)) return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
  const auto& levels = training.levels[static_cast<std::size_t>(input)];
  return static_cast<double>(std::ranges::find(levels, levelText(value)) - levels.begin());
}

surrogate::TrainingSet trainingRows(const std::vector<Json>& points, const std::vector<std::string>& kpis,
                                    const std::vector<StudyRun>& runs, const std::string& response,
                                    bool has_common_random_numbers) {
  MW_REQUIRE(!points.empty());
  auto replications = replicationsOf(runs, points.size(), indexOf(response, kpis));
  std::vector<std::size_t> rows;
  for (std::size_t point = 0; point < points.size(); ++point)
    if (std::isfinite(meanOfFinite(replications[point]))) rows.push_back(point);
  surrogate::TrainingSet training;
  training.output_name = response;
  bool has_choices = false;
  for (const auto& factor : points.front().items()) {
    training.input_names.push_back(factor.key());
    training.levels.push_back(levelsOf(points, factor.key()));
    has_choices = has_choices || !training.levels.back().empty();
  }
  if (!has_choices) training.levels.clear();
  training.inputs.resize(static_cast<Eigen::Index>(rows.size()),
                         static_cast<Eigen::Index>(training.input_names.size()));
  training.output.resize(static_cast<Eigen::Index>(rows.size()));
  std::vector<surrogate::Replications> kept;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto row = static_cast<Eigen::Index>(r);
    for (Eigen::Index f = 0; f < training.inputs.cols(); ++f)
      training.inputs(row, f) =
          *inputValue(training, f, points[rows[r]].at(training.input_names[static_cast<std::size_t>(f)]));
    training.output(row) = meanOfFinite(replications[rows[r]]);
    kept.push_back(std::move(replications[rows[r]]));
  }
  training.noise = surrogate::replicationNoise(training.inputs, kept, has_common_random_numbers);
  return training;
}

}  // namespace mw::experiment
