// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_output.h"

#include <cmath>
#include <fmt/format.h>

namespace mw::cli {
namespace {

std::string numberCell(double value) {
  return std::isnan(value) ? "-" : fmt::format("{:.5g}", value);
}

void printKpis(const experiment::RunResult& result, const Console& console) {
  console.print(fmt::format("\n{:<28} {:>12} {:>12}  unit", "KPI", "mean", "+- 95 %"));
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    const numerics::Estimate& value = result.overall[k];
    if (value.n == 0) continue;
    console.print(fmt::format("{:<28} {:>12} {:>12}  {}", result.kpis[k].name, numberCell(value.mean),
                              numberCell(value.half_width), result.kpis[k].unit));
  }
}

void printElements(const experiment::RunResult& result, const Console& console) {
  const auto at = [&](std::size_t element, std::string_view metric) {
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
      if (result.metrics[m].name == metric) return result.elements[element][m].mean;
    }
    return std::nan("");
  };
  const auto percent = [](double share) { return std::isnan(share) ? "-" : fmt::format("{:.1f}", 100 * share); };
  console.print(fmt::format("\n{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", "element", "busy %", "idle %",
                            "blocked %", "down %", "parts out", "content", "stay s"));
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    console.print(fmt::format("{:<20} {:>8} {:>8} {:>9} {:>8} {:>10} {:>10} {:>12}", result.element_ids[e],
                              percent(at(e, "busy")), percent(at(e, "idle")), percent(at(e, "blocked")),
                              percent(at(e, "down")), numberCell(at(e, "parts_out")), numberCell(at(e, "content_mean")),
                              numberCell(at(e, "wait_mean_s"))));
  }
}

}  // namespace

void printRun(const factory::Factory& factory, const experiment::RunResult& result, const Console& console) {
  const experiment::RunPlan& plan = result.plan;
  console.print(fmt::format("{}: {} x {:.6g} h (warm-up {:.6g} h), seed {}: {} events in {:.3g} s", factory.name(),
                            plan.replications, plan.horizon_s / 3600, plan.warmup_s / 3600, plan.seed, result.events,
                            result.wall_s));
  if (plan.found_warmup) console.print(warmupText(*plan.found_warmup));
  for (const experiment::PrecisionReached& each : result.precision) console.print(precisionText(each));
  printKpis(result, console);
  printElements(result, console);
  if (!result.bottlenecks.empty()) console.print("");
  for (const experiment::Bottleneck& each : result.bottlenecks) {
    console.print(fmt::format("active {:.1f} % of the time: {}", 100 * each.share, each.element));
  }
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

std::string precisionText(const experiment::PrecisionReached& reached) {
  const auto text = [&](double half_width) {
    if (std::isnan(half_width)) return std::string("undefined");
    return reached.goal.is_relative ? fmt::format("{:.3g} %", 100 * half_width) : fmt::format("{:.4g}", half_width);
  };
  return fmt::format("{}: half width {}, {} wanted: {}", reached.goal.kpi, text(reached.reached),
                     text(reached.goal.wanted), reached.is_met ? "met" : "not met");
}

}  // namespace mw::cli
