// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/whatif_model.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/training_rows.h"
#include "core/surrogate/acquisition/most_promising.h"
#include "core/surrogate/acquisition/most_uncertain.h"
#include "ui/models/response_text.h"

namespace mw::models {
namespace {

constexpr int kLayoutCheck_ms = 150;

surrogate::TrainingSet trainingSetOf(const StudyResults& results, std::size_t response, bool is_common) {
  const std::string& name = results.responses()[response];
  return experiment::trainingRows(results.points(), {name}, results.runs(response), name, is_common);
}

}  // namespace

WhatIfModel::WhatIfModel(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), study_(study), jobs_(jobs) {
  connect(&study_, &StudyModel::completed, this, &WhatIfModel::train);
  connect(&study_, &StudyModel::stateChanged, this, &WhatIfModel::followStudy);
  connect(&study_, &StudyModel::resultsChanged, this, [this] {
    if (study_.results().pointCount() == 0) followStudy();
    if (waits_for_values_ && !study_.isBeingRead(response_index_)) trainOnArrivals();
  });
  layout_check_.setObjectName(QStringLiteral("whatif.layoutCheck"));
  layout_check_.setSingleShot(true);
  layout_check_.setInterval(kLayoutCheck_ms);
  connect(&layout_check_, &QTimer::timeout, this, &WhatIfModel::stateChanged);
  connect(&document, &Document::changed, &layout_check_, qOverload<>(&QTimer::start));
}

void WhatIfModel::followStudy() {
  const bool is_first = draft_.factors.empty();
  const bool is_new = is_first || study_.draft().name != draft_.name || study_.results().pointCount() == 0;
  if (is_new && !is_first) forget();
  if (is_new && study_.state() != StudyModel::State::Running && canTrain()) openKept();
  const bool simulates = gp_ && study_.state() == StudyModel::State::Running;
  if (simulates != std::exchange(is_simulating_, simulates)) emit simulatedChanged();
  emit stateChanged();
}

void WhatIfModel::forget() {
  ++generation_;
  waits_for_values_ = false;
  if (training_job_) training_job_->cancel();
  gp_.reset();
  suggestion_.reset();
  factors_.clear();
  draft_ = {};
  setState(State::Untrained);
}

void WhatIfModel::remember() {
  draft_ = study_.draft();
  factory_ = study_.factory();
}

bool WhatIfModel::canTrain() const {
  return study_.results().runsDone() >= static_cast<std::size_t>(surrogate::kMinRows) &&
         !study_.results().responses().empty();
}

void WhatIfModel::setResponse(const std::string& response) {
  if (response == response_) return;
  response_ = response;
  if (canTrain()) openKept();
}

void WhatIfModel::chooseResponse(const std::string& response) {
  const auto& responses = study_.results().responses();
  const auto found = std::ranges::find(responses, response);
  response_index_ = found == responses.end() ? 0 : static_cast<std::size_t>(found - responses.begin());
  response_ = responses[response_index_];
  study_.fetch(response_index_);
}

void WhatIfModel::openKept() {
  remember();
  const auto generation = ++generation_;
  const auto work = [surrogates = study_.services().surrogates, name = draft_.name, results = study_.results(),
                     response = response_](std::stop_token, const ProgressSink&) -> std::optional<KeptSurrogate> {
    if (!surrogates) return std::nullopt;
    const bool is_chosen = std::ranges::find(results.responses(), response) != results.responses().end();
    const std::string digest = results.digest();
    std::optional<KeptSurrogate> newest;
    for (const KeptSurrogate& kept : surrogates(name))
      if (kept.saved->study_digest == digest && (!is_chosen || kept.response == response)) newest = kept;
    return newest;
  };
  setState(State::Training);
  training_job_ =
      jobs_.start(tr("Opening a surrogate"), this, work, [this, generation](const std::optional<KeptSurrogate>& kept) {
        if (generation != generation_) return;
        if (kept) {
          chooseResponse(kept->response);
          takeTrained(std::shared_ptr<const surrogate::GaussianProcess>(kept->saved, &kept->saved->model),
                      study_.results(), QDateTime::fromString(QString::fromStdString(kept->created), Qt::ISODate));
        } else if (study_.state() == StudyModel::State::Complete || gp_) {
          train();
        } else {
          setState(State::Untrained);
        }
      });
  connect(training_job_, &jobs::Job::failed, this, [this, generation] {
    if (generation == generation_) train();  // a damaged one is no loss: the runs are there
  });
}

void WhatIfModel::train() {
  if (!canTrain()) return;
  const auto generation = ++generation_;
  if (training_job_) training_job_->cancel();
  remember();
  const StudyResults& results = study_.results();
  chooseResponse(response_);
  setState(State::Training);
  waits_for_values_ = study_.isBeingRead(response_index_);  // also what was read before the last runs came
  if (waits_for_values_) return;
  const auto work = [results, response = response_index_, is_common = draft_.common_random_numbers](
                        const std::stop_token& stop, const ProgressSink&) {
    return std::make_shared<const surrogate::GaussianProcess>(
        surrogate::GaussianProcess::fit(trainingSetOf(results, response, is_common), surrogate::cautiousFit(), stop));
  };
  training_job_ = jobs_.start(tr("Learning from the study"), this, work,
                              [this, generation, results](const std::shared_ptr<const surrogate::GaussianProcess>& gp) {
                                if (generation != generation_) return;
                                takeTrained(gp, results, QDateTime::currentDateTimeUtc());
                                keep(gp, results.digest());
                              });
  connect(training_job_, &jobs::Job::failed, this, [this, generation](const QString& message) {
    if (generation == generation_) setState(State::Failed, message);
  });
}

void WhatIfModel::trainOnArrivals() {
  waits_for_values_ = false;
  if (study_.results().isAtHand(response_index_)) return train();
  setState(State::Failed, study_.problem());
}

void WhatIfModel::keep(const std::shared_ptr<const surrogate::GaussianProcess>& gp, const std::string& study_digest) {
  if (!study_.services().keepSurrogate) return;
  keep_problem_.clear();
  const auto work = [keep = study_.services().keepSurrogate, gp, study_digest, study = draft_.name,
                     response = response_](std::stop_token, const ProgressSink&) {
    const std::string created = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
    keep({study + "." + response, study, response, created,
          std::make_shared<const surrogate::SavedModel>(surrogate::SavedModel{*gp, study_digest})});
    return true;
  };
  jobs::Job* job = jobs_.start(tr("Keeping the surrogate"), this, work, [](bool) {});
  connect(job, &jobs::Job::failed, this, [this](const QString& message) {
    keep_problem_ = message;
    emit stateChanged();
  });
}

void WhatIfModel::takeTrained(std::shared_ptr<const surrogate::GaussianProcess> gp, const StudyResults& results,
                              const QDateTime& trained) {
  gp_ = std::move(gp);
  trained_on_ = results;
  trained_ = trained;
  unit_ = factory_ ? responseUnit(*factory_, response_) : QString();
  suggestion_.reset();
  factors_ = whatIfFactors(gp_->trainingSet(), draft_, results.points(), *factory_, factors_);
  ask();
  setState(State::Ready);
  emit answerChanged();
}

WhatIfGrounds WhatIfModel::grounds() const {
  MW_REQUIRE(gp_);
  return {static_cast<std::size_t>(gp_->trainingSet().output.size()),
          trained_on_.runsDone(),
          gp_->leaveOneOut().rmse,
          gp_->leaveOneOut().coverage_95,
          trained_,
          QString::fromLatin1(surrogate::formatOf(*gp_))};
}

void WhatIfModel::ask() {
  answer_ = surrogate::whatIfPoint(*gp_, view().point());
}

void WhatIfModel::setValue(std::size_t factor, double value) {
  WhatIfFactor& target = factors_.at(factor);
  value = std::clamp(value, target.slider_low, target.slider_high);
  if (target.is_integer) value = std::round(value);
  if (value == target.value) return;
  target.value = value;
  ask();
  emit answerChanged();
}

QString WhatIfModel::reason() const {
  if (!gp_) return {};
  return QString::fromStdString(gp_->domain().reason(answer_.domain, gp_->trainingSet().input_names));
}

std::vector<surrogate::Domain> WhatIfModel::domainAlong(std::size_t factor, std::size_t n) const {
  return models::domainAlong(view(), factor, n);
}

ResponseCurve WhatIfModel::curve(std::size_t factor, std::size_t n) const {
  return responseCurve(view(), factor, n);
}

ResponseSlice WhatIfModel::slice(std::size_t x_factor, std::size_t y_factor, std::size_t n) const {
  return responseSlice(view(), x_factor, y_factor, n);
}

QString WhatIfModel::whyNotSimulate() const {
  if (!gp_) return tr("Train a surrogate first");
  if (is_simulating_ || study_.state() == StudyModel::State::Running) return tr("A study is running");
  if (state_ == State::Training) return tr("Learning from the study");
  if (study_.state() != StudyModel::State::Complete) return tr("Resume the study first: some of its runs are missing");
  if (simulated()) return tr("This point is simulated");
  return {};
}

std::optional<numerics::Estimate> WhatIfModel::simulated() const {
  const StudyResults& results = study_.results();
  if (!gp_ || results.factors().size() != factors_.size() || !results.isAtHand(response_index_)) return std::nullopt;
  const auto point = results.find(pointValues());
  if (!point || !results.isComplete(*point)) return std::nullopt;
  return results.estimate(*point, response_index_);
}

void WhatIfModel::simulatePoint() {
  if (!whyNotSimulate().isEmpty()) return;
  study_.addPoint(pointValues());
}

void WhatIfModel::suggest(NextRun aim) {
  if (!gp_) return;
  const auto work = [gp = gp_, box = searchBox(factors_), aim](std::stop_token, const ProgressSink&) {
    WhatIfSuggestion found{aim, {}, 0, 0};
    Eigen::RowVectorXd point;
    if (aim == NextRun::MostUncertain) {
      point = surrogate::mostUncertain(*gp, box);
    } else {
      const auto goal = aim == NextRun::Highest ? surrogate::Goal::Maximise : surrogate::Goal::Minimise;
      const surrogate::Promise promise = surrogate::mostPromising(*gp, box, goal);
      point = promise.point;
      found.improvement = promise.improvement;
    }
    found.values.assign(point.begin(), point.end());
    found.sd = gp->predictPoint(point).sd;
    return found;
  };
  jobs_.start(tr("Looking for the next run"), this, work, [this, generation = generation_](WhatIfSuggestion found) {
    if (generation != generation_ || !gp_) return;
    suggestion_ = std::move(found);
    emit suggestionChanged();
  });
}

void WhatIfModel::goToSuggestion() {
  if (!suggestion_ || suggestion_->values.size() != factors_.size()) return;
  for (std::size_t i = 0; i < factors_.size(); ++i) factors_[i].value = suggestion_->values[i];
  ask();
  emit answerChanged();
}

void WhatIfModel::setState(State state, const QString& problem) {
  state_ = state;
  problem_ = problem;
  emit stateChanged();
}

}  // namespace mw::models
