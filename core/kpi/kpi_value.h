// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <string_view>

namespace mw::kpi {

enum class Better { Higher, Lower, Neither };

/// What a KPI is, for tables, sliders and goals.
struct KpiDeclaration {
  std::string name;  ///< as in files: "throughput_per_h", per part type "throughput_per_h/housing"
  std::string unit;  ///< as shown: "1/h", "s", "kWh"; empty for pure numbers
  std::string help;  ///< one line
  Better better = Better::Neither;
};

/// A KPI of one run, or why there is none.
struct KpiValue {
  double number = std::numeric_limits<double>::quiet_NaN();
  /// Why number is NaN, as "no part left"; empty where there is a number, and where the KPI does not apply at all
  /// (quality of a buffer). Points to text that lives as long as the program.
  std::string_view undefined = {};
};

/// part / whole, undefined where whole is not above zero.
[[nodiscard]] constexpr KpiValue ratio(double part, double whole, std::string_view why_undefined) {
  return whole > 0 ? KpiValue{part / whole} : KpiValue{.undefined = why_undefined};
}

/// The sum; undefined for the reason of the first term that is.
[[nodiscard]] constexpr KpiValue operator+(const KpiValue& a, const KpiValue& b) {
  return {a.number + b.number, a.undefined.empty() ? b.undefined : a.undefined};
}

/// The product; undefined for the reason of the first factor that is.
[[nodiscard]] constexpr KpiValue operator*(const KpiValue& a, const KpiValue& b) {
  return {a.number * b.number, a.undefined.empty() ? b.undefined : a.undefined};
}

}  // namespace mw::kpi
