// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/kpis.h"

#include <algorithm>

namespace mw::kpi {
namespace {

FlowView flowOf(const events::RunStatistics& run) {
  return {run.measured_s / 3600, static_cast<double>(run.good), run.wip_mean, run.outside_mean,
          static_cast<double>(run.lost)};
}

FlowView flowOf(const events::PartTypeStatistics& part_type, double measured_s) {
  return {measured_s / 3600, static_cast<double>(part_type.good), part_type.wip_mean, part_type.outside_mean,
          static_cast<double>(part_type.lost)};
}

std::vector<double> numbersOf(const std::vector<KpiValue>& values) {
  std::vector<double> numbers;
  numbers.reserve(values.size());
  for (const KpiValue& value : values) numbers.push_back(value.number);
  return numbers;
}

std::vector<std::string> reasonsOf(const std::vector<KpiValue>& values) {
  std::vector<std::string> reasons;
  reasons.reserve(values.size());
  for (const KpiValue& value : values) reasons.emplace_back(value.undefined);
  return reasons;
}

}  // namespace

KpiSet::KpiSet(const factory::Factory& factory)
    : formulas_(generalKpis()), prices_(pricesOf(factory)), pools_(factory), part_types_(factory.parts().size()) {
  bool has_power = false;
  bool has_costs = prices_.is_given;
  for (const factory::Element& element : factory.elements()) {
    elements_.push_back(factsOf(element));
    has_power = has_power || elements_.back().power_kw;
    has_costs = has_costs || elements_.back().cost_per_h;
  }
  if (has_power) formulas_.insert(formulas_.end(), energyKpis().begin(), energyKpis().end());
  if (has_costs) formulas_.insert(formulas_.end(), costKpis().begin(), costKpis().end());
  for (const FlowKpi& kpi : flowKpis()) overall_.push_back(kpi.declaration);
  for (const OverallKpi& kpi : formulas_) overall_.push_back(kpi.declaration);
  for (const factory::Part& part : factory.parts()) {
    for (const FlowKpi& kpi : flowKpis()) {
      overall_.push_back(kpi.declaration);
      overall_.back().name += "/" + part.id;
    }
  }
  for (const ElementKpi& kpi : elementKpis()) metrics_.push_back(kpi.declaration);
}

std::size_t KpiSet::find(std::string_view name) const {
  const auto found =
      std::find_if(overall_.begin(), overall_.end(), [name](const KpiDeclaration& kpi) { return kpi.name == name; });
  return found == overall_.end() ? npos : static_cast<std::size_t>(found - overall_.begin());
}

KpiValues KpiSet::evaluate(const events::RunStatistics& run) const {
  const Answer values = answer(run);
  KpiValues numbers{numbersOf(values.overall), {}};
  for (const auto& element : values.elements) numbers.elements.push_back(numbersOf(element));
  return numbers;
}

KpiReasons KpiSet::whyUndefined(const events::RunStatistics& run) const {
  const Answer values = answer(run);
  KpiReasons reasons{reasonsOf(values.overall), {}};
  for (const auto& element : values.elements) reasons.elements.push_back(reasonsOf(element));
  return reasons;
}

KpiSet::Answer KpiSet::answer(const events::RunStatistics& run) const {
  Answer values;
  const std::vector<ElementView> elements = viewsOf(run);
  for (const ElementView& element : elements) {
    std::vector<KpiValue>& metrics = values.elements.emplace_back();
    for (const ElementKpi& kpi : elementKpis()) metrics.push_back(kpi.of(element));
  }
  const RunView whole = viewOf(run, elements);
  for (const FlowKpi& kpi : flowKpis()) values.overall.push_back(kpi.formula(flowOf(run)));
  for (const OverallKpi& kpi : formulas_) values.overall.push_back(kpi.formula(whole));
  for (std::size_t i = 0; i < part_types_; ++i) {
    const FlowView flow = flowOf(run.part_types[i], run.measured_s);
    for (const FlowKpi& kpi : flowKpis()) values.overall.push_back(kpi.formula(flow));
  }
  return values;
}

std::vector<ElementView> KpiSet::viewsOf(const events::RunStatistics& run) const {
  std::vector<ElementView> views;
  views.reserve(elements_.size());
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    views.push_back({elements_[i], run.elements[i], run.measured_s, static_cast<double>(run.entered),
                     prices_.energy_per_kwh, timeElements(run.elements[i])});
  }
  return views;
}

RunView KpiSet::viewOf(const events::RunStatistics& run, std::span<const ElementView> elements) const {
  RunView view{run, prices_, pools_};
  for (const ElementView& element : elements) {
    view.energy_kwh += energyOf(element);
    view.running_cost += runningCostOf(element);
    if (!element.facts.is_work_unit) continue;
    view.times += element.times;
    const auto processed = static_cast<double>(element.statistics.processed);
    const auto good = static_cast<double>(element.statistics.processed_good);
    if (processed > 0) view.planned_good_s += element.statistics.planned_run_s * good / processed;
  }
  return view;
}

}  // namespace mw::kpi
