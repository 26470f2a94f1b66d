// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_kpis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "core/kpi/machine.h"

namespace mw::models {
namespace {

std::size_t indexOf(const std::vector<kpi::KpiDeclaration>& declarations, std::string_view name) {
  const auto found = std::ranges::find(declarations, name, &kpi::KpiDeclaration::name);
  return static_cast<std::size_t>(found - declarations.begin());
}

numerics::Estimate overall(const experiment::RunResult& result, std::string_view name) {
  const std::size_t at = indexOf(result.kpis, name);
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  return at < result.overall.size() ? result.overall[at] : numerics::Estimate{kNaN, kNaN, kNaN, 0};
}

}  // namespace

RunKpis kpisOf(const experiment::RunResult& result, const factory::Factory& factory) {
  RunKpis kpis;
  kpis.replications = result.plan.replications;
  kpis.throughput_per_h = overall(result, "throughput_per_h");
  kpis.wip = overall(result, "wip_mean");
  kpis.lead_time_p50_s = overall(result, "lead_time_p50_s");
  kpis.lead_time_p95_s = overall(result, "lead_time_p95_s");
  const std::size_t first_state = indexOf(result.metrics, factory::kElementStateNames.front());
  const auto elements = factory.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!kpi::isMachine(elements[i])) continue;
    ElementUse use{static_cast<std::uint32_t>(i), elements[i].id, elements[i].name, {}, {}};
    for (std::size_t state = 0; state < use.share.size(); ++state) {
      use.share[state] = result.elements[i][first_state + state].mean;
    }
    use.busy = result.elements[i][first_state + static_cast<std::size_t>(factory::ElementState::Busy)];
    kpis.uses.push_back(std::move(use));
  }
  return kpis;
}

}  // namespace mw::models
