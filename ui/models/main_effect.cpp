// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/main_effect.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace mw::models {
namespace {

constexpr std::size_t kMaxGroups = 8;

}  // namespace

MainEffect mainEffect(const StudyResults& results, std::size_t factor, std::size_t response) {
  std::vector<std::pair<double, double>> points;
  std::set<double> values;
  for (std::size_t i = 0; i < results.pointCount(); ++i) {
    const double x = results.factorNumber(i, factor);
    const double y = results.mean(i, response);
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    points.emplace_back(x, y);
    values.insert(x);
  }
  std::ranges::sort(points);
  const std::size_t n_groups = std::min(kMaxGroups, values.size());
  MainEffect effect;
  for (std::size_t begin = 0, group = 1; begin < points.size(); ++group) {
    std::size_t end = values.size() <= kMaxGroups ? begin + 1 : points.size() * group / n_groups;
    while (end < points.size() && points[end].first == points[end - 1].first) ++end;
    double x = 0;
    double y = 0;
    for (std::size_t i = begin; i < end; ++i) {
      x += points[i].first;
      y += points[i].second;
    }
    const auto n = static_cast<double>(end - begin);
    effect.x.push_back(x / n);
    effect.mean.push_back(y / n);
    begin = end;
  }
  return effect;
}

}  // namespace mw::models
