// SPDX-License-Identifier: Apache-2.0
#include "core/report/recommendation.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/numerics/figures.h"

namespace mw::report {
namespace {

using experiment::PairedDifference;
using experiment::Shown;
using Response = StudyResults::Response;

constexpr double kAlpha = 0.05;
constexpr std::size_t kMostNamed = 6;
constexpr std::size_t kBestRows = 5;

std::string withUnit(const std::string& text, const kpi::KpiDeclaration& response) {
  return response.unit.empty() ? text : text + " " + unitSymbol(response.unit);
}

std::string amount(const numerics::Estimate& estimate, const kpi::KpiDeclaration& response) {
  const std::string mean = numerics::figureText(estimate.mean, estimate.half_width);
  const std::string half_width = numerics::halfWidthText(estimate);
  return withUnit(half_width.empty() ? mean : mean + " ± " + half_width, response);
}

/// Points that have the response at all, the best mean first.
std::vector<std::size_t> ranking(const StudyResults& results, const Response& response) {
  std::vector<std::size_t> order;
  for (std::size_t point = 0; point < results.pointCount(); ++point) {
    if (std::isfinite(results.estimate(point, response.kpi).mean)) order.push_back(point);
  }
  const double sign = response.declaration.better == kpi::Better::Higher ? -1 : 1;
  std::ranges::stable_sort(order, {},
                           [&](std::size_t point) { return sign * results.estimate(point, response.kpi).mean; });
  return order;
}

/// Each comparison of one point with all others, so that all hold together.
double levelAgainstOne(std::size_t points) {
  return 1 - kAlpha / static_cast<double>(std::max<std::size_t>(points - 1, 1));
}

/// Each comparison of any two points, so that all hold together.
double levelOfPairs(std::size_t points) {
  const auto n = static_cast<double>(std::max<std::size_t>(points, 2));
  return 1 - kAlpha / (n * (n - 1) / 2);
}

std::string referenceName(const StudyResults& results) {
  return results.presentPoint() ? fmt::format("point {} (the factory as it is)", *results.presentPoint())
                                : std::string("point 0 (the first one; none is the factory as it is)");
}

/// "higher by 4.2 ± 1.1 1/h".
std::string changeText(const PairedDifference& found, const Response& response) {
  numerics::Estimate size = found.difference;
  size.mean = std::abs(size.mean);
  return fmt::format("{} by {}", found.difference.mean > 0 ? "higher" : "lower", amount(size, response.declaration));
}

std::string againstReference(const StudyResults& results, const Response& response, std::size_t best, double level) {
  const std::size_t reference = results.referencePoint();
  if (best == reference) return fmt::format("That is {}.", referenceName(results));
  const PairedDifference found = results.difference(best, reference, response, level);
  if (found.shown == Shown::Better) {
    return fmt::format("It is better than {}: {}.", referenceName(results), changeText(found, response));
  }
  if (!found.difference.hasInterval()) {
    return fmt::format("Whether it is better than {} is not shown: two replications of both are the least.",
                       referenceName(results));
  }
  return fmt::format(
      "That it is better than {} is not shown: the difference is {} to {}.", referenceName(results),
      numerics::figureText(found.difference.low(), found.difference.half_width),
      withUnit(numerics::figureText(found.difference.high(), found.difference.half_width), response.declaration));
}

std::string rivals(const StudyResults& results, const Response& response, const std::vector<std::size_t>& order) {
  const double level = levelOfPairs(order.size());
  std::vector<std::size_t> equal;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (results.difference(order[i], order.front(), response, level).shown != Shown::Worse) equal.push_back(order[i]);
  }
  if (equal.empty()) return "Every other point is shown to be worse than it.";
  const std::size_t named = std::min(equal.size(), kMostNamed);
  const std::vector<std::size_t> first(equal.begin(), equal.begin() + static_cast<std::ptrdiff_t>(named));
  const std::string more = equal.size() > named ? fmt::format(" and {} more", equal.size() - named) : "";
  return fmt::format("Not shown to be worse than it: {} of the {} other points ({}{}).", equal.size(), order.size() - 1,
                     fmt::join(first, ", "), more);
}

std::string betterCount(const StudyResults& results, const Response& response, const std::vector<std::size_t>& order,
                        double level) {
  const std::size_t reference = results.referencePoint();
  const auto better = std::ranges::count_if(order, [&](std::size_t point) {
    return point != reference && results.difference(point, reference, response, level).shown == Shown::Better;
  });
  const std::string count = better == 0 ? "none is" : better == 1 ? "one is" : fmt::format("{} are", better);
  return fmt::format("Of the {} other points, {} shown to be better than point {}.", order.size() - 1, count,
                     reference);
}

std::string paragraph(const StudyResults& results, const Response& response, const std::vector<std::size_t>& order) {
  const double level = levelAgainstOne(order.size());
  const std::size_t best = order.front();
  const bool is_higher = response.declaration.better == kpi::Better::Higher;
  return fmt::format("{} ({} is better): {} has the best mean, {}. {} {} {}", response.declaration.name,
                     is_higher ? "more" : "less", results.nameOf(best),
                     amount(results.estimate(best, response.kpi), response.declaration),
                     againstReference(results, response, best, level), betterCount(results, response, order, level),
                     rivals(results, response, order));
}

/// What the best point of one response costs in the others.
std::string otherResponses(const StudyResults& results, const Response& first, std::size_t best, double level) {
  std::vector<std::string> parts;
  for (const Response& response : results.responses()) {
    if (response.kpi == first.kpi) continue;
    const PairedDifference found = results.difference(best, results.referencePoint(), response, level);
    const bool is_shown = found.shown != Shown::NotShown;
    parts.push_back(
        fmt::format("{} {}", response.declaration.name,
                    is_shown ? fmt::format("{} ({})", changeText(found, response), experiment::shownText(found.shown))
                             : "not shown to change"));
  }
  return fmt::format("Against point {}, point {} has: {}.", results.referencePoint(), best, fmt::join(parts, "; "));
}

std::string basisText(std::size_t points) {
  return fmt::format(
      "Differences are of paired runs, replication by replication, with Student's t. All {} comparisons with the "
      "reference hold together at 95 % ({:.6g} % each, Bonferroni), and so do all pairs of points where it says what "
      "is "
      "not shown to be worse; each response by itself (Law 2015, 10.2.1 and 10.3). Not shown does not mean equal: more "
      "replications may show it.",
      points - 1, 100 * levelAgainstOne(points));
}

bool hasDirection(const Response& response) {
  return response.declaration.better != kpi::Better::Neither;
}

}  // namespace

