// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/event_engine.h"

#include <memory>

#include "core/events/simulation.h"
#include "core/kpi/kpis.h"

namespace mw::experiment {
namespace {

/// A factory compiled for runs, with the positions of the KPIs that are kept.
struct PreparedPoint {
  std::shared_ptr<const events::Model> model;
  kpi::KpiSet kpis;
  std::vector<std::size_t> kept;
  std::uint32_t max_parts = events::kDefaultMaxParts;
};

RunAnswer answerOf(const PreparedPoint& point, const RunOrder& order, const std::stop_token& stop) {
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(order.horizon_s);
  settings.warmup = SimTime::fromSeconds(order.warmup_s);
  settings.seed = order.seed;
  settings.replication = order.replication;
  settings.max_parts = point.max_parts;
  const events::RunStatistics statistics = events::simulate(*point.model, settings, stop);
  const kpi::KpiValues values = point.kpis.evaluate(statistics);
  RunAnswer answer;
  answer.events = statistics.events;
  for (const std::size_t kpi : point.kept) answer.values.push_back(values.overall[kpi]);
  return answer;
}

}  // namespace

Engine eventEngine(std::uint32_t max_parts) {
  return [max_parts](const factory::Factory& factory, const std::vector<std::string>& kpis) -> PointModel {
    auto point =
        std::make_shared<PreparedPoint>(PreparedPoint{events::compile(factory), kpi::KpiSet(factory), {}, max_parts});
    for (const std::string& name : kpis) {
      point->kept.push_back(point->kpis.find(name));
      if (point->kept.back() == kpi::KpiSet::npos) {
        throw InputError(Place{}, "no KPI \"" + name + "\" in the factory of this point", "take it out of responses");
      }
    }
    return [point](const RunOrder& order, const std::stop_token& stop) { return answerOf(*point, order, stop); };
  };
}

std::vector<std::string> eventKpis(const factory::Factory& factory) {
  std::vector<std::string> names;
  const kpi::KpiSet kpis(factory);
  for (const kpi::KpiDeclaration& declaration : kpis.overall()) names.push_back(declaration.name);
  return names;
}

}  // namespace mw::experiment
