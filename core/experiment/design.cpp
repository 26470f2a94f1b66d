// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/design.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mw::experiment {
namespace {

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

std::vector<DesignPoint> chosenPoints(const Study& study) {
  switch (study.design.type) {
    case Design::Type::Grid:
      return gridPoints(study);
    case Design::Type::LatinHypercube:
      return latinHypercubePoints(study);
    case Design::Type::Sobol:
      return sobolPoints(study);
    case Design::Type::Table:
      return tablePoints(study);
  }
  return {};
}

}  // namespace

std::vector<DesignPoint> designPoints(const Study& study) {
  std::vector<DesignPoint> points = chosenPoints(study);
  for (const Json& added : study.added_points) {
    DesignPoint& point = points.emplace_back();
    for (const Factor& factor : study.factors) point.push_back(added.at(factor.name));
  }
  return points;
}

std::vector<DesignPoint> gridPoints(const Study& study) {
  std::vector<DesignPoint> points{{}};
  for (const Factor& factor : study.factors) {
    const std::vector<Json> values = gridValues(factor, study.design.steps);
    if (points.size() * values.size() > kMaxPoints) {
      study.refuse({{Severity::Error,
                     {"", "/design", 0, 0},
                     fmt::format("the grid has more than {} points", kMaxPoints),
                     "take fewer steps or levels, or a Latin hypercube"}});
    }
    std::vector<DesignPoint> longer;
    longer.reserve(points.size() * values.size());
    for (const DesignPoint& point : points) {
      for (const Json& value : values) {
        longer.push_back(point);
        longer.back().push_back(value);
      }
    }
    points = std::move(longer);
  }
  return points;
}

}  // namespace mw::experiment
