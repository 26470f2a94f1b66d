// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/cycle/measurement_json.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/json_number.h"
#include "core/events/distribution_to_json.h"

namespace mw::cosimulation {
namespace {

using numerics::FitStatus;
using numerics::FittedDistribution;

Json candidatesOf(const RobotMeasurement& measurement) {
  Json candidates = Json::array();
  if (!measurement.fitted) return candidates;
  for (const FittedDistribution& candidate : measurement.fitted->candidates) {
    if (candidate.status == FitStatus::NotApplicable) continue;
    candidates.push_back({{"dist", candidate.name},
                          {"status", wordOf(candidate.status)},
                          {"json", events::distributionToJson(candidate.name, candidate.parameters)},
                          {"aic", numberOrNull(candidate.aic)},
                          {"anderson_darling_p", numberOrNull(candidate.ad_probability)},
                          {"kolmogorov_smirnov_p", numberOrNull(candidate.ks_probability)}});
  }
  return candidates;
}

Json routesOf(const RobotMeasurement& measurement) {
  Json routes = Json::array();
  for (const MeasuredRoute& route : measurement.routes) {
    routes.push_back({{"pick", route.pick},
                      {"place", route.place},
                      {"part", route.part},
                      {"n", route.cycle_s.n},
                      {"failed", route.n_failed},
                      {"mean_s", numberOrNull(route.cycle_s.mean)},
                      {"sd_s", numberOrNull(route.cycle_s.sd)}});
  }
  return routes;
}

}  // namespace

Json toJson(const RobotMeasurement& measurement, CycleForm form) {
  const motion::CycleMeasurement& cycles = measurement.cycles;
  const MeasureSettings& settings = measurement.settings;
  const numerics::Estimate& estimate = cycles.cycle_s;
  const bool is_any = !cycles.cycles_s.empty();
  const FittedDistribution* fit = chosenFit(measurement.fitted, estimate.mean, CycleForm::Best);
  Json failures = Json::array();
  for (const motion::CycleFailure& failure : cycles.failed) {
    failures.push_back({{"reason", failure.reason}, {"n", failure.n}, {"first_cycle", failure.first_cycle}});
  }
  return {{"format", "millwright-cycle/1"},
          {"robot", measurement.robot},
          {"cycles", settings.cycles},
          {"failed", cycles.failedCount()},
          {"seed", settings.seed},
          {"speed", measurement.speed},
          {"taught", measurement.is_taught},
          {"spread",
           {{"offset_m", settings.spread.offset_m}, {"turn_deg", settings.spread.turn_rad * 180 / std::numbers::pi}}},
          {"mean_s", numberOrNull(estimate.mean)},
          {"sd_s", numberOrNull(estimate.sd)},
          {"min_s", is_any ? Json(std::ranges::min(cycles.cycles_s)) : Json(nullptr)},
          {"max_s", is_any ? Json(std::ranges::max(cycles.cycles_s)) : Json(nullptr)},
          {"low_s", numberOrNull(estimate.low())},
          {"high_s", numberOrNull(estimate.high())},
          {"planned_mean_s", numberOrNull(numerics::mean(cycles.planned_s))},
          {"fitted", fit == nullptr ? Json(nullptr) : events::distributionToJson(fit->name, fit->parameters)},
          {"fit", {{"criterion", kFitCriterion}, {"candidates", candidatesOf(measurement)}}},
          {"empirical", is_any ? Json{{"dist", "empirical"},
                                      {"values_s", factory::toJson(measuredCycleOf(measurement, {}))["values_s"]}}
                               : Json(nullptr)},
          {"cycle", measurement.isUsable() ? cycleDistribution(measurement, form) : Json(nullptr)},
          {"routes", routesOf(measurement)},
          {"failures", std::move(failures)},
          {"notes", measurement.notes}};
}

std::string fitText(const RobotMeasurement& measurement) {
  if (!measurement.fitted) return "Too few cycles to fit a distribution.";
  const double mean_s = measurement.cycles.cycle_s.mean;
  if (const FittedDistribution* fit = chosenFit(measurement.fitted, mean_s, CycleForm::Best)) {
    if (!std::isfinite(fit->ad_probability)) return "All cycles last alike: a constant.";
    return fmt::format("{} fits best (AIC {:.1f}, Anderson-Darling p = {:.2f}).", fit->name, fit->aic,
                       fit->ad_probability);
  }
  if (measurement.fitted->distinct_values < kFewestDistinct) {
    return fmt::format("{} different times are too few for a distribution: the values themselves are the cycle.",
                       measurement.fitted->distinct_values);
  }
  return "No distribution fits these times: the values themselves are the cycle.";
}

}  // namespace mw::cosimulation
