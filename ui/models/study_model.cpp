// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_model.h"

#include <algorithm>

#include "core/experiment/same_experiment.h"
#include "ui/models/factor_proposals.h"

namespace mw::models {
namespace {

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
  is_older_.reset();
  results_ = StudyResults(draft_.factorNames(), kept.points, kept.responses, kept.replications,
                          experiment::replicationRuleOf(kept.definition));
  for (const experiment::StudyRun& run : kept.runs) results_.add(run);
  plan_.reset();
  is_kept_ = true;
  setProblem({});
  emit draftChanged();
  is_through_ = draft_.design != experiment::Design::Type::Sequential ||
                results_.pointCount() >= draft_.written_design.value("points", std::size_t{0});
  setState(isComplete() ? State::Complete : State::Partial);
  emit resultsChanged();
}

bool StudyModel::isComplete() const {
  const bool may_grow = draft_.design == experiment::Design::Type::Sequential;
  return results_.isComplete() && (!may_grow || is_through_);
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
    draft_.added.clear();
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

QString StudyModel::vary(const std::string& path) {
  const QString what = QString::fromStdString(path).section(QLatin1Char('/'), 1);
  if (state_ == State::Running) return tr("A study is running: cancel it first, or wait for its end");
  if (const auto factor = factorAt(path))
    return tr("%1 is varied already, as %2").arg(what, QString::fromStdString(draft_.factors[*factor].name));
  const auto proposals = proposalsAt(document_.factory(), path);
  if (proposals.empty()) return tr("%1 has no other value that a study could give it").arg(what);
  const FactorProposal& proposal = proposals.front();
  StudyDraft draft = draft_;
  draft.factors.push_back({factorName(proposal.path, draft.factorNames()), proposal.path, proposal.min, proposal.max,
                           proposal.is_integer, proposal.levels});
  edit(draft);
  emit varied(static_cast<int>(draft_.factors.size()) - 1);
  return {};
}

std::optional<std::size_t> StudyModel::factorAt(const std::string& path) const {
  for (std::size_t i = 0; i < draft_.factors.size(); ++i)
    if (isWithin(document_.factory(), draft_.factors[i].path, path)) return i;
  return std::nullopt;
}

void StudyModel::removeFactor(std::size_t factor) {
  StudyDraft draft = draft_;
  draft.factors.erase(draft.factors.begin() + static_cast<std::ptrdiff_t>(factor));
  edit(draft);
}

bool StudyModel::isOfOlderLayout() const {
  if (!factory_ || results_.pointCount() == 0) return false;
  if (is_older_ && is_older_->first == document_.revision()) return is_older_->second;
  const bool is_same = experiment::isSameExperiment(experiment::Study::fromJson(draft_.toJson()), *factory_,
                                                    document_.factory(), results_.points().front());
  is_older_ = {document_.revision(), !is_same};
  return !is_same;
}

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
  const auto work = [plan = services_.plan, json = wanted.toJson(), factory](std::stop_token, const ProgressSink&) {
    return std::make_shared<const experiment::StudyPlan>(plan(experiment::Study::fromJson(json), *factory));
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
  });
  connect(job_, &jobs::Job::cancelled, this, [this, before] { setState(before); });
}

void StudyModel::takePlan(const StudyDraft& wanted, const std::shared_ptr<const experiment::StudyPlan>& plan,
                          const std::shared_ptr<const factory::Factory>& factory) {
  plan_ = plan;
  factory_ = factory;
  is_older_.reset();
  draft_.added = wanted.added;
  if (!is_kept_) {
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
