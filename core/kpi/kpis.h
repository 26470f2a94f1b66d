// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/events/collect/run_statistics.h"
#include "core/factory/factory.h"
#include "core/kpi/element_kpis.h"
#include "core/kpi/kpi_value.h"
#include "core/kpi/overall_kpis.h"

namespace mw::kpi {

/// The values of one run, in the order of the KpiSet that made them. NaN: undefined in this run (nothing left, no
/// failure, no power given), which is never the same as zero.
struct KpiValues {
  std::vector<double> overall;
  std::vector<std::vector<double>> elements;  ///< per element of the factory, per metric
};

/// Why values are undefined ("no planned busy time"), in the same order; empty where they are defined or do not apply.
struct KpiReasons {
  std::vector<std::string> overall;
  std::vector<std::vector<std::string>> elements;
};

/// The KPIs that a factory has, and how they follow from what a run measured. Their formulas stand in element_kpis.h
/// and overall_kpis.h.
class KpiSet {
 public:
  explicit KpiSet(const factory::Factory& factory);

  [[nodiscard]] std::span<const KpiDeclaration> overall() const { return overall_; }
  [[nodiscard]] std::span<const KpiDeclaration> metrics() const { return metrics_; }
  /// Position in overall(); npos where there is no such KPI.
  [[nodiscard]] std::size_t find(std::string_view name) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  [[nodiscard]] KpiValues evaluate(const events::RunStatistics& run) const;
  [[nodiscard]] KpiReasons whyUndefined(const events::RunStatistics& run) const;

 private:
  struct Answer {
    std::vector<KpiValue> overall;
    std::vector<std::vector<KpiValue>> elements;
  };
  [[nodiscard]] Answer answer(const events::RunStatistics& run) const;
  [[nodiscard]] std::vector<ElementView> viewsOf(const events::RunStatistics& run) const;
  [[nodiscard]] RunView viewOf(const events::RunStatistics& run, std::span<const ElementView> elements) const;

  std::vector<KpiDeclaration> overall_;
  std::vector<KpiDeclaration> metrics_;
  std::vector<OverallKpi> formulas_;  ///< of overall_, after those of flows and before those of part types
  std::vector<ElementFacts> elements_;
  Prices prices_;
  PoolHours pools_;
  std::size_t part_types_ = 0;  ///< declared ones, which have KPIs of their own
};

}  // namespace mw::kpi
