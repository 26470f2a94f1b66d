// SPDX-License-Identifier: Apache-2.0
#include "core/events/distribution_from_json.h"

#include <fmt/format.h>

#include "core/factory/empirical_files.h"

namespace mw::events {
namespace {

using numerics::Distribution;

Distribution mixtureFromJson(const Json& components, const std::string& pointer) {
  std::vector<Distribution::Component> made;
  for (std::size_t i = 0; i < components.size(); ++i) {
    Json component = components[i];
    const double weight = component["weight"].get<double>();
    component.erase("weight");
    made.push_back({weight, distributionFromJson(component, fmt::format("{}/components/{}", pointer, i))});
  }
  return Distribution::mixture(made);
}

}  // namespace

Distribution distributionFromJson(const Json& value, const std::string& pointer) {
  if (value.is_number()) return Distribution::constant(value.get<double>());
  if (value.contains("by_part")) {
    throw InputError({"", pointer, 0, 0}, "this time cannot differ by part", "give one distribution");
  }
  const auto number = [&](const char* key) { return value[key].get<double>(); };
  const auto family = value["dist"].get<std::string>();
  if (family == "constant") return Distribution::constant(number("value_s"));
  if (family == "uniform") return Distribution::uniform(number("min_s"), number("max_s"));
  if (family == "exponential") return Distribution::exponential(number("mean_s"));
  if (family == "erlang") return Distribution::erlang(number("mean_s"), static_cast<int>(number("k")));
  if (family == "gamma") return Distribution::gamma(number("mean_s"), number("cv"));
  if (family == "lognormal") return Distribution::lognormal(number("mean_s"), number("cv"));
  if (family == "weibull") return Distribution::weibull(number("scale_s"), number("shape"));
  if (family == "normal") return Distribution::normal(number("mean_s"), number("sd_s"));
  if (family == "triangular") return Distribution::triangular(number("min_s"), number("mode_s"), number("max_s"));
  if (family == "pert") return Distribution::pert(number("min_s"), number("mode_s"), number("max_s"));
  if (family == "empirical" && value.contains("values_s")) {
    return Distribution::empirical(value["values_s"].get<std::vector<double>>());
  }
  if (family == "mixture") return mixtureFromJson(value["components"], pointer);
  throw InputError({"", pointer + "/file", 0, 0},
                   fmt::format("the values of \"{}\" have not been read in", value["file"].get<std::string>()),
                   factory::kUnreadFileCure);
}

}  // namespace mw::events
