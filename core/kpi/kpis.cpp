// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/kpis.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace mw::kpi {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : kNaN;
}

/// Those that exist per part type too come first.
const std::vector<KpiDeclaration>& flowKpis() {
  static const std::vector<KpiDeclaration> kpis = {
      {"throughput_per_h", "1/h", "Good parts into sinks.", Better::Higher},
      {"wip_mean", "parts", "Parts inside, those waiting outside a source excluded, time average.", Better::Lower},
      {"outside_mean", "parts", "Parts waiting outside sources, time average.", Better::Lower},
      {"lost", "parts", "Arrivals that nothing took, at sources that lose them.", Better::Lower},
  };
  return kpis;
}

const std::vector<KpiDeclaration>& otherKpis() {
  static const std::vector<KpiDeclaration> kpis = {
      {"lead_time_mean_s", "s", "From entering the first element after the source to the sink, mean.", Better::Lower},
      {"lead_time_p50_s", "s", "Lead time that half of the parts stay within.", Better::Lower},
      {"lead_time_p95_s", "s", "Lead time that 95 % of the parts stay within.", Better::Lower},
      {"scrap_rate", "", "Scrapped parts over scrapped and good parts.", Better::Lower},
  };
  return kpis;
}

const std::vector<KpiDeclaration>& energyKpis() {
  static const std::vector<KpiDeclaration> kpis = {
      {"energy_kwh", "kWh", "Energy of all elements that give power_kw, over the measured time.", Better::Lower},
      {"energy_kwh_per_part", "kWh", "Energy over good parts.", Better::Lower},
  };
  return kpis;
}

std::vector<KpiDeclaration> elementMetrics() {
  std::vector<KpiDeclaration> metrics;
  for (const std::string_view state : factory::kElementStateNames) {
    metrics.push_back({std::string(state), "", "Share of the measured time, averaged over places.", Better::Neither});
  }
  const std::vector<KpiDeclaration> others = {
      {"parts_in", "parts", "Parts that came in.", Better::Neither},
      {"parts_out", "parts", "Parts that went on.", Better::Neither},
      {"content_mean", "parts", "Parts inside, time average.", Better::Lower},
      {"content_max", "parts", "Most parts inside at once.", Better::Lower},
      {"wait_mean_s", "s", "Mean stay of the parts that left.", Better::Lower},
      {"availability", "", "Busy time over planned time.", Better::Higher},
      {"performance", "", "Planned over actual run time of the processed parts.", Better::Higher},
      {"quality", "", "Good over processed parts.", Better::Higher},
      {"oee", "", "Availability times performance times quality.", Better::Higher},
      {"mtbf_s", "s", "Operating time between two consecutive failures, mean of completed intervals.", Better::Higher},
      {"mttr_s", "s", "From failure to the end of repair, mean.", Better::Lower},
      {"energy_kwh", "kWh", "Energy over the measured time.", Better::Lower},
  };
  metrics.insert(metrics.end(), others.begin(), others.end());
  return metrics;
}

}  // namespace

KpiSet::KpiSet(const factory::Factory& factory) : part_types_(factory.parts().size()) {
  for (const factory::Element& element : factory.elements()) {
    ElementFacts facts;
    facts.is_station = element.type == "station";
    if (facts.is_station) facts.places = element.value("capacity").get<double>();
    if (const Json power = element.value("power_kw"); !power.is_null()) {
      facts.has_power = has_power_ = true;
      for (std::size_t state = 0; state < facts.power_kw.size(); ++state) {
        const std::string name(factory::kElementStateNames[state]);
        facts.power_kw[state] = power.is_number() ? power.get<double>() : power.value(name, 0.0);
      }
    }
    elements_.push_back(facts);
  }
  overall_ = flowKpis();
  overall_.insert(overall_.end(), otherKpis().begin(), otherKpis().end());
  if (has_power_) overall_.insert(overall_.end(), energyKpis().begin(), energyKpis().end());
  for (const factory::Part& part : factory.parts()) {
    for (KpiDeclaration kpi : flowKpis()) {
      kpi.name += "/" + part.id;
      overall_.push_back(std::move(kpi));
    }
  }
}

std::span<const KpiDeclaration> KpiSet::metrics() const {
  static const std::vector<KpiDeclaration> metrics = elementMetrics();
  return metrics;
}

std::size_t KpiSet::find(std::string_view name) const {
  const auto found =
      std::find_if(overall_.begin(), overall_.end(), [name](const KpiDeclaration& kpi) { return kpi.name == name; });
  return found == overall_.end() ? npos : static_cast<std::size_t>(found - overall_.begin());
}

KpiValues KpiSet::evaluate(const events::RunStatistics& run) const {
  KpiValues values;
  double energy_kwh = 0;
  for (std::size_t i = 0; i < run.elements.size(); ++i) {
    values.elements.push_back(metricsOf(elements_[i], run.elements[i], run.measured_s));
    if (elements_[i].has_power) energy_kwh += values.elements.back().back();
  }
  const double hours = run.measured_s / 3600;
  const auto good = static_cast<double>(run.good);
  const auto scrapped = static_cast<double>(run.scrapped);
  values.overall = {ratio(good, hours),   run.wip_mean,        run.outside_mean,    static_cast<double>(run.lost),
                    run.lead_time_mean_s, run.lead_time_p50_s, run.lead_time_p95_s, ratio(scrapped, scrapped + good)};
  if (has_power_) {
    values.overall.push_back(energy_kwh);
    values.overall.push_back(ratio(energy_kwh, good));
  }
  for (std::size_t i = 0; i < part_types_; ++i) {
    const events::PartTypeStatistics& part_type = run.part_types[i];
    values.overall.push_back(ratio(static_cast<double>(part_type.good), hours));
    values.overall.push_back(part_type.wip_mean);
    values.overall.push_back(part_type.outside_mean);
    values.overall.push_back(static_cast<double>(part_type.lost));
  }
  return values;
}

std::vector<double> KpiSet::metricsOf(const ElementFacts& facts, const events::ElementStatistics& element,
                                      double measured_s) const {
  using factory::ElementState;
  std::vector<double> metrics;
  for (const double state_s : element.state_s) metrics.push_back(ratio(state_s, measured_s));
  metrics.push_back(static_cast<double>(element.parts_in));
  metrics.push_back(static_cast<double>(element.parts_out));
  metrics.push_back(element.content_mean);
  metrics.push_back(static_cast<double>(element.content_max));
  metrics.push_back(element.wait_mean_s);
  double availability = kNaN;
  double performance = kNaN;
  double quality = kNaN;
  if (facts.is_station) {
    const double producing_s = element.state_s[static_cast<std::size_t>(ElementState::Busy)];
    const double planned_s = measured_s - element.state_s[static_cast<std::size_t>(ElementState::Off)];
    availability = ratio(producing_s, planned_s);
    performance = ratio(element.planned_run_s, producing_s * facts.places);
    quality = ratio(static_cast<double>(element.processed_good), static_cast<double>(element.processed));
  }
  metrics.insert(metrics.end(), {availability, performance, quality, availability * performance * quality,
                                 element.mtbf_s, element.mttr_s});
  const double energy_kws =
      std::inner_product(element.state_s.begin(), element.state_s.end(), facts.power_kw.begin(), 0.0);
  metrics.push_back(facts.has_power ? energy_kws / 3600 : kNaN);
  return metrics;
}

}  // namespace mw::kpi
