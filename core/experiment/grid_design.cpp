// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/experiment/allowed_region.h"
#include "core/experiment/fractional_design.h"

namespace mw::experiment {
namespace {

/// Combinations that are looked at for those that constraints allow.
constexpr std::size_t kMostCombinations = 20 * kMaxPoints;

/// The values of one factor in a grid.
std::vector<Json> gridValues(const Factor& factor, std::uint32_t steps) {
  if (factor.hasLevels()) return factor.levels;
  std::vector<Json> values;
  for (std::uint32_t i = 0; i < steps; ++i) {
    const double share = steps == 1 ? 0.5 : static_cast<double>(i) / (steps - 1);
    const double value = factor.min * (1 - share) + factor.max * share;
    Json json = value;
    if (factor.is_integer) {
      json = std::llround(std::clamp(value, std::ceil(factor.min), std::floor(factor.max)));
      if (!values.empty() && values.back() == json) continue;
    }
    values.push_back(std::move(json));
  }
  return values;
}

[[noreturn]] void refuseSize(const Study& study, std::size_t most) {
  study.refuse({{Severity::Error,
                 {"", "/design", 0, 0},
                 fmt::format("the grid has more than {} {}", most, most == kMaxPoints ? "points" : "combinations"),
                 "take fewer steps or levels, or a Latin hypercube"}});
}

std::size_t combinationCount(const Study& study, const std::vector<std::vector<Json>>& values, std::size_t most) {
  std::size_t count = 1;
  for (const auto& of_factor : values) {
    count *= of_factor.size();
    if (count > most) refuseSize(study, most);
  }
  return count;
}

}  // namespace

std::vector<DesignPoint> gridPoints(const Study& study, AllowedRegion& region) {
  std::vector<std::vector<Json>> values;
  for (const Factor& factor : study.factors) values.push_back(gridValues(factor, study.design.steps));
  const std::size_t count = combinationCount(study, values, region.isEverything() ? kMaxPoints : kMostCombinations);
  std::vector<DesignPoint> points;
  if (region.isEverything()) points.reserve(count);
  DesignPoint point(values.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t left = i;
    for (std::size_t factor = values.size(); factor-- > 0; left /= values[factor].size()) {
      point[factor] = values[factor][left % values[factor].size()];
    }
    if (region.admits(point)) points.push_back(point);
    if (points.size() > kMaxPoints) refuseSize(study, kMaxPoints);
  }
  return points;
}

std::vector<DesignPoint> fractionPoints(const Study& study, AllowedRegion& region) {
  std::vector<std::string> names;
  std::vector<std::vector<Json>> values;
  for (const Factor& factor : study.factors) {
    names.push_back(factor.name);
    values.push_back(gridValues(factor, 2));
    if (values.back().size() == 2) continue;
    study.refuse({{Severity::Error,
                   {"", "/factors", 0, 0},
                   fmt::format("factor \"{}\" has but one whole number in its range", factor.name),
                   "widen it: in a fraction each factor has two levels"}});
  }
  Findings findings;
  const auto fraction = fractionOf(study.design, names, findings);
  if (!fraction) study.refuse(std::move(findings));
  std::vector<DesignPoint> points;
  for (std::size_t run = 0; run < fraction->runs(); ++run) {
    DesignPoint point;
    for (std::size_t factor = 0; factor < names.size(); ++factor) {
      point.push_back(values[factor][fraction->sign(run, factor) > 0 ? 1 : 0]);
    }
    if (region.admits(point)) points.push_back(std::move(point));
  }
  return points;
}

}  // namespace mw::experiment
