// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_columns.h"

#include <algorithm>
#include <numeric>

namespace mw::models {
namespace {

constexpr std::size_t kMostColumns = 50;

std::vector<std::size_t> firstOf(std::size_t count) {
  std::vector<std::size_t> positions(count);
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  return positions;
}

}  // namespace

std::vector<std::size_t> firstColumns(const std::vector<std::string>& responses,
                                      const std::optional<experiment::ReplicationRule>& precision) {
  if (responses.size() <= kMostColumns) return firstOf(responses.size());
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < responses.size() && columns.size() < kMostColumns; ++i)
    if (!responses[i].starts_with("elements/")) columns.push_back(i);
  if (columns.empty()) columns = firstOf(kMostColumns);
  if (!precision) return columns;
  for (const experiment::PrecisionGoal& goal : precision->until) {
    const auto at = static_cast<std::size_t>(std::ranges::find(responses, goal.kpi) - responses.begin());
    const auto later = std::ranges::lower_bound(columns, at);
    if (at < responses.size() && (later == columns.end() || *later != at)) columns.insert(later, at);
  }
  return columns;
}

}  // namespace mw::models
