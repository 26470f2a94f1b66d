// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_precision_text.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/experiment/replications.h"

namespace mw::experiment {
namespace {

using Status = PointPrecision::Status;

std::string halfWidthText(const PrecisionGoal& goal, double half_width) {
  if (std::isnan(half_width)) return "undefined";
  return goal.is_relative ? fmt::format("{:.3g} %", 100 * half_width) : fmt::format("{:.4g}", half_width);
}

std::size_t countOf(std::span<const PointPrecision> points, Status status) {
  return static_cast<std::size_t>(std::ranges::count(points, status, &PointPrecision::status));
}

}  // namespace

std::string replicationsText(std::uint32_t replications, const std::optional<ReplicationRule>& rule) {
  if (rule) return fmt::format("{} to {} replications", rule->at_least, rule->at_most);
  return fmt::format("{} replications", replications);
}

std::string goalsText(const ReplicationRule& rule) {
  std::string text;
  for (const PrecisionGoal& goal : rule.until) {
    text += fmt::format("{}{}{} to +-{}", text.empty() ? "" : ", ", goal.kpi, text.empty() ? " is known" : "",
                        halfWidthText(goal, goal.wanted));
  }
  return text;
}

std::string precisionText(const PrecisionReached& reached) {
  return fmt::format("{}: half width {}, {} wanted: {}", reached.goal.kpi, halfWidthText(reached.goal, reached.reached),
                     halfWidthText(reached.goal, reached.goal.wanted), reached.is_met ? "met" : "not met");
}

const char* statusText(Status status) {
  switch (status) {
    case Status::Reached:
      return "reached";
    case Status::NotReached:
      return "not reached";
    case Status::Open:
      break;
  }
  return "open";
}

std::string missedText(const PointPrecision& point) {
  std::string text;
  for (const PrecisionReached& each : point.goals) {
    if (each.is_met) continue;
    text += fmt::format("{}{} +-{} instead of {}", text.empty() ? "" : ", ", each.goal.kpi,
                        halfWidthText(each.goal, each.reached), halfWidthText(each.goal, each.goal.wanted));
  }
  return text;
}

std::string precisionSummary(const ReplicationRule& rule, std::span<const PointPrecision> points) {
  constexpr std::size_t kMostNamed = 10;
  std::vector<std::size_t> missed;
  for (std::size_t point = 0; point < points.size(); ++point) {
    if (points[point].status == Status::NotReached) missed.push_back(point);
  }
  std::string text = fmt::format("precision ({}): reached by {} of {} points", goalsText(rule),
                                 countOf(points, Status::Reached), points.size());
  if (!missed.empty()) {
    const std::size_t named = std::min(missed.size(), kMostNamed);
    text += fmt::format("; not within {} replications by point{} {}{}", rule.at_most, missed.size() == 1 ? "" : "s",
                        fmt::join(missed.begin(), missed.begin() + static_cast<std::ptrdiff_t>(named), ", "),
                        missed.size() > named ? fmt::format(" and {} more", missed.size() - named) : "");
  }
  const std::size_t open = countOf(points, Status::Open);
  if (open > 0) text += fmt::format("; {} {} not run to the end yet", open, open == 1 ? "is" : "are");
  return text;
}

Json toJson(const ReplicationRule& rule, std::span<const PointPrecision> points) {
  Json until = Json::array();
  for (const PrecisionGoal& goal : rule.until) {
    until.push_back({{"kpi", goal.kpi}, {"is_relative", goal.is_relative}, {"wanted", goal.wanted}});
  }
  return {{"at_least", rule.at_least},
          {"at_most", rule.at_most},
          {"until", std::move(until)},
          {"points_reached", countOf(points, Status::Reached)},
          {"points_not_reached", countOf(points, Status::NotReached)},
          {"points_open", countOf(points, Status::Open)}};
}

Json toJson(const PointPrecision& point) {
  const char* status = point.status == Status::NotReached ? "not_reached" : statusText(point.status);
  return {{"status", status}, {"replications", point.replications}, {"goals", toJson(point.goals)}};
}

}  // namespace mw::experiment
