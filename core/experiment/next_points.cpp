// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/next_points.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>

#include "core/base/random_stream.h"
#include "core/experiment/allowed_region.h"
#include "core/experiment/training_rows.h"
#include "core/numerics/statistics.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::experiment {
namespace {

using surrogate::GaussianProcess;

constexpr std::size_t kCandidates = 1024;
constexpr std::uint64_t kCandidateSeeds = 0x5E0;  // apart from the seeds of points
constexpr double kConfidence = 0.975;             // two-sided 95 %

/// Allowed points that are not there yet, each once.
std::vector<DesignPoint> candidatesOf(const StudyPlan& plan) {
  const Study& study = plan.study();
  AllowedRegion region(study);
  const std::uint64_t seed = derivedSeed(derivedSeed(study.seed, kCandidateSeeds), plan.points().size());
  const std::size_t tries = region.isEverything() ? kCandidates : AllowedRegion::mostTries(kCandidates / 10);
  std::set<std::string> there;
  for (const DesignPoint& point : plan.points()) there.insert(Json(point).dump());
  std::vector<DesignPoint> candidates = sobolPoints(study, seed, kCandidates, tries, region);
  std::erase_if(candidates, [&](const DesignPoint& point) { return !there.insert(Json(point).dump()).second; });
  return candidates;
}

Eigen::MatrixXd inputsOf(const GaussianProcess& model, const StudyPlan& plan,
                         const std::vector<DesignPoint>& candidates) {
  const std::size_t d = plan.study().factors.size();
  Eigen::MatrixXd inputs(candidates.size(), d);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    for (std::size_t f = 0; f < d; ++f) {
      const auto input = static_cast<Eigen::Index>(f);
      const auto value = inputValue(model.trainingSet(), input, candidates[i][f]);
      MW_REQUIRE(value.has_value());
      inputs(static_cast<Eigen::Index>(i), input) = *value;
    }
  }
  return inputs;
}

void append(Eigen::VectorXd& values, double value) {
  values.conservativeResize(values.size() + 1);
  values(values.size() - 1) = value;
}

/// Of a point that was not run, as far as the others tell: to precision as many as those have on average.
std::uint32_t replicationsExpected(const StudyPlan& plan, const std::vector<StudyRun>& runs) {
  if (!plan.study().precision) return plan.study().replications;
  const double mean = static_cast<double>(runs.size()) / static_cast<double>(plan.points().size());
  return std::max(plan.study().precision->at_least, static_cast<std::uint32_t>(std::lround(mean)));
}

/// The model as it would be, had the point been run and given what the model expects there.
GaussianProcess believing(const GaussianProcess& model, const Eigen::RowVectorXd& point, std::uint32_t replications) {
  surrogate::TrainingSet training = model.trainingSet();
  if (training.noise.isKnown()) {
    append(training.noise.run_variance, model.runVariance(point));
    append(training.noise.runs, replications);
  }
  append(training.output, model.predictPoint(point).mean);
  training.inputs.conservativeResize(training.inputs.rows() + 1, Eigen::NoChange);
  training.inputs.bottomRows(1) = point;
  return GaussianProcess::withSeveral(std::move(training), model.believed());
}

Json valuesOf(const StudyPlan& plan, const DesignPoint& point) {
  Json values = Json::object();
  for (std::size_t f = 0; f < point.size(); ++f) values[plan.study().factors[f].name] = point[f];
  return values;
}

GaussianProcess learned(const StudyPlan& plan, const std::vector<StudyRun>& runs, const std::stop_token& stop) {
  constexpr int kStarts = 5;
  std::vector<Json> values;
  for (std::size_t point = 0; point < plan.points().size(); ++point) values.push_back(plan.factorValues(point));
  const Study& study = plan.study();
  auto training = trainingRows(values, plan.kpis(), runs, study.design.response, study.common_random_numbers);
  return GaussianProcess::fit(std::move(training), surrogate::cautiousFit(study.seed, kStarts), stop);
}

}  // namespace

NextPoints nextPoints(const StudyPlan& plan, const std::vector<StudyRun>& runs, const std::stop_token& stop) {
  const Design& design = plan.study().design;
  MW_REQUIRE(design.type == Design::Type::Sequential);
  NextPoints next;
  next.half_width = std::numeric_limits<double>::quiet_NaN();
  std::vector<DesignPoint> candidates = candidatesOf(plan);
  if (candidates.empty()) {
    next.status = NextPoints::Status::NothingLeft;
    return next;
  }
  GaussianProcess model = learned(plan, runs, stop);
  const Eigen::MatrixXd inputs = inputsOf(model, plan, candidates);
  Eigen::VectorXd sd = model.predict(inputs).sd;
  next.half_width = numerics::normalQuantile(kConfidence) * sd.maxCoeff();
  const std::size_t budget = design.points - std::min<std::size_t>(design.points, plan.points().size());
  if (design.half_width > 0 && next.half_width <= design.half_width) {
    next.status = NextPoints::Status::Accurate;
  } else if (budget == 0) {
    next.status = NextPoints::Status::BudgetSpent;
  }
  if (next.status != NextPoints::Status::More) return next;
  const std::size_t wanted = std::min({static_cast<std::size_t>(design.batch), budget, candidates.size()});
  while (true) {
    Eigen::Index best = 0;
    (void)sd.maxCoeff(&best);
    next.points.push_back(valuesOf(plan, candidates[static_cast<std::size_t>(best)]));
    if (next.points.size() == wanted) return next;
    if (stop.stop_requested()) throw Cancelled();
    model = believing(model, inputs.row(best), replicationsExpected(plan, runs));
    const double taken = sd(best) = -1;  // once only
    const Eigen::VectorXd left = model.predict(inputs).sd;
    for (Eigen::Index i = 0; i < sd.size(); ++i) sd(i) = sd(i) == taken ? taken : left(i);
  }
}

std::string endText(const NextPoints& end, const StudyPlan& plan) {
  const char* why = end.status == NextPoints::Status::BudgetSpent ? "the budget is spent"
                    : end.status == NextPoints::Status::Accurate  ? "as accurate as asked for"
                                                                  : "no other allowed point is left";
  if (std::isnan(end.half_width)) return fmt::format("after {} points: {}", plan.points().size(), why);
  return fmt::format("widest 95 % band of {} is +-{:.4g} after {} points: {}", plan.study().design.response,
                     end.half_width, plan.points().size(), why);
}

void requireFixedPoints(const Study& study) {
  if (study.design.type != Design::Type::Sequential) return;
  study.refuse({{Severity::Error,
                 {"", "/design/type", 0, 0},
                 fmt::format("study \"{}\" is sequential: each round needs the results of all before, so it cannot be "
                             "cut into shards",
                             study.name),
                 "sweep it in one process, or take an lhs or sobol design"}});
}

}  // namespace mw::experiment
