// SPDX-License-Identifier: GPL-3.0-or-later
// How a study is run and cancelled, and its results come in.
#include <utility>

#include "ui/models/study_model.h"

namespace mw::models {
namespace {

std::vector<Json> pointsOf(const experiment::StudyPlan& plan) {
  std::vector<Json> points;
  for (std::size_t i = 0; i < plan.points().size(); ++i) points.push_back(plan.factorValues(i));
  return points;
}

}  // namespace

void StudyModel::run() {
  if (state_ == State::Running || state_ == State::Complete || !services_.run) return;
  cluster_.reset();
  begin(draft_);
}

bool StudyModel::canRunOnCluster() const {
  return services_.runOnCluster && draft_.design != experiment::Design::Type::Sequential;
}

void StudyModel::runOnCluster(const ClusterWishes& wishes) {
  if (state_ == State::Running || state_ == State::Complete || !canRunOnCluster()) return;
  cluster_ = wishes;
  begin(draft_);
}

void StudyModel::addPoint(const Json& values) {
  if (state_ != State::Complete || !services_.run) return;
  cluster_.reset();
  StudyDraft wanted = draft_;
  wanted.added.push_back(values);
  begin(wanted);
}

void StudyModel::begin(const StudyDraft& wanted) {
  setProblem({});
  const auto generation = ++generation_;
  const auto factory = is_kept_ && factory_ ? factory_ : document_.snapshot();
  const auto work = [plan = services_.plan, json = wanted.toJson(), factory](const std::stop_token& stop,
                                                                             const ProgressSink&) {
    return std::make_shared<const experiment::StudyPlan>(plan(experiment::Study::fromJson(json), *factory, stop));
  };
  job_ = jobs_.start(tr("Checking the study"), this, work,
                     [this, generation, factory, wanted](const std::shared_ptr<const experiment::StudyPlan>& plan) {
                       if (generation == generation_) takePlan(wanted, plan, factory);
                     });
  const auto before = state_;
  setState(State::Running);
  connect(job_, &jobs::Job::failed, this, [this, before](const QString& message) {
    setProblem(message);
    setState(before);
    readAgain();
  });
  connect(job_, &jobs::Job::cancelled, this, [this, before] {
    setState(before);
    readAgain();
  });
}

/// Runs that were not in the project yet when these were read.
void StudyModel::readAgain() {
  for (const std::size_t response : std::exchange(reading_.again, {})) read(response);
}

void StudyModel::takePlan(const StudyDraft& wanted, const std::shared_ptr<const experiment::StudyPlan>& plan,
                          const std::shared_ptr<const factory::Factory>& factory) {
  plan_ = plan;
  factory_ = factory;
  is_older_.reset();
  draft_.added = wanted.added;
  if (!is_kept_) {
    forgetResults();
    results_ = StudyResults(draft_.factorNames(), pointsOf(*plan), plan->kpis(), plan->study().replications,
                            plan->study().precision);
    emit resultsChanged();
  } else if (results_.pointCount() < plan->points().size()) {
    while (results_.pointCount() < plan->points().size()) results_.addPoint(plan->factorValues(results_.pointCount()));
    emit resultsChanged();
  }
  startRunning();
}

std::function<void(const experiment::StudyPlan&, const StudyServices::Listener&, std::stop_token, const ProgressSink&)>
StudyModel::runOrder() const {
  if (!cluster_) return services_.run;
  return [run = services_.runOnCluster, wishes = *cluster_](
             const experiment::StudyPlan& plan, const StudyServices::Listener& listener, std::stop_token stop,
             const ProgressSink& progress) { run(plan, wishes, listener, std::move(stop), progress); };
}

void StudyModel::startRunning() {
  arrivals_ = std::make_shared<StudyArrivals>();
  word_.clear();
  stopwatch_.start(static_cast<double>(results_.runsDone()));
  showProgress(static_cast<double>(results_.runsDone()), static_cast<double>(results_.runsTotal()));
  const auto work = [run = runOrder(), plan = plan_, arrivals = arrivals_](std::stop_token stop,
                                                                           const ProgressSink& progress) {
    const StudyServices::Listener listener{[&arrivals](const experiment::StudyRun& result) { arrivals->add(result); },
                                           [&arrivals](const std::vector<Json>& points) { arrivals->add(points); },
                                           [&arrivals](const std::string& word) { arrivals->say(word); }};
    run(*plan, listener, std::move(stop), progress);
    return true;
  };
  is_through_ = false;
  job_ = jobs_.start(tr("Running %1").arg(QString::fromStdString(draft_.name)), this, work,
                     [this](bool) { is_through_ = true; });
  is_kept_ = true;
  connect(job_, &jobs::Job::progressed, this, [this](double done, double total) {
    drain();
    showProgress(done, total);
  });
  connect(job_, &jobs::Job::failed, this, &StudyModel::setProblem);
  connect(job_, &jobs::Job::ended, this, [this] {
    drain();
    const bool is_complete = isComplete();
    setState(is_complete ? State::Complete : State::Partial);
    readAgain();
    refresh();
    if (is_complete && !to_drop_) emit completed();
    if (const auto drop = std::exchange(to_drop_, std::nullopt)) dropAdded(drop->first, drop->second);
  });
}

void StudyModel::dropAdded(const std::string& study, const Json& values) {
  if (state_ == State::Running && study == draft_.name) {
    to_drop_ = std::pair(study, values);
    return cancel();
  }
  if (!services_.dropAdded) return;
  const auto generation = generation_;
  const auto work = [drop = services_.dropAdded, study, values](std::stop_token, const ProgressSink&) {
    drop(study, values);
    return true;
  };
  jobs::Job* job = jobs_.start(tr("Taking a point back"), this, work, [this, generation, study, values](bool) {
    if (generation == generation_ && study == draft_.name) dropFromOpen(values);
  });
  connect(job, &jobs::Job::failed, this, &StudyModel::setProblem);
}

void StudyModel::dropFromOpen(const Json& values) {
  const bool is_last = !draft_.added.empty() && draft_.added.back() == values;
  if (!is_last || results_.pointCount() == 0) return;
  draft_.added.pop_back();
  results_.dropLastPoint();
  emit resultsChanged();
  const bool is_complete = results_.isComplete();
  setState(is_complete ? State::Complete : State::Partial);
  if (is_complete) emit completed();
}

void StudyModel::cancel() {
  if (job_) job_->cancel();
}

void StudyModel::drain() {
  const StudyArrivals::News news = arrivals_->takeAll();
  if (news.word) word_ = *news.word;
  if (news.points.empty() && news.runs.empty()) return;
  for (const Json& point : news.points) {
    results_.addPoint(point);
    draft_.added.push_back(point);
  }
  for (const experiment::StudyRun& run : news.runs) results_.add(run);
  emit resultsChanged();
}

void StudyModel::showProgress(double done, double total) {
  progress_ = stopwatch_.progress(done, total);
  progress_.word = word_;
  emit progressChanged();
}

}  // namespace mw::models
