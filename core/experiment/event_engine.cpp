// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/event_engine.h"

#include <algorithm>
#include <memory>
#include <string_view>

#include "core/events/simulation.h"
#include "core/kpi/kpis.h"

namespace mw::experiment {
namespace {

constexpr std::string_view kElements = "elements/";

/// Where a KPI is among the values of a run: of the factory, or of one element.
struct Kept {
  std::size_t kpi = 0;                      ///< position in overall() or metrics()
  std::size_t element = kpi::KpiSet::npos;  ///< npos = of the factory

  [[nodiscard]] double of(const kpi::KpiValues& values) const {
    return element == kpi::KpiSet::npos ? values.overall[kpi] : values.elements[element][kpi];
  }
};

/// A factory compiled for runs, with the positions of the KPIs that are kept.
struct PreparedPoint {
  std::shared_ptr<const events::Model> model;
  kpi::KpiSet kpis;
  std::vector<Kept> kept;
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
  for (const Kept& kept : point.kept) answer.values.push_back(kept.of(values));
  return answer;
}

/// @returns a kpi of npos where there is none of the name
Kept find(const std::string& name, const factory::Factory& factory, const kpi::KpiSet& kpis) {
  if (!name.starts_with(kElements)) return {kpis.find(name)};
  const std::size_t slash = name.rfind('/');
  const std::string_view id = std::string_view(name).substr(0, slash).substr(std::min(slash, kElements.size()));
  const auto metric = std::ranges::find(kpis.metrics(), name.substr(slash + 1), &kpi::KpiDeclaration::name);
  const auto element = std::ranges::find(factory.elements(), id, &factory::Element::id);
  if (metric == kpis.metrics().end() || element == factory.elements().end()) return {kpi::KpiSet::npos};
  return {static_cast<std::size_t>(metric - kpis.metrics().begin()),
          static_cast<std::size_t>(element - factory.elements().begin())};
}

}  // namespace

Engine eventEngine(std::uint32_t max_parts) {
  return [max_parts](const factory::Factory& factory, const std::vector<std::string>& kpis) -> PointModel {
    auto point =
        std::make_shared<PreparedPoint>(PreparedPoint{events::compile(factory), kpi::KpiSet(factory), {}, max_parts});
    for (const std::string& name : kpis) {
      point->kept.push_back(find(name, factory, point->kpis));
      if (point->kept.back().kpi == kpi::KpiSet::npos) {
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

kpi::KpiDeclaration eventKpi(const factory::Factory& factory, const std::string& name) {
  const kpi::KpiSet kpis(factory);
  const Kept at = find(name, factory, kpis);
  if (at.kpi == kpi::KpiSet::npos) return {name, "", ""};
  if (at.element == kpi::KpiSet::npos) return kpis.overall()[at.kpi];
  kpi::KpiDeclaration declaration = kpis.metrics()[at.kpi];
  declaration.name = name;
  return declaration;
}

std::vector<std::string> eventElementKpis(const factory::Factory& factory) {
  std::vector<std::string> names;
  const kpi::KpiSet kpis(factory);
  for (const factory::Element& element : factory.elements()) {
    for (const kpi::KpiDeclaration& metric : kpis.metrics()) {
      names.push_back(std::string(kElements) + element.id + "/" + metric.name);
    }
  }
  return names;
}

}  // namespace mw::experiment
