// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_model.h"

#include <algorithm>
#include <limits>

#include "ui/models/factor_proposals.h"

namespace mw::models {
namespace {

std::vector<std::string> factorNames(const StudyDraft& draft) {
  std::vector<std::string> names;
  for (const StudyDraft::Factor& factor : draft.factors) names.push_back(factor.name);
  return names;
}

std::vector<Json> pointsOf(const experiment::StudyPlan& plan) {
  std::vector<Json> points;
  for (std::size_t i = 0; i < plan.points().size(); ++i) points.push_back(plan.factorValues(i));
  return points;
}

}  // namespace

StudyModel::StudyModel(Document& document, jobs::JobService& jobs, StudyServices services, QObject* parent)
    : QObject(parent), document_(document), jobs_(jobs), services_(std::move(services)) {
  refresh();
}

void StudyModel::setServices(StudyServices services) {
  cancel();
  ++generation_;
  services_ = std::move(services);
  draft_ = {};
  results_ = {};
  factory_.reset();
  plan_.reset();
  is_kept_ = false;
  problem_.clear();
  setState(State::Draft);
  emit draftChanged();
  emit resultsChanged();
  names_.clear();
  emit namesChanged();
  list(true);
}

void StudyModel::list(bool opens_newest) {
  if (!services_.list) return;
  jobs::Job* job = jobs_.start(
      tr("Listing studies"), this, [list = services_.list](std::stop_token, const ProgressSink&) { return list(); },
      [this, opens_newest, generation = generation_](const std::vector<KeptStudy>& kept) {
        names_.clear();
        for (const KeptStudy& study : kept) names_ << QString::fromStdString(study.name);
        emit namesChanged();
        if (opens_newest && !names_.isEmpty() && generation == generation_) open(names_.back());
      });
  connect(job, &jobs::Job::failed, this, &StudyModel::setProblem);
}

void StudyModel::open(const QString& name) {
  if (state_ == State::Running || !services_.load) return;
  const auto generation = ++generation_;
  const auto work = [load = services_.load, name = name.toStdString()](std::stop_token, const ProgressSink&) {
    return load(name);
  };
  jobs::Job* job = jobs_.start(tr("Opening a study"), this, work, [this, generation](const KeptStudy& kept) {
    if (generation == generation_) takeKept(kept);
  });
  connect(job, &jobs::Job::failed, this, &StudyModel::setProblem);
}

void StudyModel::takeKept(const KeptStudy& kept) {
  try {
    draft_ = StudyDraft::fromStudy(experiment::Study::fromJson(kept.definition));
    factory_ = std::make_shared<const factory::Factory>(factory::Factory::fromJson(kept.factory));
  } catch (const InputError& error) {
    setProblem(QString::fromUtf8(error.what()));
    return;
  }
  results_ = StudyResults(factorNames(draft_), kept.points, kept.responses, kept.replications);
  for (const experiment::StudyRun& run : kept.runs) results_.add(run);
  plan_.reset();
  is_kept_ = true;
  setProblem({});
  emit draftChanged();
  setState(results_.runsDone() == results_.runsTotal() ? State::Complete : State::Partial);
  emit resultsChanged();
}

QString StudyModel::freeName(const QString& stem) const {
  if (!names_.contains(stem)) return stem;
  int i = 2;
  while (names_.contains(QStringLiteral("%1-%2").arg(stem).arg(i))) ++i;
  return QStringLiteral("%1-%2").arg(stem).arg(i);
}

void StudyModel::create() {
  if (state_ == State::Running) return;
  ++generation_;
  draft_ = {};
  draft_.name = freeName(QStringLiteral("study")).toStdString();
  results_ = {};
  factory_.reset();
  plan_.reset();
  is_kept_ = false;
  setProblem({});
  emit draftChanged();
  setState(State::Draft);
  emit resultsChanged();
}

void StudyModel::edit(const StudyDraft& draft) {
  if (state_ == State::Running || draft == draft_) return;
  const bool had_runs = is_kept_;
  const bool is_renamed = draft.name != draft_.name;
  draft_ = draft;
  if (had_runs) {
    if (!is_renamed) draft_.name = freeName(QString::fromStdString(draft_.name)).toStdString();
    is_kept_ = false;
    results_ = {};
    factory_.reset();
    plan_.reset();
    setState(State::Draft);
    emit resultsChanged();
  }
  setProblem({});
  emit draftChanged();
}

void StudyModel::vary(const std::string& path) {
  const auto segments = factory::FactoryPath(path).segments();
  if (segments.size() < 3) return;
  for (const FactorProposal& proposal : factorProposals(document_.factory(), segments[1])) {
    if (proposal.path != path) continue;
    StudyDraft draft = draft_;
    draft.factors.push_back(
        {factorName(path, factorNames(draft)), path, proposal.min, proposal.max, proposal.is_integer, {}});
    edit(draft);
    return;
  }
}

bool StudyModel::isOfOlderLayout() const {
  return factory_ && !(*factory_ == document_.factory());
}

void StudyModel::run() {
  if (state_ == State::Running || state_ == State::Complete || !services_.run) return;
  setProblem({});
  const auto generation = ++generation_;
  const auto factory = is_kept_ && factory_ ? factory_ : document_.snapshot();
  const auto work = [plan = services_.plan, json = draft_.toJson(), factory](std::stop_token, const ProgressSink&) {
    return std::make_shared<const experiment::StudyPlan>(plan(experiment::Study::fromJson(json), *factory));
  };
  job_ = jobs_.start(tr("Checking the study"), this, work,
                     [this, generation, factory](const std::shared_ptr<const experiment::StudyPlan>& plan) {
                       if (generation == generation_) takePlan(plan, factory);
                     });
  const auto before = state_;
  setState(State::Running);
  connect(job_, &jobs::Job::failed, this, [this, before](const QString& message) {
    setProblem(message);
    setState(before);
  });
  connect(job_, &jobs::Job::cancelled, this, [this, before] { setState(before); });
}

void StudyModel::takePlan(const std::shared_ptr<const experiment::StudyPlan>& plan,
                          const std::shared_ptr<const factory::Factory>& factory) {
  plan_ = plan;
  factory_ = factory;
  if (!is_kept_) {
    results_ = StudyResults(factorNames(draft_), pointsOf(*plan), plan->kpis(), plan->study().replications);
    emit resultsChanged();
  }
  startRunning();
}

void StudyModel::startRunning() {
  arrivals_ = std::make_shared<Arrivals>();
  clock_.start();
  done_at_start_ = static_cast<double>(results_.runsDone());
  showProgress(done_at_start_, static_cast<double>(results_.runsTotal()));
  const auto work = [run = services_.run, plan = plan_, arrivals = arrivals_](std::stop_token stop,
                                                                              const ProgressSink& progress) {
    const auto on_run = [&arrivals](const experiment::StudyRun& result) {
      const std::scoped_lock lock(arrivals->mutex);
      arrivals->runs.push_back(result);
    };
    run(*plan, on_run, std::move(stop), progress);
    return true;
  };
  job_ = jobs_.start(tr("Running %1").arg(QString::fromStdString(draft_.name)), this, work, [](bool) {});
  is_kept_ = true;
  connect(job_, &jobs::Job::progressed, this, [this](double done, double total) {
    drain();
    showProgress(done, total);
  });
  connect(job_, &jobs::Job::failed, this, &StudyModel::setProblem);
  connect(job_, &jobs::Job::ended, this, [this] {
    drain();
    const bool is_complete = results_.runsDone() == results_.runsTotal();
    setState(is_complete ? State::Complete : State::Partial);
    refresh();
    if (is_complete) emit completed();
  });
}

void StudyModel::cancel() {
  if (job_) job_->cancel();
}

void StudyModel::drain() {
  std::vector<experiment::StudyRun> fresh;
  {
    const std::scoped_lock lock(arrivals_->mutex);
    fresh.swap(arrivals_->runs);
  }
  if (fresh.empty()) return;
  for (const experiment::StudyRun& run : fresh) results_.add(run);
  emit resultsChanged();
}

void StudyModel::showProgress(double done, double total) {
  const double elapsed_s = static_cast<double>(clock_.elapsed()) / 1000;
  const double fresh = done - done_at_start_;
  progress_ = {done, total, 0, std::numeric_limits<double>::quiet_NaN()};
  if (fresh > 0 && elapsed_s > 0) {
    progress_.runs_per_s = fresh / elapsed_s;
    progress_.remaining_s = (total - done) / progress_.runs_per_s;
  }
  emit progressChanged();
}

void StudyModel::setState(State state) {
  if (state == state_) return;
  state_ = state;
  emit stateChanged();
}

void StudyModel::setProblem(const QString& problem) {
  problem_ = problem;
  emit stateChanged();
}

}  // namespace mw::models
