// SPDX-License-Identifier: Apache-2.0
#include "core/twin/model_types.h"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/estimation/noisy_process.h"
#include "core/twin/json_matrix.h"
#include "core/twin/model_json.h"

namespace mw::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kLargest = 1e300;
constexpr int kMostHarmonics = 100;

api::BuiltProcess makeLinear(const api::ProcessModelRequest& request, Findings& findings) {
  JsonWalk walk(request.model, "/model", keysOf(request.model), findings);
  const std::size_t before = findings.size();
  (void)walk.member("dt_s", true);
  (void)walk.member("states", true);
  api::BuiltProcess built;
  built.states = request.states;
  const std::size_t n = request.states.size();
  const std::size_t m = request.inputs.size();
  const std::size_t p = request.measured.size();
  if (n == 0) return built;
  const auto F = readMatrix(walk, "F", {n, n, "F has a row and a column per state"}, true);
  const auto B = readMatrix(walk, "B", {n, m, "B has a row per state and a column per input"}, m > 0);
  const auto H = readMatrix(walk, "H", {p, n, "H has a row per signal and a column per state"}, true);
  if (findings.size() > before || !F || !H) return built;
  built.process = estimation::makeLinearProcess({*F, B.value_or(MatrixXd(n, 0)), *H});
  return built;
}

/// What a trend model says of each signal.
struct Trend {
  double dt_s = 1;
  double level_variance = 0;
  std::optional<double> slope_variance;
  int harmonics = 0;
  double period_s = 0;
  double season_variance = 0;
  double initial_variance = 1e6;

  [[nodiscard]] Index size() const { return 1 + (slope_variance ? 1 : 0) + 2 * harmonics; }
};

std::optional<Trend> readTrend(const Json& model, Findings& findings) {
  const std::size_t before = findings.size();
  JsonWalk walk(model, "/model", keysOf(model), findings);
  Trend trend;
  trend.dt_s = walk.number("dt_s", true, 1e-9, 1e9).value_or(1.0);
  trend.level_variance = walk.number("level_variance", true, 0.0, kLargest).value_or(0.0);
  trend.slope_variance = walk.number("slope_variance", false, 0.0, kLargest);
  trend.initial_variance = walk.number("initial_variance", false, 0.0, kLargest).value_or(1e6);
  if (walk.has("season")) {
    JsonWalk season(model.at("season"), "/model/season", {"period_s", "harmonics", "variance"}, findings);
    trend.period_s = season.number("period_s", true, 2 * trend.dt_s, 1e12).value_or(1.0);
    const double harmonics = season.number("harmonics", false, 1, kMostHarmonics).value_or(1.0);
    if (harmonics != std::floor(harmonics)) {
      season.error("/model/season/harmonics", fmt::format("{} is no whole number", harmonics), "give a whole number");
    }
    trend.harmonics = static_cast<int>(harmonics);
    trend.season_variance = season.number("variance", true, 0.0, kLargest).value_or(0.0);
  }
  if (findings.size() > before) return std::nullopt;
  return trend;
}

/// Fills the block of one signal that begins at state `at`.
void fillTrend(const Trend& trend, const std::string& signal, Index at, Index row, api::LinearSystem& system,
               api::BuiltProcess& built) {
  MatrixXd& Q = *built.Q;
  built.states.push_back(signal + ".level");
  system.F(at, at) = 1.0;
  system.H(row, at) = 1.0;
  Q(at, at) = trend.level_variance;
  Index next = at + 1;
  if (trend.slope_variance) {
    built.states.push_back(signal + ".slope");
    system.F(at, next) = trend.dt_s;
    system.F(next, next) = 1.0;
    Q(next, next) = *trend.slope_variance;
    ++next;
  }
  for (int k = 1; k <= trend.harmonics; ++k, next += 2) {
    const double angle = 2.0 * std::numbers::pi * k * trend.dt_s / trend.period_s;
    for (const char* part : {"", "*"}) built.states.push_back(fmt::format("{}.season{}{}", signal, k, part));
    system.F.block<2, 2>(next, next) << std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle);
    system.H(row, next) = 1.0;
    Q(next, next) = Q(next + 1, next + 1) = trend.season_variance;
  }
}

api::BuiltProcess makeTrend(const api::ProcessModelRequest& request, Findings& findings) {
  api::BuiltProcess built;
  const std::optional<Trend> trend = readTrend(request.model, findings);
  if (!request.states.empty()) {
    findings.push_back(
        {Severity::Error, Place{"", "/model/states", 0, 0}, "a trend names its states itself", "remove \"states\""});
  }
  if (!trend || !request.states.empty()) return built;
  const auto p = static_cast<Index>(request.measured.size());
  const Index n = p * trend->size();
  api::LinearSystem system{MatrixXd::Zero(n, n), MatrixXd::Zero(n, static_cast<Index>(request.inputs.size())),
                           MatrixXd::Zero(p, n)};
  built.Q = MatrixXd::Zero(n, n);
  for (Index i = 0; i < p; ++i) {
    fillTrend(*trend, request.measured[static_cast<std::size_t>(i)], i * trend->size(), i, system, built);
  }
  built.x0 = VectorXd::Zero(n);
  built.P0 = trend->initial_variance * MatrixXd::Identity(n, n);
  built.process = estimation::makeLinearProcess(system);
  return built;
}

}  // namespace

std::vector<std::string> keysOf(const Json& object) {
  std::vector<std::string> keys;
  if (!object.is_object()) return keys;
  for (const auto& [key, unused] : object.items()) keys.push_back(key);
  return keys;
}

api::ProcessModelType linearModelType() {
  return {"linear", "Linear", "x = F x + B u, y = H x, in steps of dt_s.", {"F", "B", "H"}, makeLinear};
}

api::ProcessModelType trendModelType() {
  return {"trend",
          "Level, trend and season",
          "Follows each signal by itself: level, slope and season.",
          {"level_variance", "slope_variance", "season", "initial_variance"},
          makeTrend};
}

const api::ProcessModelRegistry& builtinModels() {
  static const api::ProcessModelRegistry kModels = [] {
    api::ProcessModelRegistry registry;
    registry.add(linearModelType());
    registry.add(nonlinearModelType());
    registry.add(continuousModelType());
    registry.add(motorThermalModelType());
    registry.add(stirredTankModelType());
    registry.add(trendModelType());
    return registry;
  }();
  return kModels;
}

}  // namespace mw::twin
