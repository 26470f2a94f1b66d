// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_model.h"

#include <algorithm>

#include "core/experiment/same_experiment.h"
#include "ui/models/factor_proposals.h"

namespace mw::models {
StudyModel::StudyModel(Document& document, jobs::JobService& jobs, StudyServices services, QObject* parent)
    : QObject(parent), document_(document), jobs_(jobs), services_(std::move(services)) {
  refresh();
}

void StudyModel::setServices(StudyServices services) {
  cancel();
  ++generation_;
  services_ = std::move(services);
  draft_ = {};
  forgetResults();
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
  forgetResults();
  results_ = StudyResults(draft_.factorNames(), kept.points, kept.responses, kept.replications,
                          experiment::replicationRuleOf(kept.definition));
  for (std::size_t i = 0; i < kept.runs.size(); ++i) results_.addAtHand(kept.runs[i], kept.digests[i]);
  plan_.reset();
  is_kept_ = true;
  setProblem({});
  emit draftChanged();
  is_through_ = draft_.design != experiment::Design::Type::Sequential ||
                results_.pointCount() >= draft_.written_design.value("points", std::size_t{0});
  setState(isComplete() ? State::Complete : State::Partial);
  emit resultsChanged();
}

void StudyModel::forgetResults() {
  results_ = {};
  reading_ = {};
  ++opened_;
}

void StudyModel::fetch(std::size_t response) {
  const bool is_missing = response < results_.responses().size() && !results_.isAtHand(response);
  const bool is_put_off = reading_.failed.contains(response) || reading_.again.contains(response);
  if (is_missing && services_.values && !is_put_off) read(response);
}

void StudyModel::fetchAnew(std::size_t response) {
  if (reading_.failed.erase(response) > 0) setProblem({});
  fetch(response);
}

void StudyModel::read(std::size_t response) {
  if (!reading_.now.insert(response).second) return;
  // Runs that are not in the project yet are not among what is read.
  const bool was_running = state_ == State::Running;
  const auto work = [values = services_.values, study = draft_.name, name = results_.responses()[response]](
                        std::stop_token, const ProgressSink&) { return values(study, name); };
  jobs::Job* job = jobs_.start(tr("Reading a response"), this, work,
                               [=, this, opened = opened_](const std::vector<experiment::StudyRun>& runs) {
                                 if (opened != opened_) return;
                                 results_.fill(response, runs);
                                 if (was_running) reading_.again.insert(response);
                               });
  connect(job, &jobs::Job::failed, this, [=, this, opened = opened_](const QString& message) {
    if (opened != opened_) return;
    if (was_running) {  // perhaps before anything was kept
      reading_.again.insert(response);
      return;
    }
    reading_.failed.insert(response);
    setProblem(message);
  });
  connect(job, &jobs::Job::ended, this, [this, response, opened = opened_] {
    if (opened != opened_) return;
    reading_.now.erase(response);
    if (state_ != State::Running && reading_.again.erase(response) > 0) read(response);
    emit resultsChanged();
  });
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
  forgetResults();
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
    forgetResults();
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
