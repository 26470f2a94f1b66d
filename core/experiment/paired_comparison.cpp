// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/paired_comparison.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "core/base/error.h"

namespace mw::experiment {
namespace {

using kpi::Better;

/// Values of one point by replication, where defined.
std::map<std::uint32_t, double> valuesOf(std::span<const StudyRun> runs, std::size_t point, std::size_t response) {
  std::map<std::uint32_t, double> values;
  for (const StudyRun& run : runs) {
    MW_REQUIRE(response < run.values.size());
    if (run.key.point == point && std::isfinite(run.values[response])) {
      values[run.key.replication] = run.values[response];
    }
  }
  return values;
}

Shown shownBy(const numerics::Estimate& difference, Better better) {
  if (!difference.hasInterval() || (difference.low() <= 0 && difference.high() >= 0)) return Shown::NotShown;
  const bool is_higher = difference.mean > 0;
  if (better == Better::Neither) return is_higher ? Shown::Higher : Shown::Lower;
  return is_higher == (better == Better::Higher) ? Shown::Better : Shown::Worse;
}

void requirePoints(std::size_t reference, const std::vector<std::size_t>& points) {
  if (points.empty()) throw InputError(Place{}, "one point has nothing to be compared with", "name two or more points");
  for (auto point = points.begin(); point != points.end(); ++point) {
    if (*point != reference && std::find(points.begin(), point, *point) == point) continue;
    throw InputError(Place{}, fmt::format("point {} is named twice", *point), "name each point once");
  }
}

std::string number(double value) {
  return fmt::format("{:.4g}", value);
}

std::string withUnit(const std::string& text, const std::string& unit) {
  return unit.empty() ? text : text + " " + unit;
}

}  // namespace

const char* shownText(Shown shown) {
  switch (shown) {
    case Shown::Better:
      return "better";
    case Shown::Worse:
      return "worse";
    case Shown::Higher:
      return "higher";
    case Shown::Lower:
      return "lower";
    case Shown::NotShown:
      break;
  }
  return "not shown";
}

Comparison comparePoints(std::span<const StudyRun> runs, std::size_t reference, const std::vector<std::size_t>& points,
                         std::size_t response, Better better, double level) {
  requirePoints(reference, points);
  Comparison comparison{reference, response, level, 1 - (1 - level) / static_cast<double>(points.size()), better, {}};
  const auto of_reference = valuesOf(runs, reference, response);
  for (const std::size_t point : points) {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> differences;
    for (const auto& [replication, value] : valuesOf(runs, point, response)) {
      const auto pair = of_reference.find(replication);
      if (pair == of_reference.end()) continue;
      a.push_back(pair->second);
      b.push_back(value);
      differences.push_back(value - pair->second);
    }
    PairedDifference made{point, numerics::confidenceInterval(a), numerics::confidenceInterval(b),
                          numerics::confidenceInterval(differences, comparison.single_level), Shown::NotShown};
    made.shown = shownBy(made.difference, better);
    comparison.points.push_back(made);
  }
  return comparison;
}

std::string sentence(const Comparison& comparison, const PairedDifference& difference, const std::string& response,
                     const std::string& unit) {
  const numerics::Estimate& d = difference.difference;
  const std::string pairs = fmt::format("({} paired run{})", d.n, d.n == 1 ? "" : "s");
  if (!d.hasInterval()) {
    return fmt::format("point {} against point {}: not shown, two paired runs are the least {}", difference.point,
                       comparison.reference, pairs);
  }
  if (difference.shown == Shown::NotShown) {
    return fmt::format("point {} against point {}: a difference in {} is not shown, {} {}", difference.point,
                       comparison.reference, response,
                       withUnit(fmt::format("{} to {}", number(d.low()), number(d.high())), unit), pairs);
  }
  const std::string direction = d.mean > 0 ? "higher" : "lower";
  const std::string amount = withUnit(fmt::format("{} +- {}", number(std::abs(d.mean)), number(d.half_width)), unit);
  if (difference.shown == Shown::Higher || difference.shown == Shown::Lower) {
    return fmt::format("point {} is {} than point {} in {} by {} {}", difference.point, direction, comparison.reference,
                       response, amount, pairs);
  }
  return fmt::format("point {} is {} than point {}: {} {} by {} {}", difference.point, shownText(difference.shown),
                     comparison.reference, response, direction, amount, pairs);
}

std::string basis(const Comparison& comparison) {
  const std::string level = fmt::format("{:g} %", 100 * comparison.level);
  if (comparison.points.size() < 2) return level + " interval of the paired differences";
  return fmt::format("{} for all {} intervals of paired differences together, {:.4g} % each (Bonferroni)", level,
                     comparison.points.size(), 100 * comparison.single_level);
}

}  // namespace mw::experiment
