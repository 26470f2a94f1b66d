// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analysis/best_point_search.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/event_engine.h"
#include "ui/models/response_text.h"

namespace mw::models {
namespace {

constexpr std::uint32_t kFirstStage = 10;  // as `select` does
constexpr double kShareThatMatters = 0.01;

/// To one figure: 0.47 is 0.5.
double roughly(double value) {
  if (!(value > 0)) return 1;
  const double unit = std::pow(10, std::floor(std::log10(value)));
  return std::round(value / unit) * unit;
}

}  // namespace

BestPointSearch::BestPointSearch(StudyModel& study, jobs::JobService& jobs, QObject* parent)
    : AnalysisJob(jobs, parent), study_(study) {
  connect(&study_, &StudyModel::stateChanged, this, &BestPointSearch::follow);
  connect(&study_, &StudyModel::resultsChanged, this, &BestPointSearch::follow);
  connect(&study_, &StudyModel::draftChanged, this, &BestPointSearch::follow);
}

void BestPointSearch::follow() {
  const std::string& open = study_.draft().name;
  if (answer_ && answer_->study != open) answer_.reset();
  if (isRunning() && (study_.state() == StudyModel::State::Running || asked_ != open)) abandon();
  emit changed();
}

std::optional<std::size_t> BestPointSearch::responseOf(const std::string& kpi) const {
  const std::vector<std::string>& responses = study_.results().responses();
  const auto found = std::ranges::find(responses, kpi);
  if (found == responses.end()) return std::nullopt;
  return static_cast<std::size_t>(found - responses.begin());
}

std::uint32_t BestPointSearch::firstStage() const {
  const auto& rule = study_.results().precision();
  return std::max(kFirstStage, rule ? rule->at_least : study_.draft().replications);
}

bool BestPointSearch::isAtHand(const std::string& kpi) const {
  const auto response = responseOf(kpi);
  return response && study_.results().isAtHand(*response);
}

void BestPointSearch::fetch(const std::string& kpi) {
  if (const auto response = responseOf(kpi)) study_.fetchAnew(*response);
}

BestPointWishes BestPointSearch::proposed(const std::string& kpi) const {
  BestPointWishes wishes;
  wishes.kpi = kpi;
  if (study_.factory()) wishes.is_least = experiment::eventKpi(*study_.factory(), kpi).better == kpi::Better::Lower;
  const StudyResults& results = study_.results();
  const auto response = responseOf(kpi);
  if (!response) return wishes;
  double best = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t point = 0; point < results.pointCount(); ++point) {
    const double mean = results.mean(point, *response);
    if (std::isnan(best) || (wishes.is_least ? mean < best : mean > best)) best = mean;
  }
  wishes.indifference = roughly(kShareThatMatters * std::abs(best));
  return wishes;
}

QString BestPointSearch::refusal() const {
  if (study_.state() == StudyModel::State::Running) return tr("The study is running. Wait for it, or stop it.");
  const StudyResults& results = study_.results();
  if (!study_.factory() || results.pointCount() == 0) return tr("Run a study first: its points are selected among.");
  if (results.pointCount() < 2) return tr("The study has one point: there is nothing to select.");
  if (results.pointCount() > experiment::kMostSelectable) {
    return tr("The study has more than %1 points: too many to select among.").arg(experiment::kMostSelectable);
  }
  return {};
}

QString BestPointSearch::refusal(const BestPointWishes& wishes) const {
  if (const QString reason = refusal(); !reason.isEmpty()) return reason;
  if (const auto response = responseOf(wishes.kpi); response && !study_.results().isAtHand(*response)) {
    return study_.isBeingRead(*response) ? tr("The values of this KPI are being read.")
                                         : tr("The values of this KPI could not be read. Choose it again.");
  }
  if (!(wishes.indifference > 0)) return tr("Say from which difference on it matters: a number above 0.");
  if (wishes.max_replications < firstStage()) {
    return tr("Allow %1 replications of a point or more: so many are the first stage.").arg(firstStage());
  }
  return {};
}

void BestPointSearch::start(const BestPointWishes& wishes) {
  const StudyResults& results = study_.results();
  const auto response = responseOf(wishes.kpi);
  if (!refusal(wishes).isEmpty() || !response) return;
  asked_ = study_.draft().name;
  experiment::SelectionOptions options;
  options.kpi = *response;
  options.is_least = wishes.is_least;
  options.goal = {wishes.indifference, wishes.level, firstStage()};
  options.max_replications = wishes.max_replications;
  const auto work = [draft = study_.draft(), factory = study_.factory(), results, options,
                     unit = responseUnit(*study_.factory(), wishes.kpi)](const std::stop_token& stop,
                                                                         const ProgressSink& progress) {
    experiment::SelectionField field{experiment::Study::fromJson(draft.toJson()),
                                     *factory,
                                     results.points(),
                                     {},
                                     results.responses(),
                                     results.runs()};
    experiment::SelectionOptions watched = options;
    watched.stop = stop;
    watched.progress = progress;
    experiment::Selection selection = experiment::selectBest(field, experiment::eventEngine(), watched);
    return std::make_shared<const FoundBestPoint>(
        FoundBestPoint{draft.name, std::move(field), options, std::move(selection), unit, results.runsDone()});
  };
  ask(tr("Selecting the best point"), work,
      [this](const std::shared_ptr<const FoundBestPoint>& answer) { answer_ = answer; });
}

QString BestPointSearch::progressText() const {
  return done() > 0 ? tr("%1 runs made").arg(done(), 0, 'f', 0) : QString();
}

bool BestPointSearch::isOfOlderStudy() const {
  return answer_ && answer_->runs_then != study_.results().runsDone();
}

}  // namespace mw::models
