// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/answers.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "core/base/error.h"
#include "core/base/json_number.h"
#include "core/numerics/statistics.h"

namespace mw::surrogate {
namespace {

Json column(const Eigen::VectorXd& values) {
  return std::vector<double>(values.begin(), values.end());
}

double halfWidth(double sd) {
  static const double z_95 = numerics::normalQuantile(0.975);
  return z_95 * sd;
}

}  // namespace

TrainingSet trainingSetFrom(const DataTable& table, const std::vector<std::string>& inputs, const std::string& output) {
  std::set<std::string> seen{output};
  for (const std::string& input : inputs) {
    if (seen.insert(input).second) continue;
    throw InputError({table.fileName(), {}},
                     input == output ? fmt::format("\"{}\" is named as input and as output", input)
                                     : fmt::format("input \"{}\" is named twice", input),
                     "name each column once");
  }
  std::vector<std::string> names = inputs;
  names.push_back(output);
  const Eigen::MatrixXd selected = table.select(names);
  const auto d = static_cast<Eigen::Index>(inputs.size());
  return {inputs, output, selected.leftCols(d), selected.col(d)};
}

Json fitAnswer(const GaussianProcess& model, double seconds) {
  return {{"kind", "gp"},
          {"hyperparameters", toJson(model.hyperparameters())},
          {"log_marginal_likelihood", numberOrNull(model.logMarginalLikelihood())},
          {"leave_one_out", {{"rmse", model.leaveOneOut().rmse}, {"coverage_95", model.leaveOneOut().coverage_95}}},
          {"rows", model.trainingSet().output.size()},
          {"seconds", seconds},
          {"warnings", model.notes()}};
}

WhatIf whatIf(const GaussianProcess& model, const Eigen::MatrixXd& points, const WhatIfOptions& options) {
  auto prediction = model.predict(points);
  WhatIf answers;
  if (options.goal) {
    const Eigen::VectorXd& output = model.trainingSet().output;
    const double incumbent = *options.goal == Goal::Maximise ? output.maxCoeff() : output.minCoeff();
    answers.expected_improvement.resize(points.rows());
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      answers.expected_improvement(i) =
          expectedImprovement(prediction.mean(i), prediction.sd(i), incumbent, options.xi, *options.goal);
    }
  }
  answers.mean = std::move(prediction.mean);
  answers.sd = std::move(prediction.sd);
  Eigen::VectorXd run_sd(points.rows());
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    run_sd(i) = std::sqrt(answers.sd(i) * answers.sd(i) + model.runVariance(points.row(i)));
  if (options.with_noise) answers.sd = run_sd;
  if (model.trainingSet().noise.isKnown()) answers.run_sd = std::move(run_sd);
  answers.low = answers.mean - halfWidth(1) * answers.sd;
  answers.high = answers.mean + halfWidth(1) * answers.sd;
  answers.domain = std::move(prediction.verdicts);
  return answers;
}

Json whatIfAnswer(const WhatIf& answers) {
  Json domain = Json::array();
  for (const DomainVerdict& verdict : answers.domain) domain.push_back(domainText(verdict.domain));
  Json json{{"mean", column(answers.mean)},
            {"sd", column(answers.sd)},
            {"low", column(answers.low)},
            {"high", column(answers.high)},
            {"domain", std::move(domain)}};
  if (answers.run_sd.size() > 0) {
    json["run_sd"] = column(answers.run_sd);
    json["run_low"] = column(answers.mean - halfWidth(1) * answers.run_sd);
    json["run_high"] = column(answers.mean + halfWidth(1) * answers.run_sd);
  }
  if (answers.expected_improvement.size() > 0) json["expected_improvement"] = column(answers.expected_improvement);
  return json;
}

PointAnswer whatIfPoint(const GaussianProcess& model, const Eigen::RowVectorXd& point, bool with_noise) {
  const auto prediction = model.predictPoint(point);
  const double run_sd = std::sqrt(prediction.sd * prediction.sd + model.runVariance(point));
  const double sd = with_noise ? run_sd : prediction.sd;
  return {prediction.mean,
          sd,
          prediction.mean - halfWidth(sd),
          prediction.mean + halfWidth(sd),
          prediction.verdict,
          prediction.mean - halfWidth(run_sd),
          prediction.mean + halfWidth(run_sd)};
}

}  // namespace mw::surrogate
