// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/events/collect/run_statistics.h"
#include "core/factory/factory.h"

namespace mw::kpi {

enum class Better { Higher, Lower, Neither };

/// What a KPI is, for tables, sliders and goals.
struct KpiDeclaration {
  std::string name;  ///< as in files: "throughput_per_h", per part type "throughput_per_h/housing"
  std::string unit;  ///< as shown: "1/h", "s", "kWh"; empty for pure numbers
  std::string help;  ///< one line
  Better better = Better::Neither;
};

/// The values of one run, in the order of the KpiSet that made them. NaN: undefined in this run (nothing left, no
/// failure, no power given), which is never the same as zero.
struct KpiValues {
  std::vector<double> overall;
  std::vector<std::vector<double>> elements;  ///< per element of the factory, per metric
};

/// The KPIs that a factory has, and how they follow from what a run measured.
///
/// Of an element, with states as shares of the measured time averaged over its places (ISO 22400-2, time elements
/// PBT = all but off, APT = busy):
///
///   availability = APT / PBT,  performance = PRI PQ / APT,  quality = GQ / PQ,  oee = their product
///
/// with PRI the mean of the given process times, PQ processed and GQ good parts; stations only. performance may
/// exceed 1. energy_kwh sums the power of each state over the measured time, for elements that give power_kw.
class KpiSet {
 public:
  explicit KpiSet(const factory::Factory& factory);

  [[nodiscard]] std::span<const KpiDeclaration> overall() const { return overall_; }
  [[nodiscard]] std::span<const KpiDeclaration> metrics() const;
  /// Position in overall(); npos where there is no such KPI.
  [[nodiscard]] std::size_t find(std::string_view name) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  [[nodiscard]] KpiValues evaluate(const events::RunStatistics& run) const;

 private:
  struct ElementFacts {
    bool is_station = false;
    bool has_power = false;
    double places = 1;
    std::array<double, factory::kElementStateCount> power_kw{};
  };
  [[nodiscard]] std::vector<double> metricsOf(const ElementFacts& facts, const events::ElementStatistics& element,
                                              double measured_s) const;

  std::vector<KpiDeclaration> overall_;
  std::vector<ElementFacts> elements_;
  bool has_power_ = false;
  std::size_t part_types_ = 0;  ///< declared ones, which have KPIs of their own
};

}  // namespace mw::kpi
