// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/training_rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/text.h"

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

double numberOf(const std::string& factor, const Json& value) {
  if (value.is_number()) return value.get<double>();
  throw InputError(Place{},
                   fmt::format("factor \"{}\" has the value {}: a surrogate needs numbers", factor, value.dump()),
                   "train on a study whose factors are all numbers");
}

}  // namespace

surrogate::TrainingSet trainingRows(const std::vector<Json>& points, const std::vector<std::string>& kpis,
                                    const std::vector<std::vector<numerics::Estimate>>& estimates,
                                    const std::string& response) {
  MW_REQUIRE(points.size() == estimates.size() && !points.empty());
  const std::size_t kpi = indexOf(response, kpis);
  std::vector<std::size_t> rows;
  for (std::size_t point = 0; point < points.size(); ++point) {
    if (estimates[point][kpi].n > 0) rows.push_back(point);
  }
  surrogate::TrainingSet training;
  training.output_name = response;
  for (const auto& factor : points.front().items()) training.input_names.push_back(factor.key());
  training.inputs.resize(static_cast<Eigen::Index>(rows.size()),
                         static_cast<Eigen::Index>(training.input_names.size()));
  training.output.resize(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto row = static_cast<Eigen::Index>(r);
    for (std::size_t f = 0; f < training.input_names.size(); ++f) {
      const std::string& factor = training.input_names[f];
      training.inputs(row, static_cast<Eigen::Index>(f)) = numberOf(factor, points[rows[r]].at(factor));
    }
    training.output(row) = estimates[rows[r]][kpi].mean;
  }
  return training;
}

}  // namespace mw::experiment
