// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/guided_study.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "core/experiment/design.h"
#include "core/experiment/event_engine.h"

namespace mw::models {
namespace {

using experiment::Design;

constexpr double kShift_s = 8 * 3600.0;
constexpr double kLongRun_s = 5 * 86400.0;
constexpr std::uint32_t kMostReplications = 100'000;
constexpr std::size_t kMostFactorsOfAGrid = 6;
constexpr auto kFirstResponse = "throughput_per_h";

/// What checks and measures a draft, nothing that keeps or runs it.
StudyServices checkingOnly(const StudyServices& services) {
  StudyServices checking;
  checking.plan = services.plan;
  checking.tryOut = services.tryOut;
  return checking;
}

/// Equal up to the rounding of a range cut into steps.
bool isSameValue(const Json& a, const Json& b) {
  if (!a.is_number() || !b.is_number()) return a == b;
  const auto x = a.get<double>();
  const auto y = b.get<double>();
  return std::abs(x - y) <= 1e-9 * std::max(std::abs(x), std::abs(y));
}

bool gridHas(StudyDraft draft, const Json& values) {
  draft.added.clear();
  const bool is_small = pointCountOf(draft) <= static_cast<double>(DesignPreview::kMostPoints);
  if (draft.design != Design::Type::Grid || !is_small || values.is_null()) return false;
  try {
    const auto points = experiment::designPoints(experiment::Study::fromJson(draft.toJson()));
    return std::ranges::any_of(points, [&](const experiment::DesignPoint& point) {
      for (std::size_t i = 0; i < point.size(); ++i)
        if (!isSameValue(point[i], values.at(draft.factors[i].name))) return false;
      return true;
    });
  } catch (const InputError&) {
    return false;  // not complete yet
  }
}

}  // namespace

DesignAdvice designAdvice(Question question, std::size_t factor_count) {
  // Ten points per factor for a first surrogate: Loeppky, Sacks, Welch (2009) Technometrics 51.
  const auto spread = static_cast<std::uint32_t>(std::max<std::size_t>(20, 10 * factor_count));
  switch (question) {
    case Question::Effects:
      if (factor_count > kMostFactorsOfAGrid) {
        return {Design::Type::LatinHypercube, 2, spread,
                GuidedStudy::tr("More than six factors have too many combinations: a Latin hypercube lets every factor "
                                "meet all of its range in few points.")};
      }
      return {Design::Type::Grid, 2, spread,
              GuidedStudy::tr("To see effects: each factor at its lowest and highest value, in every combination. What "
                              "each does, and how they act together, comes apart.")};
    case Question::Search:
      return {Design::Type::LatinHypercube, 2, spread,
              GuidedStudy::tr("To find the best: a Latin hypercube, its points as far apart as can be, fills the whole "
                              "space; ten points a factor are enough for a first surrogate.")};
    case Question::Alternatives:
      return {Design::Type::Grid, 2, spread,
              GuidedStudy::tr("To compare alternatives: every combination of their levels, of a range its two ends.")};
  }
  return {};
}

GuidedStudy::GuidedStudy(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent)
    : QObject(parent),
      document_(document),
      study_(study),
      writing_(document, jobs, checkingOnly(study.services())),
      preview_(document, writing_, jobs),
      pilot_(jobs) {
  connect(&writing_, &StudyModel::draftChanged, this, &GuidedStudy::settle);
  connect(&pilot_, &StudyPilot::changed, this, &GuidedStudy::settle);
  connect(&preview_, &DesignPreview::changed, this, &GuidedStudy::changed);
  connect(&study_, &StudyModel::stateChanged, this, &GuidedStudy::changed);
  connect(&document_, &Document::changed, this, &GuidedStudy::followFactory);
  const std::vector<std::string> kpis = experiment::eventKpis(document_.factory());
  const bool has_usual = std::ranges::find(kpis, kFirstResponse) != kpis.end();
  response_ = has_usual || kpis.empty() ? kFirstResponse : kpis.front();
  setName(study_.freeName(QStringLiteral("study")));
  settle();
}

void GuidedStudy::followFactory(const FactoryChange& change) {
  if (change.kind == FactoryChange::Kind::Replaced) {
    pilot_.cancel();
    emit outdated();
    return;
  }
  pilot_.forget();
}

template <class Change>
void GuidedStudy::alter(Change change) {
  StudyDraft wanted = draft();
  change(wanted);
  writing_.edit(wanted);
}

void GuidedStudy::setName(const QString& name) {
  alter([&name](StudyDraft& draft) { draft.name = name.trimmed().toStdString(); });
}

void GuidedStudy::setQuestion(Question question) {
  question_ = question;
  settle();
}

void GuidedStudy::setResponse(const std::string& response) {
  response_ = response;
  settle();
}

void GuidedStudy::setEnding(Ending ending) {
  ending_ = ending;
  settle();
}

void GuidedStudy::setHorizon(double horizon_s) {
  given_horizon_s_ = horizon_s;
  settle();
}

std::optional<double> GuidedStudy::warmup_s() const {
  if (ending_ == Ending::Terminating) return 0;
  if (given_warmup_s_) return given_warmup_s_;
  const PilotWarmup* found = foundWarmup();
  const bool is_found = found && found->estimate.status == experiment::WarmupEstimate::Status::Converged;
  return is_found ? std::optional(found->estimate.warmup_s) : std::nullopt;
}

void GuidedStudy::setWarmup(double warmup_s) {
  given_warmup_s_ = warmup_s;
  settle();
}

void GuidedStudy::findWarmup() {
  given_warmup_s_.reset();
  pilot_.findWarmup(document_.snapshot(), planOfRun());
}

void GuidedStudy::setWantedShare(double share) {
  wanted_share_ = share;
  settle();
}

void GuidedStudy::estimate() {
  given_replications_.reset();
  pilot_.replicate(document_.snapshot(), planOfRun());
}

std::optional<ReplicationAdvice> GuidedStudy::advice() const {
  const PilotRuns* runs = pilotRuns();
  if (!runs) return std::nullopt;
  const numerics::Estimate* estimate = runs->find(response_);
  return estimate ? replicationAdvice(*estimate, wanted_share_, kMostReplications) : ReplicationAdvice();
}

void GuidedStudy::setReplications(std::uint32_t replications) {
  given_replications_ = replications;
  settle();
}

void GuidedStudy::setCommonRandomNumbers(bool are_common) {
  alter([are_common](StudyDraft& draft) { draft.common_random_numbers = are_common; });
}

void GuidedStudy::setDesign(Design::Type type) {
  is_design_given_ = true;
  alter([type](StudyDraft& draft) { draft.design = type; });
}

void GuidedStudy::setPoints(std::uint32_t points) {
  is_design_given_ = true;
  alter([points](StudyDraft& draft) { (draft.design == Design::Type::Grid ? draft.steps : draft.points) = points; });
}

DesignAdvice GuidedStudy::suggestion() const {
  return question_ ? designAdvice(*question_, draft().factors.size()) : DesignAdvice();
}

void GuidedStudy::setToday(bool is_included) {
  has_today_ = is_included;
  settle();
}

Json GuidedStudy::todaysPoint() const {
  Json point = Json::object();
  try {
    for (const StudyDraft::Factor& factor : draft().factors) {
      point[factor.name] = factory::resolve(document_.factory(), factory::FactoryPath(factor.path)).value;
      if (point[factor.name].is_null()) return nullptr;
    }
  } catch (const InputError&) {
    return nullptr;  // a path that leads nowhere has no value today; the design says so
  }
  return point;
}

double GuidedStudy::totalTime_s() const {
  double one_s = preview_.runTime_s();
  if (const PilotRuns* runs = pilotRuns()) one_s = runs->run_time_s;
  return one_s * std::ceil(pointCountOf(draft()) * draft().replications / preview_.processors());
}

void GuidedStudy::settle() {
  StudyDraft wanted = draft();
  wanted.horizon_s = given_horizon_s_.value_or(ending_ == Ending::SteadyState ? kLongRun_s : kShift_s);
  wanted.warmup_s = warmup_s().value_or(0);
  const auto advised = advice();
  const std::uint32_t usual = question_ == Question::Search ? 5 : 10;
  wanted.replications =
      given_replications_.value_or(advised && advised->replications > 0 ? advised->replications : usual);
  settleDesign(wanted);
  settleToday(wanted);
  // The one that it is judged by comes first wherever results are shown.
  wanted.responses = experiment::eventKpis(document_.factory());
  const auto judged = std::ranges::find(wanted.responses, response_);
  if (judged != wanted.responses.end()) std::rotate(wanted.responses.begin(), judged, judged + 1);
  if (wanted != draft()) return writing_.edit(wanted);  // comes back here
  emit changed();
}

void GuidedStudy::settleDesign(StudyDraft& draft) const {
  if (is_design_given_ || !question_) return;
  const DesignAdvice advised = designAdvice(*question_, draft.factors.size());
  draft.design = advised.type;
  draft.steps = advised.steps;
  draft.points = advised.points;
}

void GuidedStudy::settleToday(StudyDraft& draft) {
  const Json today = draft.factors.empty() ? Json() : todaysPoint();
  is_today_designed_ = gridHas(draft, today);
  draft.added.clear();
  if (has_today_ && !is_today_designed_ && !today.is_null()) draft.added.push_back(today);
}

/// Of the present horizon: over another one it is another estimate.
const PilotWarmup* GuidedStudy::foundWarmup() const {
  const auto& found = pilot_.warmup();
  return found && found->horizon_s == draft().horizon_s ? &*found : nullptr;
}

const PilotRuns* GuidedStudy::pilotRuns() const {
  const auto& runs = pilot_.runs();
  return runs && runs->horizon_s == draft().horizon_s && runs->warmup_s == draft().warmup_s ? &*runs : nullptr;
}

experiment::RunPlan GuidedStudy::planOfRun() const {
  experiment::RunPlan plan;
  plan.horizon_s = draft().horizon_s;
  plan.warmup_s = draft().warmup_s;
  plan.seed = draft().seed;
  plan.jobs = std::max(1U, std::thread::hardware_concurrency() - 1);  // the window goes on meanwhile
  return plan;
}

void GuidedStudy::make() {
  const StudyDraft made = draft();
  study_.create();  // an open study with runs would only lend its name
  study_.edit(made);
}

}  // namespace mw::models
