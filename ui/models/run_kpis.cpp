// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_kpis.h"

#include <cmath>
#include <functional>

#include "ui/models/machine.h"

namespace mw::models {
namespace {

using Reader = std::function<double(const events::RunStatistics&)>;

numerics::Estimate estimate(std::span<const events::RunStatistics> runs, const Reader& read) {
  std::vector<double> samples;
  for (const events::RunStatistics& run : runs) {
    const double value = read(run);
    if (std::isfinite(value)) samples.push_back(value);
  }
  return numerics::confidenceInterval(samples);
}

}  // namespace

RunKpis kpisOf(std::span<const events::RunStatistics> runs, const factory::Factory& factory) {
  using Run = events::RunStatistics;
  RunKpis kpis;
  kpis.replications = runs.size();
  kpis.throughput_per_h =
      estimate(runs, [](const Run& run) { return 3600.0 * static_cast<double>(run.good) / run.measured_s; });
  kpis.wip = estimate(runs, [](const Run& run) { return run.wip_mean; });
  kpis.lead_time_p50_s = estimate(runs, [](const Run& run) { return run.lead_time_p50_s; });
  kpis.lead_time_p95_s = estimate(runs, [](const Run& run) { return run.lead_time_p95_s; });
  kpis.scrapped = estimate(runs, [](const Run& run) { return static_cast<double>(run.scrapped); });
  const auto elements = factory.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!isMachine(elements[i])) continue;
    ElementUse use{static_cast<std::uint32_t>(i), elements[i].id, elements[i].name, {}, {}};
    const auto share = [i](const Run& run, std::size_t state) {
      return run.elements[i].state_s[state] / run.measured_s;
    };
    for (const Run& run : runs)
      for (std::size_t state = 0; state < use.share.size(); ++state)
        use.share[state] += share(run, state) / static_cast<double>(runs.size());
    use.busy = estimate(
        runs, [&](const Run& run) { return share(run, static_cast<std::size_t>(factory::ElementState::Busy)); });
    kpis.uses.push_back(std::move(use));
  }
  return kpis;
}

}  // namespace mw::models
