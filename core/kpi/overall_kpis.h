// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/kpi/kpi_value.h"
#include "core/kpi/pool_hours.h"
#include "core/kpi/prices.h"
#include "core/kpi/time_elements.h"

namespace mw::kpi {

/// The factory as a whole in one run.
struct RunView {
  const events::RunStatistics& statistics;
  const Prices& prices;
  const PoolHours& pools;
  TimeElements times = {};    ///< of all work units
  double planned_good_s = 0;  ///< PRI GQ, summed over work units
  double energy_kwh = 0;
  double running_cost = 0;  ///< of elements by state, without energy

  [[nodiscard]] double hours() const { return statistics.measured_s / 3600; }
};

/// A KPI of the factory with its formula.
struct OverallKpi {
  KpiDeclaration declaration;
  KpiValue (*formula)(const RunView&);
};

/// What flows through the factory, or through it of one part type.
struct FlowView {
  double hours = 0;
  double good = 0;
  double wip_mean = 0;
  double outside_mean = 0;
  double lost = 0;
};

/// A KPI that exists for the factory and for each part type.
struct FlowKpi {
  KpiDeclaration declaration;
  KpiValue (*formula)(const FlowView&);
};

[[nodiscard]] const std::vector<FlowKpi>& flowKpis();

/// Lead times, Little's law, quality, and the ISO 22400-2 ratios of the factory. Sums over work units come before
/// ratios, percentages are never averaged:
///
///   OEE = sum PRI GQ / sum PBT
///   flow efficiency (production process ratio) = sum APT / AOET,  allocation ratio = sum AUBT / AOET
///
/// with each part an order of its own, so that AOET, from the start of an order to its end, sums to the part-seconds
/// inside. Kinds that need orders of several parts (throughput rate), planned maintenance (corrective maintenance
/// ratio), attendance (worker efficiency) or measured features (capability) have no data in a factory file.
[[nodiscard]] const std::vector<OverallKpi>& generalKpis();

/// Of factories in which an element gives power_kw.
[[nodiscard]] const std::vector<OverallKpi>& energyKpis();

/// Of factories with prices or running costs: what was spent over the measured time.
///
///   material  price of each part that came in        holding   part-hours inside
///   labour    pool-hours, see PoolHours              energy    energy_kwh at its price
///   elements  cost_per_h by state
///
/// cost_per_part is their total over good parts.
[[nodiscard]] const std::vector<OverallKpi>& costKpis();

}  // namespace mw::kpi
