// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/base/json_number.h"
#include "core/experiment/replications.h"

namespace mw::experiment {
namespace {

Json reasonsOf(const std::vector<kpi::KpiDeclaration>& kpis, const std::vector<std::string>& reasons) {
  Json json = Json::object();
  for (std::size_t k = 0; k < kpis.size(); ++k) {
    if (!reasons[k].empty()) json[kpis[k].name] = reasons[k];
  }
  return json;
}

Json fleetsJson(const RunResult& result) {
  Json vehicles = Json::object();
  for (std::size_t f = 0; f < result.fleet_ids.size(); ++f) {
    Json& metrics = vehicles[result.fleet_ids[f]] = Json::object();
    for (std::size_t m = 0; m < result.fleets[f].size(); ++m) {
      if (result.fleets[f][m].n > 0) metrics[kpi::fleetMetrics()[m].name] = toJson(result.fleets[f][m]);
    }
  }
  return vehicles;
}

}  // namespace

Json toJson(const std::vector<PrecisionReached>& goals) {
  Json list = Json::array();
  for (const PrecisionReached& each : goals) {
    list.push_back({{"kpi", each.goal.kpi},
                    {"is_relative", each.goal.is_relative},
                    {"wanted", each.goal.wanted},
                    {"reached", numberOrNull(each.reached)},
                    {"met", each.is_met}});
  }
  return list;
}

Json toJson(const numerics::Estimate& estimate) {
  return {{"mean", numberOrNull(estimate.mean)},
          {"sd", numberOrNull(estimate.sd)},
          {"half_width", numberOrNull(estimate.half_width)},
          {"n", estimate.n}};
}

Json toJson(const kpi::BottleneckFinding& finding) {
  const bool has_interval = finding.verdict != kpi::BottleneckFinding::Verdict::OneRun;
  const bool is_sole = finding.verdict == kpi::BottleneckFinding::Verdict::Sole;
  Json list = Json::array();
  for (const kpi::Limit& limit : finding.limits) {
    const bool is_separable = list.empty() ? is_sole : !limit.is_candidate;
    list.push_back({{"element", limit.id},
                    {"is_pool", !limit.element},
                    {"share", limit.share.mean},
                    {"half_width", numberOrNull(limit.share.half_width)},
                    {"separable", has_interval ? Json(is_separable) : Json(nullptr)},
                    {"sole_share", limit.sole.mean},
                    {"active_share", limit.active.mean},
                    {"active_period_s", numberOrNull(limit.mean_period_s)}});
  }
  return list;
}

Json toJson(const RunResult& result) {
  Json kpis = Json::object();
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    if (result.overall[k].n > 0) kpis[result.kpis[k].name] = toJson(result.overall[k]);
  }
  Json elements = Json::object();
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    Json& metrics = elements[result.element_ids[e]] = Json::object();
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
      if (result.elements[e][m].n > 0) metrics[result.metrics[m].name] = toJson(result.elements[e][m]);
    }
  }
  Json undefined = {{"kpis", reasonsOf(result.kpis, result.reasons.overall)}, {"elements", Json::object()}};
  for (std::size_t e = 0; e < result.element_ids.size(); ++e) {
    Json reasons = reasonsOf(result.metrics, result.reasons.elements[e]);
    if (!reasons.empty()) undefined["elements"][result.element_ids[e]] = std::move(reasons);
  }
  Json warnings = Json::array();
  for (const Finding& note : result.notes) {
    warnings.push_back(fmt::format("{}: {}; {}", note.place.text(), note.cause, note.cure));
  }
  for (const std::string& warning : result.warnings) warnings.push_back(warning);
  Json object = {{"format", "millwright-result/1"},
                 {"seed", result.plan.seed},
                 {"horizon_s", result.plan.horizon_s},
                 {"warmup_s", result.plan.warmup_s},
                 {"warmup_method", result.plan.found_warmup ? "mser-5" : "given"},
                 {"replications", result.plan.replications},
                 {"events", result.events},
                 {"wall_s", result.wall_s},
                 {"kpis", std::move(kpis)},
                 {"elements", std::move(elements)},
                 {"undefined", std::move(undefined)},
                 {"pools", toJson(result.pools)},
                 {"bottlenecks", toJson(result.bottleneck)},
                 {"deadlock", toJson(result.deadlocks)},
                 {"warnings", std::move(warnings)}};
  if (result.plan.found_warmup) {
    object["warmup_converged"] = result.plan.found_warmup->status == WarmupEstimate::Status::Converged;
  }
  if (!result.fleet_ids.empty()) object["vehicles"] = fleetsJson(result);
  if (!result.precision.empty()) object["precision"] = toJson(result.precision);
  return object;
}

}  // namespace mw::experiment
