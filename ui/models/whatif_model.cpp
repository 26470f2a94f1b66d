// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/whatif_model.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/training_rows.h"
#include "core/factory/factory_path.h"
#include "ui/models/response_text.h"

namespace mw::models {
namespace {

constexpr double kBeyond = 0.2;  // of the range that was tried, to both sides
constexpr std::uint32_t kReplications = 10;

surrogate::TrainingSet trainingSetOf(const StudyResults& results, std::size_t response) {
  std::vector<std::vector<numerics::Estimate>> estimates;
  for (std::size_t point = 0; point < results.pointCount(); ++point) {
    estimates.push_back({results.estimate(point, response)});
  }
  const std::string& name = results.responses()[response];
  return experiment::trainingRows(results.points(), {name}, estimates, name);
}

}  // namespace

WhatIfModel::WhatIfModel(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), study_(study), jobs_(jobs) {
  connect(&study_, &StudyModel::completed, this, &WhatIfModel::train);
  connect(&study_, &StudyModel::stateChanged, this, &WhatIfModel::followStudy);
  connect(&study_, &StudyModel::resultsChanged, this, [this] {
    if (study_.results().pointCount() == 0) followStudy();
  });
  connect(&document_, &Document::changed, this, [this] { emit stateChanged(); });
}

void WhatIfModel::followStudy() {
  const bool is_new = study_.draft().name != draft_.name || study_.results().pointCount() == 0;
  if (is_new && gp_) {
    ++generation_;
    gp_.reset();
    factors_.clear();
    draft_ = {};
    simulated_.reset();
    setState(State::Untrained);
  }
  if (is_new && study_.state() == StudyModel::State::Complete && canTrain() && state_ != State::Training) train();
  emit stateChanged();
}

bool WhatIfModel::canTrain() const {
  return study_.results().runsDone() >= static_cast<std::size_t>(surrogate::kMinRows) &&
         !study_.results().responses().empty();
}

void WhatIfModel::setResponse(const std::string& response) {
  if (response == response_) return;
  response_ = response;
  train();
}

void WhatIfModel::train() {
  if (!canTrain()) return;
  const auto generation = ++generation_;
  if (training_job_) training_job_->cancel();
  const StudyResults& results = study_.results();
  const auto found = std::ranges::find(results.responses(), response_);
  response_index_ =
      found == results.responses().end() ? 0 : static_cast<std::size_t>(found - results.responses().begin());
  response_ = results.responses()[response_index_];
  draft_ = study_.draft();
  factory_ = study_.factory();
  setState(State::Training);
  const auto work = [results, index = response_index_](const std::stop_token& stop, const ProgressSink&) {
    return std::make_shared<const surrogate::GaussianProcess>(
        surrogate::GaussianProcess::fit(trainingSetOf(results, index), {}, stop));
  };
  training_job_ = jobs_.start(tr("Learning from the study"), this, work,
                              [this, generation, results](std::shared_ptr<const surrogate::GaussianProcess> gp) {
                                if (generation == generation_) takeTrained(std::move(gp), results);
                              });
  connect(training_job_, &jobs::Job::failed, this, [this, generation](const QString& message) {
    if (generation == generation_) setState(State::Failed, message);
  });
}

void WhatIfModel::takeTrained(std::shared_ptr<const surrogate::GaussianProcess> gp, const StudyResults& results) {
  gp_ = std::move(gp);
  trained_on_ = results;
  unit_ = factory_ ? responseUnit(*factory_, response_) : QString();
  buildFactors();
  simulated_.reset();
  ask();
  setState(State::Ready);
  emit answerChanged();
}

void WhatIfModel::buildFactors() {
  const std::vector<WhatIfFactor> before = std::exchange(factors_, {});
  const Eigen::MatrixXd& inputs = gp_->trainingSet().inputs;
  for (std::size_t i = 0; i < draft_.factors.size(); ++i) {
    WhatIfFactor factor;
    factor.name = draft_.factors[i].name;
    factor.path = draft_.factors[i].path;
    const auto column = inputs.col(static_cast<Eigen::Index>(i));
    factor.low = column.minCoeff();
    factor.high = column.maxCoeff();
    const double beyond = kBeyond * (factor.high - factor.low);
    factor.slider_low = factor.low - beyond;
    factor.slider_high = factor.high + beyond;
    const auto target = factory::resolve(*factory_, factory::FactoryPath(factor.path));
    if (target.declaration) {
      const api::ParameterDeclaration& declared = *target.declaration;
      factor.unit = QString::fromStdString(declared.unit_text);
      factor.is_integer = draft_.factors[i].is_integer || declared.kind == api::ParameterKind::Integer;
      factor.slider_low = std::max(factor.slider_low, declared.is_min_excluded ? factor.low / 2 : declared.min);
      factor.slider_high = std::min(factor.slider_high, declared.max);
    }
    if (factor.is_integer) {
      factor.slider_low = std::ceil(factor.slider_low);
      factor.slider_high = std::floor(factor.slider_high);
    }
    const bool is_same = i < before.size() && before[i].path == factor.path;
    const double start = target.value.is_number() ? target.value.get<double>() : (factor.low + factor.high) / 2;
    factor.value = std::clamp(is_same ? before[i].value : start, factor.slider_low, factor.slider_high);
    factors_.push_back(std::move(factor));
  }
}

Eigen::RowVectorXd WhatIfModel::point() const {
  Eigen::RowVectorXd point(static_cast<Eigen::Index>(factors_.size()));
  for (std::size_t i = 0; i < factors_.size(); ++i) point(static_cast<Eigen::Index>(i)) = factors_[i].value;
  return point;
}

void WhatIfModel::ask() {
  answer_ = surrogate::whatIfPoint(*gp_, point());
}

void WhatIfModel::setValue(std::size_t factor, double value) {
  WhatIfFactor& target = factors_.at(factor);
  value = std::clamp(value, target.slider_low, target.slider_high);
  if (target.is_integer) value = std::round(value);
  if (value == target.value) return;
  target.value = value;
  if (simulation_job_) simulation_job_->cancel();
  simulated_.reset();
  ask();
  emit answerChanged();
}

QString WhatIfModel::reason() const {
  if (!gp_) return {};
  return QString::fromStdString(gp_->domain().reason(answer_.domain, gp_->trainingSet().input_names));
}

Eigen::MatrixXd WhatIfModel::pointsAlong(std::size_t factor, std::size_t n) const {
  MW_REQUIRE(n >= 2);
  const WhatIfFactor& along = factors_.at(factor);
  Eigen::MatrixXd points = point().replicate(static_cast<Eigen::Index>(n), 1);
  points.col(static_cast<Eigen::Index>(factor)) =
      Eigen::VectorXd::LinSpaced(static_cast<Eigen::Index>(n), along.slider_low, along.slider_high);
  return points;
}

std::vector<surrogate::Domain> WhatIfModel::domainAlong(std::size_t factor, std::size_t n) const {
  std::vector<surrogate::Domain> domains;
  for (const surrogate::DomainVerdict& verdict : gp_->predict(pointsAlong(factor, n)).verdicts)
    domains.push_back(verdict.domain);
  return domains;
}

ResponseCurve WhatIfModel::curve(std::size_t factor, std::size_t n) const {
  const Eigen::MatrixXd points = pointsAlong(factor, n);
  const surrogate::WhatIf answers = surrogate::whatIf(*gp_, points, {});
  const auto column = [](const Eigen::VectorXd& values) {
    return std::vector<double>(values.data(), values.data() + values.size());
  };
  return {column(points.col(static_cast<Eigen::Index>(factor))), column(answers.mean), column(answers.low),
          column(answers.high)};
}

void WhatIfModel::simulatePoint() {
  const StudyServices& services = study_.services();
  if (!gp_ || !services.tryOut || simulation_job_) return;
  StudyDraft draft = draft_;
  draft.design = experiment::Design::Type::Grid;
  draft.replications = std::max(draft.replications, kReplications);
  draft.responses = {response_};
  for (std::size_t i = 0; i < factors_.size(); ++i) {
    const double value = factors_[i].value;
    draft.factors[i].levels = {factors_[i].is_integer ? Json(static_cast<std::int64_t>(value)) : Json(value)};
  }
  const auto work = [services, json = draft.toJson(), factory = factory_](std::stop_token stop,
                                                                          const ProgressSink& progress) {
    const auto plan = services.plan(experiment::Study::fromJson(json), *factory);
    StudyResults results(plan.kpis(), {plan.factorValues(0)}, plan.kpis(), plan.study().replications);
    for (const auto& run : services.tryOut(plan, std::move(stop), progress)) results.add(run);
    return results.estimate(0, 0);
  };
  simulation_job_ = jobs_.start(tr("Simulating a point"), this, work, [this](const numerics::Estimate& estimate) {
    simulated_ = estimate;
    emit simulatedChanged();
  });
  connect(simulation_job_, &jobs::Job::failed, this, [this](const QString& message) {
    problem_ = message;
    emit stateChanged();
  });
  connect(simulation_job_, &jobs::Job::ended, this, [this] {
    simulation_job_ = nullptr;
    emit simulatedChanged();
  });
  emit simulatedChanged();
}

void WhatIfModel::setState(State state, const QString& problem) {
  state_ = state;
  problem_ = problem;
  emit stateChanged();
}

}  // namespace mw::models
