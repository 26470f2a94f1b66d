// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analysis/shadow_price_model.h"

namespace mw::models {

ShadowPriceModel::ShadowPriceModel(SimulationModel& simulation, jobs::JobService& jobs, QObject* parent)
    : AnalysisJob(jobs, parent), simulation_(simulation) {
  connect(&simulation_, &SimulationModel::replicatedChanged, this, [this] {
    if (!simulation_.replicated()) answer_.reset();
    if (isRunning() || !simulation_.replicated()) abandon();
    emit changed();
  });
  connect(&simulation_, &SimulationModel::stateChanged, this, &ShadowPriceModel::changed);
}

QString ShadowPriceModel::refusal() const {
  using State = SimulationModel::State;
  const State state = simulation_.state();
  if (state == State::Refused || state == State::Failed) return simulation_.problem();
  if (state == State::Running) return tr("The factory is being run. Wait for its figures.");
  const auto runs = simulation_.replicated();
  if (!runs || simulation_.isStale()) return tr("Run the factory first.");
  if (runs->result.plan.replications < 2) return tr("One run has no interval. Wish for two replications or more.");
  if (runs->result.bottleneck.limits.empty()) return tr("No element works on parts in these runs.");
  return {};
}

void ShadowPriceModel::start(const experiment::SpeedStep& step) {
  const auto runs = simulation_.replicated();
  if (!runs) return;
  const auto work = [runs, step](const std::stop_token& stop, const ProgressSink& progress) {
    experiment::RunPlan plan = runs->result.plan;
    plan.precision.clear();  // as many as were made
    return std::make_shared<const FoundPrices>(FoundPrices{
        runs, experiment::findShadowPrices(*runs->factory, runs->result.bottleneck, plan, step, stop, progress)});
  };
  ask(tr("Pricing a second"), work, [this](const std::shared_ptr<const FoundPrices>& answer) { answer_ = answer; });
}

QString ShadowPriceModel::progressText() const {
  return total() > 0 ? tr("%1 of %2 runs").arg(done(), 0, 'f', 0).arg(total(), 0, 'f', 0) : QString();
}

bool ShadowPriceModel::isOfOlderRuns() const {
  return answer_ && (answer_->runs != simulation_.replicated() || simulation_.isStale());
}

}  // namespace mw::models
