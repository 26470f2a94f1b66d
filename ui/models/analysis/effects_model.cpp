// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analysis/effects_model.h"

#include <algorithm>

#include "core/experiment/training_rows.h"

namespace mw::models {
namespace {

constexpr std::uint64_t kSeed = 1;  // of the fit and of the sample, as `effects` has it
constexpr int kStarts = 10;

}  // namespace

EffectsModel::EffectsModel(StudyModel& study, jobs::JobService& jobs, QObject* parent)
    : AnalysisJob(jobs, parent), study_(study) {
  connect(&study_, &StudyModel::stateChanged, this, &EffectsModel::follow);
  connect(&study_, &StudyModel::resultsChanged, this, &EffectsModel::follow);
}

void EffectsModel::follow() {
  if (answer_ && !isKnown(answer_->response)) answer_.reset();
  const bool is_of_others = asked_study_ != study_.draft().name || asked_runs_ != study_.results().runsDone();
  if (isRunning() && is_of_others) {
    asked_response_.clear();
    abandon();
  }
  emit changed();
}

QString EffectsModel::refusal() const {
  if (study_.state() == StudyModel::State::Running)
    return tr("The study is running. Effects are told when it is done.");
  if (study_.results().responses().empty() || !study_.factory()) return tr("Run the study first.");
  std::size_t points = 0;
  for (std::size_t point = 0; point < study_.results().pointCount(); ++point) {
    if (study_.results().runsOf(point) > 0) ++points;
  }
  if (points < static_cast<std::size_t>(surrogate::kMinRows)) {
    return tr("%1 points are too few to learn from. Run %2 or more.").arg(points).arg(surrogate::kMinRows);
  }
  return {};
}

bool EffectsModel::isKnown(const std::string& response) const {
  return answer_ && answer_->study == study_.draft().name && answer_->response == response &&
         answer_->runs_then == study_.results().runsDone();
}

void EffectsModel::want(const std::string& response) {
  const std::vector<std::string>& responses = study_.results().responses();
  if (std::ranges::find(responses, response) == responses.end()) return;
  if (!refusal().isEmpty() || isKnown(response)) return;
  const std::size_t runs = study_.results().runsDone();
  const bool is_asked = study_.draft().name == asked_study_ && response == asked_response_ && runs == asked_runs_;
  if (is_asked && (isRunning() || !problem().isEmpty())) return;
  asked_study_ = study_.draft().name;
  asked_response_ = response;
  asked_runs_ = runs;
  answer_.reset();
  const auto work = [draft = study_.draft(), results = study_.results(), response](const std::stop_token& stop,
                                                                                   const ProgressSink&) {
    const auto study = experiment::Study::fromJson(draft.toJson());
    auto rows = experiment::trainingRows(results.points(), results.responses(), results.runs(), response,
                                         study.common_random_numbers);
    const auto model = surrogate::GaussianProcess::fit(std::move(rows), surrogate::cautiousFit(kSeed, kStarts), stop);
    return std::make_shared<const FoundEffects>(
        FoundEffects{draft.name, response, analysis::effectsOf(study, model, kSeed), results.runsDone()});
  };
  ask(tr("Finding which factors matter"), work, [this](const std::shared_ptr<const FoundEffects>& answer) {
    answer_ = answer;
    if (!isKnown(answer->response)) answer_.reset();
  });
}

}  // namespace mw::models
