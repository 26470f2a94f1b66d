// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_precision.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/experiment/estimate_defined.h"

namespace mw::experiment {
namespace {

constexpr double kMostReplications = 16'777'215;  // 24 bits of the random streams
constexpr std::uint32_t kUsualAtLeast = 10;       // Law and Kelton's advice

/// Nothing for a text that is no half width.
std::optional<PrecisionGoal> goalOf(const std::string& kpi, const Json& wanted) {
  if (wanted.is_number()) return PrecisionGoal{kpi, wanted.get<double>(), false};
  const auto text = wanted.get<std::string>();
  if (!text.ends_with('%')) return std::nullopt;
  const auto percent = parseNumber(text.substr(0, text.size() - 1));
  if (!percent || !(*percent > 0)) return std::nullopt;
  return PrecisionGoal{kpi, *percent / 100, true};
}

std::vector<PrecisionReached> judged(const ReplicationRule& rule, const GoalValues& values, std::uint32_t count) {
  std::vector<PrecisionReached> goals;
  for (std::size_t i = 0; i < rule.until.size(); ++i) {
    std::vector<double> samples;
    auto run = values.begin();
    for (std::uint32_t r = 0; r < count; ++r, ++run) samples.push_back(run->second[i]);
    goals.push_back(reachedOf(rule.until[i], estimateDefined(std::move(samples))));
  }
  return goals;
}

/// How many replications from the first on are there without a gap.
std::uint32_t wholeCount(const GoalValues& values) {
  std::uint32_t count = 0;
  for (const auto& [replication, value] : values) {
    if (replication != count) break;
    ++count;
  }
  return count;
}

}  // namespace

api::ParameterDeclaration replicationsDeclaration() {
  auto goal = api::oneOf("", {api::number("").above(0), api::text("")});
  auto rule = api::object(
      "",
      {api::integer("at_least")
           .range(kFewestForPrecision, kMostReplications)
           .byDefault(kUsualAtLeast)
           .help("Runs of each point before its precision is looked at."),
       api::integer("at_most")
           .range(kFewestForPrecision, kMostReplications)
           .help("Runs of a point, whatever its precision."),
       api::map("until", std::move(goal)).help("Half widths wanted, {KPI: \"1%\" of its mean, or 0.5 in its unit}.")});
  return api::oneOf("replications", {api::integer("").range(1, kMostReplications), std::move(rule)})
      .byDefault(1)
      .help("Runs per point; or {\"at_least\", \"at_most\", \"until\"}: until KPIs are known well enough.");
}

void checkReplications(const Json& replications, factory::ParameterCheck& check) {
  if (!replications.is_object()) return;
  for (const char* key : {"at_most", "until"}) {
    if (replications.contains(key)) continue;
    check.report("/replications", fmt::format("\"{}\" is missing", key),
                 R"(write {"at_least": 10, "at_most": 60, "until": {"throughput_per_h": "1%"}}, or a number)");
    return;
  }
  const Json& until = replications["until"];
  if (until.empty()) {
    check.report("/replications/until", "names no KPI", R"(name one or more: {"throughput_per_h": "1%"})");
  }
  for (const auto& [kpi, wanted] : until.items()) {
    if (goalOf(kpi, wanted)) continue;
    check.report("/replications/until/" + pointerToken(kpi),
                 fmt::format("\"{}\" is no half width", wanted.get<std::string>()),
                 R"(give "1%" for a share of the mean, above 0, or a number in the KPI's unit)");
  }
  if (replications.contains("at_least") && replications["at_least"] > replications["at_most"]) {
    check.report("/replications/at_least", "is above at_most", "give at_least <= at_most");
  }
}

std::optional<ReplicationRule> replicationRuleOf(const Json& study) {
  const auto found = study.find("replications");
  if (found == study.end() || !found->is_object()) return std::nullopt;
  ReplicationRule rule;
  rule.at_most = found->at("at_most").get<std::uint32_t>();
  rule.at_least = std::min(found->value("at_least", kUsualAtLeast), rule.at_most);
  for (const auto& [kpi, wanted] : found->at("until").items()) {
    auto goal = goalOf(kpi, wanted);
    MW_REQUIRE(goal.has_value());
    rule.until.push_back(std::move(*goal));
  }
  return rule;
}

PointPrecision pointPrecision(const ReplicationRule& rule, const GoalValues& values) {
  PointPrecision point;
  const std::uint32_t there = wholeCount(values);
  for (std::uint32_t batch = rule.at_least; batch > 0;) {
    point.replications += batch;
    if (there < point.replications) return point;
    point.goals = judged(rule, values, point.replications);
    batch = nextBlock(point.goals, point.replications, rule.at_most);
  }
  const bool is_met = std::ranges::all_of(point.goals, &PrecisionReached::is_met);
  point.status = is_met ? PointPrecision::Status::Reached : PointPrecision::Status::NotReached;
  return point;
}

GoalReader::GoalReader(const ReplicationRule& rule, const std::vector<std::string>& kpis) {
  for (const PrecisionGoal& goal : rule.until) {
    const auto at = std::ranges::find(kpis, goal.kpi);
    MW_REQUIRE(at != kpis.end());
    positions_.push_back(static_cast<std::size_t>(at - kpis.begin()));
  }
}

std::vector<double> GoalReader::valuesOf(const StudyRun& run) const {
  std::vector<double> values;
  for (const std::size_t position : positions_) values.push_back(run.values.at(position));
  return values;
}

std::vector<PointPrecision> precisionOf(const ReplicationRule& rule, const std::vector<std::string>& kpis,
                                        const std::vector<StudyRun>& runs, std::size_t point_count) {
  const GoalReader reader(rule, kpis);
  std::vector<GoalValues> values(point_count);
  for (const StudyRun& run : runs) values.at(run.key.point)[run.key.replication] = reader.valuesOf(run);
  std::vector<PointPrecision> points;
  for (const GoalValues& of_point : values) points.push_back(pointPrecision(rule, of_point));
  return points;
}

std::size_t sparedRuns(const ReplicationRule& rule, const PointPrecision& point, std::size_t there) {
  if (point.isOpen()) return 0;
  return rule.at_most - std::min<std::size_t>(rule.at_most, std::max<std::size_t>(there, point.replications));
}

}  // namespace mw::experiment
