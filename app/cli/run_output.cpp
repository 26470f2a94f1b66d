// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_output.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "core/experiment/study_precision_text.h"
#include "core/kpi/bottleneck_text.h"

namespace mw::cli {
namespace {

std::string numberCell(double value) {
  return std::isnan(value) ? "–" : fmt::format("{:.5g}", value);
}

void printKpis(const experiment::RunResult& result, const Console& console) {
  console.print(fmt::format("\n{:<28} {:>12} {:>12}  unit", "KPI", "mean", "+- 95 %"));
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    const numerics::Estimate& value = result.overall[k];
    if (value.n == 0) {
      console.print(fmt::format("{:<28} {:>12} {:>12}  {}", result.kpis[k].name, "–", "", result.reasons.overall[k]));
      continue;
    }
    console.print(fmt::format("{:<28} {:>12} {:>12}  {}", result.kpis[k].name, numberCell(value.mean),
                              numberCell(value.half_width), result.kpis[k].unit));
  }
}

std::size_t metricIndex(const experiment::RunResult& result, std::string_view metric) {
  std::size_t m = 0;
  while (m + 1 < result.metrics.size() && result.metrics[m].name != metric) ++m;
  return m;
}

std::string percent(double share) {
  return std::isnan(share) ? "–" : fmt::format("{:.1f}", 100 * share);
}

void printElements(const experiment::RunResult& result, const Console& console) {
  const auto at = [&](std::size_t element, std::string_view metric) {
    return result.elements[element][metricIndex(result, metric)].mean;
  };
  console.print(fmt::format("\n{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", "element", "busy %", "idle %",
                            "blocked %", "down %", "parts out", "content", "stay s"));
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    console.print(fmt::format("{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", result.element_ids[e],
                              percent(at(e, "busy")), percent(at(e, "idle")), percent(at(e, "blocked")),
                              percent(at(e, "down")), numberCell(at(e, "parts_out")), numberCell(at(e, "content_mean")),
                              numberCell(at(e, "wait_mean_s"))));
  }
}

/// The main ISO 22400 figures of the elements that process parts; what is undefined says why below.
void printWorkUnits(const experiment::RunResult& result, const Console& console) {
  struct Column {
    std::string_view metric;
    std::string_view title;
  };
  constexpr std::array<Column, 8> kShares = {{{"availability", "avail %"},
                                              {"performance", "perf %"},
                                              {"quality", "quality %"},
                                              {"oee", "OEE %"},
                                              {"nee", "NEE %"},
                                              {"setup_ratio", "setup %"},
                                              {"scrap_ratio", "scrap %"},
                                              {"first_pass_yield", "1st pass %"}}};
  std::string header = fmt::format("\n{:<20}", "work unit");
  for (const Column& column : kShares) header += fmt::format(" {:>10}", column.title);
  std::string rows;
  std::string notes;
  const std::size_t oee = metricIndex(result, "oee");
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    const std::string& why = result.reasons.elements[e][oee];
    if (result.elements[e][oee].n == 0 && why.empty()) continue;
    rows += fmt::format("\n{:<20}", result.element_ids[e]);
    for (const Column& column : kShares) {
      rows += fmt::format(" {:>10}", percent(result.elements[e][metricIndex(result, column.metric)].mean));
    }
    for (const std::string_view metric : {"mtbf_s", "mttr_s"}) {
      rows += fmt::format(" {:>9}", numberCell(result.elements[e][metricIndex(result, metric)].mean));
    }
    if (!why.empty()) notes += fmt::format("\n{}: no OEE: {}", result.element_ids[e], why);
  }
  if (!rows.empty()) console.print(fmt::format("{} {:>9} {:>9}{}{}", header, "MTBF s", "MTTR s", rows, notes));
}

void printPools(const experiment::RunResult& result, const Console& console) {
  if (result.pools.empty()) return;
  console.print(fmt::format("\n{:<20} {:>8} {:>10}", "pool", "busy %", "wait s"));
  for (const experiment::PoolResult& pool : result.pools) {
    console.print(
        fmt::format("{:<20} {:>8} {:>10}", pool.id, percent(pool.utilisation.mean), numberCell(pool.wait_mean_s.mean)));
  }
}

void printFleets(const experiment::RunResult& result, const Console& console) {
  if (result.fleet_ids.empty()) return;
  const auto at = [&](std::size_t fleet, std::string_view name) {
    const auto metrics = kpi::fleetMetrics();
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      if (metrics[m].name == name) return result.fleets[fleet][m].mean;
    }
    return std::nan("");
  };
  console.print(fmt::format("\n{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12} {:>10}", "vehicles", "loaded %",
                            "empty %", "waiting %", "idle %", "charging %", "trips", "mean wait s", "kWh"));
  for (std::size_t f = 0; f < result.fleet_ids.size(); ++f) {
    console.print(fmt::format("{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12} {:>10}", result.fleet_ids[f],
                              percent(at(f, "loaded")), percent(at(f, "empty")), percent(at(f, "waiting")),
                              percent(at(f, "idle")), percent(at(f, "charging")), numberCell(at(f, "trips")),
                              numberCell(at(f, "wait_mean_s")), numberCell(at(f, "energy_kwh"))));
  }
}

void printLittlesLaw(const experiment::RunResult& result, const Console& console) {
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    if (result.kpis[k].name != "littles_law_error" || result.overall[k].n == 0) continue;
    console.print(fmt::format("\nLittle's law: WIP is throughput times lead time within {:.2g} % ({:.0f} parts left)",
                              100 * result.overall[k].mean, result.parts_left));
  }
}

}  // namespace

void printRun(const factory::Factory& factory, const experiment::RunResult& result, const Console& console) {
  const experiment::RunPlan& plan = result.plan;
  console.print(fmt::format("{}: {} x {:.6g} h (warm-up {:.6g} h), seed {}: {} events in {:.3g} s", factory.name(),
                            plan.replications, plan.horizon_s / 3600, plan.warmup_s / 3600, plan.seed, result.events,
                            result.wall_s));
  if (plan.found_warmup) console.print(warmupText(*plan.found_warmup));
  for (const experiment::PrecisionReached& each : result.precision) console.print(experiment::precisionText(each));
  printKpis(result, console);
  printElements(result, console);
  printWorkUnits(result, console);
  printPools(result, console);
  printFleets(result, console);
  printLittlesLaw(result, console);
  constexpr std::size_t kLimitsShown = 3;
  if (result.bottleneck.limits.empty()) return;
  console.print("\n" + kpi::limitTable(result.bottleneck, kLimitsShown));
  console.print(kpi::bottleneckText(result.bottleneck));
}

std::string warmupText(const experiment::WarmupEstimate& estimate) {
  const std::string from = fmt::format("{} pilot runs, {} intervals of {:.4g} s", estimate.replications,
                                       estimate.intervals, estimate.interval_s);
  if (estimate.status == experiment::WarmupEstimate::Status::NotConverged) {
    return fmt::format(
        "MSER-5 finds no end of the warm-up in the first half of the horizon ({}); that half, {:.6g} s, is "
        "deleted; give a longer horizon",
        from, estimate.warmup_s);
  }
  return fmt::format(
      "warm-up {:.6g} s by MSER-5: work in progress settles after {:.6g} s, throughput after {:.6g} s ({})",
      estimate.warmup_s, estimate.wip_warmup_s, estimate.throughput_warmup_s, from);
}

}  // namespace mw::cli
