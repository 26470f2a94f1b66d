// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/element_kpis.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/factory/transfer_device.h"
#include "core/kpi/littles_law.h"

namespace mw::kpi {
namespace {

constexpr std::string_view kNoneProcessed = "no process was finished";
constexpr std::string_view kNoInterval = "no two failures of one place";

double count(std::int64_t parts) {
  return static_cast<double>(parts);
}

KpiValue ofMean(double mean, std::string_view why_undefined) {
  return std::isnan(mean) ? KpiValue{.undefined = why_undefined} : KpiValue{mean};
}

template <std::size_t state>
KpiValue stateShare(const ElementView& element) {
  return ratio(element.statistics.state_s[state], element.measured_s, "no measured time");
}

KpiValue availability(const ElementView& element) {
  return ratio(element.times.apt_s, element.times.pbt_s(), "no planned busy time");
}

KpiValue performance(const ElementView& element) {
  return ratio(element.statistics.planned_run_s, element.times.apt_s, "no production time");
}

KpiValue quality(const ElementView& element) {
  return ratio(count(element.statistics.processed_good), count(element.statistics.processed), kNoneProcessed);
}

KpiValue oee(const ElementView& element) {
  return availability(element) * performance(element) * quality(element);
}

KpiValue nee(const ElementView& element) {
  const TimeElements& times = element.times;
  return ratio(times.aupt_s(), times.pbt_s(), "no planned busy time") * performance(element) * quality(element);
}

double scrapped(const ElementView& element) {
  const events::ElementStatistics& statistics = element.statistics;
  return count(statistics.processed - statistics.processed_good - statistics.reworked);
}

std::vector<ElementKpi> flowOfElement() {
  using View = const ElementView&;
  return {
      {{"parts_in", "parts", "Parts that came in.", Better::Neither},
       [](View e) { return KpiValue{count(e.statistics.parts_in)}; }},
      {{"parts_out", "parts", "Parts that went on.", Better::Neither},
       [](View e) { return KpiValue{count(e.statistics.parts_out)}; }},
      {{"content_mean", "parts", "Parts inside, time average.", Better::Lower},
       [](View e) { return ofMean(e.statistics.content_mean, "no measured time"); }},
      {{"content_max", "parts", "Most parts inside at once.", Better::Lower},
       [](View e) { return KpiValue{count(e.statistics.content_max)}; }},
      {{"wait_mean_s", "s", "Mean stay of the parts that left.", Better::Lower},
       [](View e) { return ofMean(e.statistics.wait_mean_s, "no part went on"); }},
      {{"littles_law_error", "", "How far content and departures times stay are apart.", Better::Lower},
       [](View e) { return littlesLawError(e.statistics.stay); }},
  };
}

std::vector<ElementKpi> efficiencies() {
  using View = const ElementView&;
  return {
      {{"availability", "", "Production time (APT) over planned busy time (PBT).", Better::Higher}, availability},
      {{"performance", "", "Planned over actual run time of the processed parts; may exceed 1.", Better::Higher},
       performance},
      {{"quality", "", "Good over processed parts.", Better::Higher}, quality},
      {{"oee", "", "Availability times performance times quality.", Better::Higher}, oee},
      {{"nee", "", "OEE that does not count setup as a loss.", Better::Higher}, nee},
      {{"allocation_efficiency", "", "Time with an order (AUBT) over planned busy time (PBT).", Better::Higher},
       [](View e) { return ratio(e.times.aubt_s(), e.times.pbt_s(), "no planned busy time"); }},
      {{"utilisation_efficiency", "", "Production time (APT) over time with an order (AUBT).", Better::Higher},
       [](View e) { return ratio(e.times.apt_s, e.times.aubt_s(), "no time with an order"); }},
      {{"technical_efficiency", "", "Production time (APT) over production and delay (APT + ADET).", Better::Higher},
       [](View e) { return ratio(e.times.apt_s, e.times.apt_s + e.times.adet_s, "neither production nor delay"); }},
      {{"setup_ratio", "", "Setup (ASUT) over setup and production (AUPT).", Better::Lower},
       [](View e) { return ratio(e.times.asut_s, e.times.aupt_s(), "neither setup nor production"); }},
  };
}

std::vector<ElementKpi> qualityAndFailures() {
  using View = const ElementView&;
  return {
      {{"scrap_ratio", "", "Scrapped over processed parts.", Better::Lower},
       [](View e) { return ratio(scrapped(e), count(e.statistics.processed), kNoneProcessed); }},
      {{"rework_ratio", "", "Parts sent to rework over processed parts.", Better::Lower},
       [](View e) { return ratio(count(e.statistics.reworked), count(e.statistics.processed), kNoneProcessed); }},
      {{"first_pass_yield", "", "Good over processed, of the parts that were never sent to rework before.",
        Better::Higher},
       [](View e) {
         return ratio(count(e.statistics.first_pass_good), count(e.statistics.first_passes),
                      "no part was here for the first time");
       }},
      {{"fall_off_ratio", "", "Parts scrapped here over parts that came into the factory.", Better::Lower},
       [](View e) { return ratio(scrapped(e), e.entered, "no part came in"); }},
      {{"mtbf_s", "s", "Setup and production time between two failures of a place, mean of completed intervals.",
        Better::Higher},
       [](View e) { return ofMean(e.statistics.mtbf_s, kNoInterval); }},
      {{"mtbf_published_s", "s", "The same sum over failures + 1, as the published ISO text prints it.",
        Better::Higher},
       [](View e) {
         const events::ElementStatistics& statistics = e.statistics;
         if (statistics.intervals == 0) return KpiValue{.undefined = kNoInterval};
         return KpiValue{statistics.mtbf_s * count(statistics.intervals) / (count(statistics.failures) + 1)};
       }},
      {{"mttr_s", "s", "From failure to the end of repair, mean.", Better::Lower},
       [](View e) { return ofMean(e.statistics.mttr_s, "no repair was finished"); }},
  };
}

std::vector<ElementKpi> energyAndCost() {
  using View = const ElementView&;
  return {
      {{"energy_kwh", "kWh", "Energy over the measured time.", Better::Lower},
       [](View e) { return e.facts.power_kw ? KpiValue{energyOf(e)} : KpiValue{}; }},
      {{"cost", "", "Running cost by state, and energy at its price.", Better::Lower},
       [](View e) {
         const bool has_energy = e.facts.power_kw && e.energy_per_kwh > 0;
         if (!e.facts.cost_per_h && !has_energy) return KpiValue{};
         return KpiValue{runningCostOf(e) + energyOf(e) * e.energy_per_kwh};
       }},
  };
}

template <std::size_t... states>
std::vector<ElementKpi> stateShares(std::index_sequence<states...>) {
  const char* const help = "Share of the measured time, averaged over places.";
  return {{{std::string(factory::kElementStateNames[states]), "", help, Better::Neither}, stateShare<states>}...};
}

std::vector<ElementKpi> allElementKpis() {
  std::vector<ElementKpi> all = stateShares(std::make_index_sequence<factory::kElementStateCount>());
  const auto add = [&all](std::vector<ElementKpi> group, bool is_of_work_unit) {
    for (ElementKpi& kpi : group) {
      kpi.is_of_work_unit = is_of_work_unit;
      all.push_back(std::move(kpi));
    }
  };
  add(flowOfElement(), false);
  add(efficiencies(), true);
  add(qualityAndFailures(), true);
  add(energyAndCost(), false);
  return all;
}

}  // namespace

ElementFacts factsOf(const factory::Element& element) {
  const auto& parameters = element.declaration->parameters;
  const bool processes = std::any_of(parameters.begin(), parameters.end(), [](const api::ParameterDeclaration& own) {
    return own.key == "process" || own.key == "cycle";
  });
  const bool transfers = factory::transferKind(element.type).has_value();
  return {processes || transfers, stateRates(element.value("power_kw")), stateRates(element.value("cost_per_h"))};
}

const std::vector<ElementKpi>& elementKpis() {
  static const std::vector<ElementKpi> kpis = allElementKpis();
  return kpis;
}

double energyOf(const ElementView& element) {
  return element.facts.power_kw ? element.facts.power_kw->amount(element.statistics) : 0;
}

double runningCostOf(const ElementView& element) {
  return element.facts.cost_per_h ? element.facts.cost_per_h->amount(element.statistics) : 0;
}

}  // namespace mw::kpi
