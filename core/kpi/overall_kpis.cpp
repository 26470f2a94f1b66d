// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/overall_kpis.h"

#include <cmath>

#include "core/kpi/littles_law.h"

namespace mw::kpi {
namespace {

constexpr std::string_view kNoneGood = "no good part left";
constexpr std::string_view kNoneLeft = "no part left";
constexpr std::string_view kNoTime = "no measured time";

double count(std::int64_t parts) {
  return static_cast<double>(parts);
}

KpiValue leadTime(double seconds) {
  return std::isnan(seconds) ? KpiValue{.undefined = kNoneLeft} : KpiValue{seconds};
}

double partSeconds(const RunView& run) {
  return run.statistics.wip_mean * run.statistics.measured_s;
}

double materialCost(const RunView& run) {
  double cost = 0;
  for (std::size_t i = 0; i < run.statistics.part_types.size(); ++i) {
    cost += count(run.statistics.part_types[i].entered) * run.prices.materialOf(i);
  }
  return cost;
}

double holdingCost(const RunView& run) {
  return run.prices.holding_per_part_h * partSeconds(run) / 3600;
}

double energyCost(const RunView& run) {
  return run.prices.energy_per_kwh * run.energy_kwh;
}

KpiValue labourCost(const RunView& run) {
  if (run.prices.labour_per_pool_h == 0) return {0};
  const double from_s = run.statistics.measured_from_s;
  return KpiValue{run.prices.labour_per_pool_h} * run.pools.between(from_s, from_s + run.statistics.measured_s);
}

KpiValue totalCost(const RunView& run) {
  return KpiValue{materialCost(run) + holdingCost(run) + energyCost(run) + run.running_cost} + labourCost(run);
}

std::vector<OverallKpi> leadTimes() {
  using View = const RunView&;
  return {
      {{"lead_time_mean_s", "s", "From entering the first element after the source to the sink, mean.", Better::Lower},
       [](View r) { return leadTime(r.statistics.lead_time_mean_s); }},
      {{"lead_time_p50_s", "s", "Lead time that half of the parts stay within.", Better::Lower},
       [](View r) { return leadTime(r.statistics.lead_time_p50_s); }},
      {{"lead_time_p95_s", "s", "Lead time that 95 % of the parts stay within.", Better::Lower},
       [](View r) { return leadTime(r.statistics.lead_time_p95_s); }},
      {{"littles_law_error", "", "Self-check: how far WIP and throughput times lead time are apart.", Better::Lower},
       [](View r) { return littlesLawError(partSecondsInside(r.statistics)); }},
      {{"inventory_turns_per_h", "1/h", "Good parts per hour over parts inside.", Better::Higher},
       [](View r) { return ratio(count(r.statistics.good), partSeconds(r) / 3600, "no part was inside"); }},
  };
}

std::vector<OverallKpi> ratios() {
  using View = const RunView&;
  return {
      {{"scrap_rate", "", "Scrapped parts over scrapped and good parts.", Better::Lower},
       [](View r) {
         return ratio(count(r.statistics.scrapped), count(r.statistics.scrapped + r.statistics.good), kNoneLeft);
       }},
      {{"first_pass_yield", "", "Good parts that were never sent to rework over all that left.", Better::Higher},
       [](View r) {
         return ratio(count(r.statistics.good_first_pass), count(r.statistics.scrapped + r.statistics.good), kNoneLeft);
       }},
      {{"oee", "", "Planned run time of good parts over planned busy time, both summed over work units.",
        Better::Higher},
       [](View r) { return ratio(r.planned_good_s, r.times.pbt_s(), "no planned busy time"); }},
      {{"flow_efficiency", "", "Production time over time inside (production process ratio).", Better::Higher},
       [](View r) { return ratio(r.times.apt_s, partSeconds(r), "no part was inside"); }},
      {{"allocation_ratio", "", "Time of work units with an order over time inside.", Better::Higher},
       [](View r) { return ratio(r.times.aubt_s(), partSeconds(r), "no part was inside"); }},
  };
}

}  // namespace

const std::vector<FlowKpi>& flowKpis() {
  using View = const FlowView&;
  static const std::vector<FlowKpi> kpis = {
      {{"throughput_per_h", "1/h", "Good parts into sinks.", Better::Higher},
       [](View f) { return ratio(f.good, f.hours, kNoTime); }},
      {{"wip_mean", "parts", "Parts inside, those waiting outside a source excluded, time average.", Better::Lower},
       [](View f) { return std::isnan(f.wip_mean) ? KpiValue{.undefined = kNoTime} : KpiValue{f.wip_mean}; }},
      {{"outside_mean", "parts", "Parts waiting outside sources, time average.", Better::Lower},
       [](View f) { return std::isnan(f.outside_mean) ? KpiValue{.undefined = kNoTime} : KpiValue{f.outside_mean}; }},
      {{"lost", "parts", "Arrivals that nothing took, at sources that lose them.", Better::Lower},
       [](View f) { return KpiValue{f.lost}; }},
  };
  return kpis;
}

const std::vector<OverallKpi>& generalKpis() {
  static const std::vector<OverallKpi> kpis = [] {
    std::vector<OverallKpi> all = leadTimes();
    for (OverallKpi& kpi : ratios()) all.push_back(std::move(kpi));
    return all;
  }();
  return kpis;
}

const std::vector<OverallKpi>& energyKpis() {
  using View = const RunView&;
  static const std::vector<OverallKpi> kpis = {
      {{"energy_kwh", "kWh", "Energy of all elements that give power_kw, over the measured time.", Better::Lower},
       [](View r) { return KpiValue{r.energy_kwh}; }},
      {{"energy_kwh_per_part", "kWh", "Energy over good parts.", Better::Lower},
       [](View r) { return ratio(r.energy_kwh, count(r.statistics.good), kNoneGood); }},
  };
  return kpis;
}

const std::vector<OverallKpi>& costKpis() {
  using View = const RunView&;
  static const std::vector<OverallKpi> kpis = {
      {{"cost_per_part", "", "All costs of the measured time over good parts.", Better::Lower},
       [](View r) { return totalCost(r) * ratio(1, count(r.statistics.good), kNoneGood); }},
      {{"cost_total", "", "All costs of the measured time.", Better::Lower}, totalCost},
      {{"cost_material", "", "Material of the parts that came in.", Better::Lower},
       [](View r) { return KpiValue{materialCost(r)}; }},
      {{"cost_holding", "", "Holding of the parts inside.", Better::Lower},
       [](View r) { return KpiValue{holdingCost(r)}; }},
      {{"cost_labour", "", "Hours of all pools, at work or not.", Better::Lower}, labourCost},
      {{"cost_energy", "", "Energy of all elements at its price.", Better::Lower},
       [](View r) { return KpiValue{energyCost(r)}; }},
      {{"cost_elements", "", "Running costs of elements by state.", Better::Lower},
       [](View r) { return KpiValue{r.running_cost}; }},
  };
  return kpis;
}

}  // namespace mw::kpi
