// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analysis/improvement_search.h"

#include <algorithm>

#include "core/kpi/element_kpis.h"
#include "core/kpi/kpis.h"

namespace mw::models {

ImprovementSearch::ImprovementSearch(Document& document, SimulationModel& simulation, jobs::JobService& jobs,
                                     QObject* parent)
    : AnalysisJob(jobs, parent), document_(document), simulation_(simulation) {
  connect(&document_, &Document::changed, this, [this](const FactoryChange& change) {
    if (change.kind == FactoryChange::Kind::Replaced) {
      abandon();
      answer_.reset();
    }
    emit changed();
  });
}

analysis::ImprovementOptions ImprovementSearch::proposed() const {
  analysis::ImprovementOptions options;
  options.plan = planOf(simulation_.wishes(), 0);
  const auto runs = simulation_.replicated();
  if (simulation_.wishes().finds_warmup && runs && runs->result.plan.horizon_s == options.plan.horizon_s) {
    options.plan.warmup_s = runs->result.plan.warmup_s;
  }
  options.plan.precision.clear();
  options.plan.replications = std::max(options.plan.replications, kLeastConfirming);
  return options;
}

std::vector<kpi::KpiDeclaration> ImprovementSearch::goals() const {
  const kpi::KpiSet kpis(document_.factory());
  return {kpis.overall().begin(), kpis.overall().end()};
}

std::vector<std::string> ImprovementSearch::keepable() const {
  std::vector<std::string> ids;
  for (const factory::Element& element : document_.factory().elements()) {
    if (element.type == "buffer" || kpi::factsOf(element).is_work_unit) ids.push_back(element.id);
  }
  for (const Json& pool : document_.factory().json().value("pools", Json::array())) {
    ids.push_back(pool["id"].get<std::string>());
  }
  return ids;
}

QString ImprovementSearch::refusal(const analysis::ImprovementOptions& options) const {
  if (document_.factory().elements().empty()) return tr("The hall is empty. Add elements and connect them first.");
  if (simulation_.state() == SimulationModel::State::Refused) return simulation_.problem();
  if (!(options.plan.horizon_s > 0)) return tr("Give a horizon above 0.");
  if (options.plan.warmup_s >= options.plan.horizon_s) {
    return tr("The warm-up takes the whole horizon. Give a longer horizon or a shorter warm-up.");
  }
  const analysis::ChangeCosts& costs = options.costs;
  const bool is_any = costs.buffer_place || costs.moved_place || costs.faster_percent || costs.machine || costs.person;
  return is_any ? QString() : tr("No kind of change is to be had. Tick one at least.");
}

void ImprovementSearch::start(const analysis::ImprovementOptions& options) {
  const auto work = [factory = document_.snapshot(), options](const std::stop_token& stop,
                                                              const ProgressSink& progress) {
    analysis::ImprovementOptions watched = options;
    watched.stop = stop;
    watched.progress = progress;
    return std::make_shared<const FoundImprovement>(
        FoundImprovement{factory, options, analysis::findImprovement(*factory, watched)});
  };
  ask(tr("Looking for improvements"), work,
      [this](const std::shared_ptr<const FoundImprovement>& answer) { answer_ = answer; });
}

QString ImprovementSearch::progressText() const {
  if (!(total() > 0)) return {};
  if (counted() == QLatin1String(analysis::kConfirmingRuns)) {
    return tr("Confirming the best: %1 of %2 runs").arg(done(), 0, 'f', 0).arg(total(), 0, 'f', 0);
  }
  return tr("Screening: %1 of about %2 runs").arg(done(), 0, 'f', 0).arg(total(), 0, 'f', 0);
}

bool ImprovementSearch::isOfOlderFactory() const {
  return answer_ && answer_->factory != document_.snapshot() && !(*answer_->factory == document_.factory());
}

}  // namespace mw::models
