// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/factory/factory.h"
#include "core/kpi/kpi_value.h"
#include "core/kpi/state_rates.h"
#include "core/kpi/time_elements.h"

namespace mw::kpi {

/// What the KPIs of an element take from the factory.
struct ElementFacts {
  bool is_work_unit =
      false;  ///< it processes parts: its type declares a process or a cycle, or it is a transfer device
  std::optional<StateRates> power_kw;
  std::optional<StateRates> cost_per_h;
};

[[nodiscard]] ElementFacts factsOf(const factory::Element& element);

/// One element in one run.
struct ElementView {
  const ElementFacts& facts;
  const events::ElementStatistics& statistics;
  double measured_s = 0;
  double entered = 0;  ///< parts that came into the factory
  double energy_per_kwh = 0;
  TimeElements times = timeElements(statistics);
};

/// A KPI of elements with its formula.
struct ElementKpi {
  KpiDeclaration declaration;
  KpiValue (*formula)(const ElementView&);
  bool is_of_work_unit = false;  ///< does not apply to other elements: undefined there, without a reason

  [[nodiscard]] KpiValue of(const ElementView& element) const {
    return is_of_work_unit && !element.facts.is_work_unit ? KpiValue{} : formula(element);
  }
};

/// States as shares of the measured time averaged over places, counts, and for work units the KPIs of ISO 22400-2 over
/// their time elements (time_elements.h):
///
///   A = APT / PBT,  E = PRI PQ / APT,  Q = GQ / PQ,  OEE = A E Q = PRI GQ / PBT,  NEE = AUPT / PBT * E * Q
///
/// MTBF is the sum of setup and production times between failures over the number of completed intervals; the published
/// text is remembered to print the sum over failures + 1 instead, which mtbf_published_s offers (not verified).
/// PRI is the mean of the given process times, PQ processed, GQ good, SQ scrapped and RQ reworked parts. E is not
/// clamped: it exceeds 1 where processes took less than planned.
[[nodiscard]] const std::vector<ElementKpi>& elementKpis();

/// kWh; 0 for elements that give no power_kw.
[[nodiscard]] double energyOf(const ElementView& element);
/// Running cost by state, without energy; 0 for elements that give no cost_per_h.
[[nodiscard]] double runningCostOf(const ElementView& element);

}  // namespace mw::kpi
