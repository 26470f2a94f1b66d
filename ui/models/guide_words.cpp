// SPDX-License-Identifier: GPL-3.0-or-later
// What the guide says: why a step is not done, and what pilot runs found.
#include <algorithm>

#include "core/experiment/design.h"
#include "core/factory/factory_path.h"
#include "ui/models/figure_format.h"
#include "ui/models/guided_study.h"
#include "ui/models/response_text.h"

namespace mw::models {
namespace {

QString textOf(const InputError& error) {
  const Finding& first = error.findings().front();
  const QString cause = QString::fromStdString(first.cause);
  return first.cure.empty() ? cause : cause + QStringLiteral(": ") + QString::fromStdString(first.cure);
}

std::vector<Json> valuesOf(const StudyDraft::Factor& factor) {
  if (!factor.levels.empty()) return factor.levels;
  if (!factor.is_integer) return {factor.min, factor.max};
  return {static_cast<std::int64_t>(factor.min), static_cast<std::int64_t>(factor.max)};
}

}  // namespace

QString factorProblem(const factory::Factory& factory, const StudyDraft::Factor& factor) {
  try {
    for (const Json& value : valuesOf(factor))
      (void)factory::withValue(factory, factory::FactoryPath(factor.path), value);
  } catch (const InputError& error) {
    return QStringLiteral("%1: %2").arg(QString::fromStdString(factor.name), textOf(error));
  }
  return {};
}

QString GuidedStudy::refusal(GuideStep step) const {
  const bool is_finding = pilot_.work() == StudyPilot::Work::Warmup;
  const QString busy = tr("The pilot runs are not done: wait for them, or cancel them");
  switch (step) {
    case GuideStep::Question:
      if (draft().name.empty()) return tr("Give the study a name");
      if (study_.names().contains(QString::fromStdString(draft().name)))
        return tr("There is a study \"%1\" already: choose another name").arg(QString::fromStdString(draft().name));
      return question_ ? QString() : tr("Choose what you want to know");
    case GuideStep::Factors:
      return factorsRefusal();
    case GuideStep::Ending:
      if (!ending_) return tr("Choose whether what you study ends or runs on");
      return draft().horizon_s > 0 ? QString() : tr("The horizon is a time above 0: 8 h, 3 d");
    case GuideStep::Warmup:
      return is_finding ? busy : warmupRefusal();
    case GuideStep::Replications:
      return pilot_.work() == StudyPilot::Work::Replications ? busy : QString();
    case GuideStep::Comparison:
      if (pointCountOf(draft()) > static_cast<double>(experiment::kMaxPoints))
        return tr("These are more than a million points: take fewer levels, or a Latin hypercube");
      return preview_.problem();
  }
  return {};
}

QString GuidedStudy::factorsRefusal() const {
  const auto& factors = draft().factors;
  if (factors.empty()) return tr("Choose at least one thing to vary");
  for (const StudyDraft::Factor& factor : factors) {
    const QString name = QString::fromStdString(factor.name);
    if (name.isEmpty()) return tr("Each factor needs a name");
    if (std::ranges::count(factors, factor.name, &StudyDraft::Factor::name) > 1)
      return tr("Two factors are called %1").arg(name);
    if (factor.levels.empty() && factor.min >= factor.max)
      return tr("%1: the lowest value is not below the highest").arg(name);
    if (factor.levels.size() == 1) return tr("%1 has one level: nothing varies").arg(name);
    if (const QString problem = factorProblem(document_.factory(), factor); !problem.isEmpty()) return problem;
  }
  return {};
}

QString GuidedStudy::warmupRefusal() const {
  if (ending_ == Ending::Terminating) return {};
  const auto warmup = warmup_s();
  if (!warmup) {
    return foundWarmup() ? tr("No end of the warm-up was found: make the horizon longer, or type a warm-up")
                         : tr("Find the warm-up, or type one");
  }
  return *warmup < draft().horizon_s ? QString()
                                     : tr("Nothing is left after the warm-up: it has to be shorter than the horizon");
}

QString GuidedStudy::obstacle() const {
  if (study_.state() == StudyModel::State::Running)
    return tr("A study is running: cancel it first, or wait for its end");
  return {};
}

QString GuidedStudy::warmupWords() const {
  const PilotWarmup* found = foundWarmup();
  if (!found) return {};
  const experiment::WarmupEstimate& estimate = found->estimate;
  const QString horizon = durationText(found->horizon_s);
  if (estimate.status == experiment::WarmupEstimate::Status::NotConverged) {
    return tr("Not found: in %1 pilot runs the start still shows in the second half of %2, or work in process never "
              "stops growing. Make the horizon longer (one step back) and find it again.")
        .arg(estimate.replications)
        .arg(horizon);
  }
  return tr("Found by MSER-5 in %1 pilot runs over %2: work in process settles after %3, throughput after %4. The "
            "later "
            "one counts; it is known to %5.")
      .arg(estimate.replications)
      .arg(horizon, durationText(estimate.wip_warmup_s), durationText(estimate.throughput_warmup_s),
           durationText(estimate.interval_s));
}

QString GuidedStudy::adviceWords() const {
  const auto advised = advice();
  if (!advised) return {};
  const numerics::Estimate* estimate = pilotRuns()->find(response_);
  return adviceText(*advised, estimate ? *estimate : numerics::Estimate(), responseTitle(response_),
                    responseUnit(document_.factory(), response_), wanted_share_);
}

}  // namespace mw::models