std::vector<std::string> recommendation(const StudyResults& results) {
  std::vector<std::string> text;
  if (results.pointCount() < 2) return text;
  std::size_t compared = 0;
  for (const Response& response : results.responses()) {
    if (!hasDirection(response)) continue;
    const std::vector<std::size_t> order = ranking(results, response);
    if (order.size() < 2) continue;
    text.push_back(paragraph(results, response, order));
    if (compared == 0 && results.responses().size() > 1 && order.front() != results.referencePoint()) {
      text.push_back(otherResponses(results, response, order.front(), levelAgainstOne(order.size())));
    }
    compared = std::max(compared, order.size());
  }
  if (compared > 0) {
    text.front() = "Recommendation. " + text.front();
    text.push_back(basisText(compared));
  }
  return text;
}

Table bestPointsTable(const StudyResults& results, const std::string& id) {
  Table table{id, "Best points", {{"point", ""}}, {}, ""};
  const auto first = std::ranges::find_if(results.responses(), hasDirection);
  if (first == results.responses().end()) return table;
  for (const std::string& factor : results.factors()) table.columns.push_back({factor, ""});
  for (const Response& response : results.responses()) {
    table.columns.push_back({response.declaration.name, response.declaration.unit});
    table.columns.push_back({response.declaration.name + " ±", response.declaration.unit});
  }
  table.columns.push_back({"against reference", first->declaration.unit});
  table.columns.push_back({"against reference ±", first->declaration.unit});
  table.columns.push_back({"shown", ""});
  table.keys = 1 + results.factors().size();
  const std::vector<std::size_t> order = ranking(results, *first);
  for (std::size_t i = 0; i < std::min(order.size(), kBestRows); ++i) {
    const std::size_t point = order[i];
    std::vector<Cell> row = {figureCell(static_cast<double>(point))};
    for (const std::string& factor : results.factors()) {
      const Json& value = results.factorValue(point, factor);
      row.push_back(value.is_number() ? figureCell(value.get<double>()) : textCell(factorText(value)));
    }
    for (const Response& response : results.responses()) appendEstimate(row, results.estimate(point, response.kpi));
    if (point == results.referencePoint()) {
      row.insert(row.end(), {Cell{}, Cell{}, textCell("the reference")});
    } else {
      const PairedDifference found =
          results.difference(point, results.referencePoint(), *first, levelAgainstOne(order.size()));
      appendEstimate(row, found.difference);
      row.push_back(textCell(experiment::shownText(found.shown)));
    }
    table.rows.push_back(std::move(row));
  }
  table.note = fmt::format("By {}; the reference is {}. Differences hold together at 95 %.", first->declaration.name,
                           referenceName(results));
  return table;
}

}  // namespace mw::report
