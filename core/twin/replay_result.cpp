// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay_result.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/json_number.h"

namespace mw::twin {
namespace {

constexpr std::size_t kAlertsInWords = 5;

Json numbers(const std::vector<double>& column, std::size_t from, std::size_t count) {
  Json list = Json::array();
  for (std::size_t i = from; i < from + count; ++i) list.push_back(numberOrNull(column[i]));
  return list;
}

Json standardDeviations(const std::vector<double>& variances, std::size_t from, std::size_t count) {
  Json list = Json::array();
  for (std::size_t i = from; i < from + count; ++i) list.push_back(numberOrNull(std::sqrt(variances[i])));
  return list;
}

Json toJson(const Alert& alert) {
  Json json{{"t_s", alert.t_s}, {"level", alertLevel(alert.kind)}, {"message", alert.message}};
  if (alert.isolation) json["isolation"] = toJson(*alert.isolation);
  return json;
}

}  // namespace

Json headJson(const ReplayResult& result) {
  Json json;
  json["states"] = result.states;
  if (!result.modes.empty()) json["modes"] = result.modes;
  return json;
}

Json stepJson(const ReplayResult& result, std::size_t row, bool is_full) {
  MW_REQUIRE(row >= result.firstRow() && row < result.rows);
  const std::size_t n = result.states.size();
  const std::size_t p = result.measured.size();
  const std::size_t at = row - result.firstRow();
  Json step{{"t_s", numberOrNull(result.t_s[at])},
            {"x", numbers(result.x, at * n, n)},
            {"P_diag", numbers(result.P_diag, at * n, n)},
            {"innovation", numbers(result.innovation, at * p, p)},
            {"innovation_sd", standardDeviations(result.S_diag, at * p, p)},
            {"nis", numberOrNull(result.nis[at])},
            {"anomaly", result.anomaly[at] != 0},
            {"health", numberOrNull(result.health[at])},
            {"stale", result.stale[at] != 0}};
  const auto isolation = std::lower_bound(result.isolations.begin(), result.isolations.end(), row,
                                          [](const Isolation& one, std::size_t wanted) { return one.row < wanted; });
  if (isolation != result.isolations.end() && isolation->row == row) step["isolation"] = toJson(*isolation);
  const std::size_t r = result.modes.size();
  if (r > 0) step["mode_probability"] = numbers(result.mode_probability, at * r, r);
  if (is_full && !result.P.empty()) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < n; ++i) rows.push_back(numbers(result.P, (at * n + i) * n, n));
    step["P"] = std::move(rows);
  }
  return step;
}

Json sumsJson(const ReplayResult& result) {
  Json json;
  json["alerts"] = Json::array();
  for (const Alert& alert : result.alerts) json["alerts"].push_back(toJson(alert));
  json["log_likelihood"] = numberOrNull(result.log_likelihood);
  json["rows"] = result.rows;
  json["seconds"] = result.seconds;
  if (result.late.window_s > 0 || result.late.areAny()) json["late_rows"] = toJson(result.late);
  return json;
}

const char* alertLevel(AlertKind kind) {
  switch (kind) {
    case AlertKind::Warning:
      return "WARNING";
    case AlertKind::Critical:
      return "CRITICAL";
    case AlertKind::Stale:
      return "STALE";
    case AlertKind::Fault:
      return "FAULT";
  }
  return "";
}

std::size_t ReplayResult::anomalyCount() const {
  return forgotten.anomalies + static_cast<std::size_t>(std::count(anomaly.begin(), anomaly.end(), std::uint8_t{1}));
}

double ReplayResult::lastHealth() const {
  return health.empty() ? forgotten.health : health.back();
}

Json toJson(const ReplayResult& result, std::size_t every, bool is_full) {
  Json json = headJson(result);
  json["steps"] = Json::array();
  for (std::size_t row = 0; row < result.rows; row += std::max<std::size_t>(every, 1)) {
    json["steps"].push_back(stepJson(result, row, is_full));
  }
  json.update(sumsJson(result));
  return json;
}

std::vector<std::string> sumsInWords(const ReplayResult& result) {
  std::vector<std::string> said{fmt::format("{} rows replayed, {} anomalous, {} alerts, log-likelihood {:.6g}",
                                            result.rows, result.anomalyCount(), result.alerts.size(),
                                            result.log_likelihood)};
  if (!std::isnan(result.lastHealth())) said.push_back(fmt::format("health at the end {:.2f}", result.lastHealth()));
  return said;
}

std::string inWords(const Alert& alert) {
  return fmt::format("{:>10.1f} s  {:<8}  {}", alert.t_s, alertLevel(alert.kind), alert.message);
}

std::vector<std::string> inWords(const ReplayResult& result) {
  std::vector<std::string> said = sumsInWords(result);
  const std::size_t shown = std::min(kAlertsInWords, result.alerts.size());
  for (std::size_t i = 0; i < shown; ++i) said.push_back(inWords(result.alerts[i]));
  if (shown < result.alerts.size()) said.push_back(fmt::format("and {} more alerts", result.alerts.size() - shown));
  return said;
}

void noteLateRows(ReplayResult& result, const LateRows& late) {
  result.late = late;
  for (std::string& sentence : inWords(late)) result.warnings.push_back(std::move(sentence));
}

}  // namespace mw::twin
