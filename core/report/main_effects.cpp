// SPDX-License-Identifier: Apache-2.0
#include "core/report/main_effects.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace mw::report {
namespace {

constexpr std::size_t kMostGroups = 8;

struct Place {
  double x = 0;
  std::string label;
  std::size_t point = 0;
};

/// Where the points lie on a factor's axis, ascending; words in the order in which they are first met.
std::vector<Place> placesOf(const StudyResults& results, const std::string& factor) {
  std::vector<Place> places;
  std::map<std::string, std::size_t> words;
  for (std::size_t point = 0; point < results.pointCount(); ++point) {
    const Json& value = results.factorValue(point, factor);
    if (value.is_number()) {
      places.push_back({value.get<double>(), {}, point});
    } else {
      const std::string word = factorText(value);
      places.push_back({static_cast<double>(words.try_emplace(word, words.size()).first->second), word, point});
    }
  }
  std::ranges::stable_sort(places, {}, &Place::x);
  return places;
}

std::size_t distinctCount(const std::vector<Place>& places) {
  std::size_t count = places.empty() ? 0 : 1;
  for (std::size_t i = 1; i < places.size(); ++i) count += places[i].x != places[i - 1].x;
  return count;
}

/// Of a study to precision, those that each of the points has: the mean of a later one would be of those points alone
/// that are hard to know.
std::uint32_t sharedReplications(const StudyResults& results, std::span<const Place> places) {
  std::uint32_t shared = std::numeric_limits<std::uint32_t>::max();
  if (!results.study().precision) return shared;
  for (const Place& place : places) {
    const auto runs = results.runsOf(place.point);
    if (!runs.empty()) shared = std::min(shared, runs.back().key.replication + 1);
  }
  return shared;
}

FactorEffect::Group groupOf(const StudyResults& results, std::span<const Place> places, std::size_t kpi) {
  FactorEffect::Group group{0, places.front().label, 0, {}};
  std::map<std::uint32_t, std::pair<double, double>> sums;  // by replication: sum and count
  const std::uint32_t shared = sharedReplications(results, places);
  for (const Place& place : places) {
    bool counts = false;
    for (const experiment::StudyRun& run : results.runsOf(place.point)) {
      if (!std::isfinite(run.values[kpi]) || run.key.replication >= shared) continue;
      auto& [sum, count] = sums[run.key.replication];
      sum += run.values[kpi];
      ++count;
      counts = true;
    }
    group.points += counts;
    group.x += place.x / static_cast<double>(places.size());
  }
  std::vector<double> means;
  for (const auto& [replication, each] : sums) means.push_back(each.first / each.second);
  group.mean = numerics::confidenceInterval(means);
  return group;
}

}  // namespace

FactorEffect effectOf(const StudyResults& results, const std::string& factor, std::size_t kpi) {
  const std::vector<Place> places = placesOf(results, factor);
  FactorEffect effect{factor, {}};
  const bool is_sliced = distinctCount(places) > kMostGroups;
  for (std::size_t begin = 0, number = 1; begin < places.size(); ++number) {
    std::size_t end = is_sliced ? std::max(begin + 1, places.size() * number / kMostGroups) : begin + 1;
    while (end < places.size() && places[end].x == places[end - 1].x) ++end;
    FactorEffect::Group group = groupOf(results, std::span(places).subspan(begin, end - begin), kpi);
    if (group.points > 0) effect.groups.push_back(std::move(group));
    begin = end;
  }
  return effect;
}

}  // namespace mw::report
