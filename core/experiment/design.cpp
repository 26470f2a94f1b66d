// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/design.h"

#include <fmt/format.h>

#include "core/experiment/allowed_region.h"
#include "core/experiment/fractional_design.h"
#include "core/experiment/morris_design.h"

namespace mw::experiment {
namespace {

std::vector<DesignPoint> chosenPoints(const Study& study, AllowedRegion& region) {
  switch (study.design.type) {
    case Design::Type::Grid:
      return gridPoints(study, region);
    case Design::Type::LatinHypercube:
      return latinHypercubePoints(study, study.design.points, region);
    case Design::Type::Sobol: {
      const std::size_t wanted = study.design.points;
      const std::size_t tries = region.isEverything() ? wanted : AllowedRegion::mostTries(wanted);
      auto points = sobolPoints(study, study.seed, wanted, tries, region);
      if (points.size() < wanted) region.refuse(points.size(), wanted);
      return points;
    }
    case Design::Type::Table:
      return tablePoints(study, region);
    case Design::Type::Fractional:
      return fractionPoints(study, region);
    case Design::Type::Sequential:
      return latinHypercubePoints(study, study.design.initial, region);
    case Design::Type::Morris:
      return morrisPoints(study, region);
  }
  return {};
}

/// Whether the design is a list of which constraints leave some out, rather than a region that it fills.
bool isList(Design::Type type) {
  return type == Design::Type::Grid || type == Design::Type::Table || type == Design::Type::Fractional;
}

std::string fractionNote(const Study& study) {
  std::vector<std::string> names;
  for (const Factor& factor : study.factors) names.push_back(factor.name);
  Findings none;
  const auto fraction = fractionOf(study.design, names, none);
  MW_REQUIRE(fraction.has_value());
  return fractionText(*fraction, names);
}

}  // namespace

DesignedPoints designed(const Study& study) {
  AllowedRegion region(study);
  DesignedPoints design;
  design.points = chosenPoints(study, region);
  if (design.points.empty()) region.refuse(0, 0);
  const bool is_fraction = study.design.type == Design::Type::Fractional;
  if (is_fraction) design.notes.push_back(fractionNote(study));
  if (study.design.type == Design::Type::Morris) {
    design.notes.push_back(morrisText(study));
    const std::string repeats = morrisRepeatsText(study, design.points);
    if (!repeats.empty()) design.notes.push_back(repeats);
  }
  if (isList(study.design.type)) design.left_out = region.leftOut();
  if (design.left_out > 0) {
    design.notes.push_back(fmt::format(
        "{} of {} {} left out: the constraints do not allow them{}", design.left_out,
        design.left_out + design.points.size(), study.design.type == Design::Type::Table ? "rows" : "points",
        is_fraction ? "; without them effects that the fraction told apart may be mixed up" : ""));
  }
  for (const Json& added : study.added_points) {
    DesignPoint& point = design.points.emplace_back();
    for (const Factor& factor : study.factors) point.push_back(added.at(factor.name));
  }
  return design;
}

std::vector<DesignPoint> designPoints(const Study& study) {
  return designed(study).points;
}

}  // namespace mw::experiment
