// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay_result.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mw::twin {
namespace {

constexpr std::size_t kAlertsInWords = 5;

Json numbers(const std::vector<double>& column, std::size_t from, std::size_t count) {
  Json list = Json::array();
  for (std::size_t i = from; i < from + count; ++i) {
    list.push_back(std::isfinite(column[i]) ? Json(column[i]) : Json(nullptr));
  }
  return list;
}

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json stepJson(const ReplayResult& result, std::size_t row, bool is_full) {
  const std::size_t n = result.states.size();
  const std::size_t p = result.measured.size();
  Json step{{"t_s", number(result.t_s[row])},
            {"x", numbers(result.x, row * n, n)},
            {"P_diag", numbers(result.P_diag, row * n, n)},
            {"innovation", numbers(result.innovation, row * p, p)},
            {"nis", number(result.nis[row])},
            {"anomaly", result.anomaly[row] != 0},
            {"health", number(result.health[row])},
            {"stale", result.stale[row] != 0}};
  const auto isolation = std::lower_bound(result.isolations.begin(), result.isolations.end(), row,
                                          [](const Isolation& one, std::size_t at) { return one.row < at; });
  if (isolation != result.isolations.end() && isolation->row == row) step["isolation"] = toJson(*isolation);
  const std::size_t r = result.modes.size();
  if (r > 0) step["mode_probability"] = numbers(result.mode_probability, row * r, r);
  if (is_full && !result.P.empty()) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < n; ++i) rows.push_back(numbers(result.P, (row * n + i) * n, n));
    step["P"] = std::move(rows);
  }
  return step;
}

}  // namespace

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
  return static_cast<std::size_t>(std::count(anomaly.begin(), anomaly.end(), std::uint8_t{1}));
}

Json toJson(const ReplayResult& result, std::size_t every, bool is_full) {
  Json steps = Json::array();
  for (std::size_t row = 0; row < result.rows; row += std::max<std::size_t>(every, 1)) {
    steps.push_back(stepJson(result, row, is_full));
  }
  Json alerts = Json::array();
  for (const Alert& alert : result.alerts) {
    alerts.push_back({{"t_s", alert.t_s}, {"level", alertLevel(alert.kind)}, {"message", alert.message}});
    if (alert.isolation) alerts.back()["isolation"] = toJson(*alert.isolation);
  }
  Json json;
  json["states"] = result.states;
  if (!result.modes.empty()) json["modes"] = result.modes;
  json["steps"] = std::move(steps);
  json["alerts"] = std::move(alerts);
  json["log_likelihood"] = number(result.log_likelihood);
  json["rows"] = result.rows;
  json["seconds"] = result.seconds;
  if (result.late.window_s > 0 || result.late.areAny()) json["late_rows"] = toJson(result.late);
  return json;
}

std::vector<std::string> inWords(const ReplayResult& result) {
  const std::size_t anomalies = result.anomalyCount();
  std::vector<std::string> said{fmt::format("{} rows replayed, {} anomalous, {} alerts, log-likelihood {:.6g}",
                                            result.rows, anomalies, result.alerts.size(), result.log_likelihood)};
  if (result.rows > 0 && !std::isnan(result.health.back())) {
    said.push_back(fmt::format("health at the end {:.2f}", result.health.back()));
  }
  const std::size_t shown = std::min(kAlertsInWords, result.alerts.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Alert& alert = result.alerts[i];
    said.push_back(fmt::format("{:>10.1f} s  {:<8}  {}", alert.t_s, alertLevel(alert.kind), alert.message));
  }
  if (shown < result.alerts.size()) said.push_back(fmt::format("and {} more alerts", result.alerts.size() - shown));
  return said;
}

void noteLateRows(ReplayResult& result, const LateRows& late) {
  result.late = late;
  for (std::string& sentence : inWords(late)) result.warnings.push_back(std::move(sentence));
}

}  // namespace mw::twin
