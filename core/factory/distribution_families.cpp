// SPDX-License-Identifier: Apache-2.0
#include "core/factory/distribution_families.h"

#include <algorithm>

namespace mw::factory {
namespace {

using namespace api;

ParameterDeclaration seconds(const char* key, const char* help) {
  return number(key).unit("s").atLeast(0).required().help(help);
}

ParameterDeclaration positiveSeconds(const char* key, const char* help) {
  return number(key).unit("s").above(0).required().help(help);
}

ParameterDeclaration variation() {
  return number("cv").above(0).required().help("Coefficient of variation: standard deviation over mean.");
}

}  // namespace

std::span<const DistributionFamily> distributionFamilies() {
  static const std::vector<DistributionFamily> families = {
      {"constant", "Always the same.", {seconds("value_s", "The time.")}},
      {"uniform", "Evenly between two limits.", {seconds("min_s", "Shortest."), seconds("max_s", "Longest.")}},
      {"exponential", "Memoryless, as breakdowns and arrivals are.", {positiveSeconds("mean_s", "Mean.")}},
      {"erlang",
       "Sum of k exponential phases.",
       {positiveSeconds("mean_s", "Mean."), integer("k").range(1, 1000).required().help("Phases.")}},
      {"gamma", "Skewed, positive.", {positiveSeconds("mean_s", "Mean."), variation()}},
      {"lognormal",
       "Skewed with a long tail, as manual and repair times are.",
       {positiveSeconds("mean_s", "Mean of the time itself."), variation()}},
      {"weibull",
       "Wear-out (shape above 1) or early failures (below 1).",
       {positiveSeconds("scale_s", "Scale."), number("shape").above(0).required().help("Shape.")}},
      {"normal",
       "Symmetric; draws below zero are redrawn.",
       {seconds("mean_s", "Mean."), seconds("sd_s", "Standard deviation.")}},
      {"triangular",
       "From an expert's three guesses.",
       {seconds("min_s", "Shortest."), seconds("mode_s", "Most likely."), seconds("max_s", "Longest.")}},
      {"pert",
       "As triangular, with more weight on the most likely.",
       {seconds("min_s", "Shortest."), seconds("mode_s", "Most likely."), seconds("max_s", "Longest.")}},
      {"empirical",
       "Observed values, each equally likely.",
       {list("values_s", number("").unit("s").atLeast(0)).help("The values."), text("file").help("CSV file."),
        text("column").help("Column of the file.")}},
      {"mixture", "One of several, by weight.", {freeForm("components").help("[{weight, ...dist}].")}},
  };
  return families;
}

const DistributionFamily* findDistributionFamily(std::string_view name) {
  const auto families = distributionFamilies();
  const auto found = std::find_if(families.begin(), families.end(),
                                  [name](const DistributionFamily& family) { return family.name == name; });
  return found == families.end() ? nullptr : &*found;
}

}  // namespace mw::factory
