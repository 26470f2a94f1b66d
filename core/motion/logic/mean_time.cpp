// SPDX-License-Identifier: Apache-2.0
#include "core/motion/logic/mean_time.h"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace mw::motion {
namespace {

/// Components of mixtures are free JSON until here.
double number(const Json& time, const char* key, const std::string& pointer) {
  if (!time.contains(key) || !time[key].is_number()) {
    throw InputError(Place{"", pointer, 0, 0}, fmt::format("no number \"{}\"", key), "add it");
  }
  return time[key].get<double>();
}

double normalMean_s(double mean_s, double sd_s) {
  if (sd_s <= 0) return mean_s;
  const double a = mean_s / sd_s;
  const double phi = std::exp(-a * a / 2) / std::sqrt(2 * std::numbers::pi);
  const double Phi = std::erfc(-a / std::numbers::sqrt2) / 2;
  return mean_s + sd_s * phi / Phi;
}

double empiricalMean_s(const Json& time, const std::string& pointer) {
  if (!time.contains("values_s") || time["values_s"].empty()) {
    throw InputError(Place{"", pointer, 0, 0}, "motion can't read times from a file yet", "give values_s");
  }
  double sum_s = 0;
  for (const Json& value : time["values_s"]) sum_s += value.get<double>();
  return sum_s / static_cast<double>(time["values_s"].size());
}

double mixtureMean_s(const Json& time, std::string_view part, const std::string& pointer) {
  double sum_s = 0;
  double weights = 0;
  if (!time.contains("components") || !time["components"].is_array()) {
    throw InputError(Place{"", pointer, 0, 0}, "the mixture has no components", "add [{weight, ...dist}]");
  }
  for (const Json& component : time["components"]) {
    const double weight =
        component.is_object() && component.contains("weight") ? number(component, "weight", pointer) : 1;
    sum_s += weight * meanTime_s(component, part, pointer);
    weights += weight;
  }
  if (!(weights > 0)) throw InputError(Place{"", pointer, 0, 0}, "the mixture has no weights", "add components");
  return sum_s / weights;
}

double familyMean_s(const std::string& family, const Json& time, std::string_view part, const std::string& pointer) {
  if (family == "constant") return number(time, "value_s", pointer);
  if (family == "uniform") return (number(time, "min_s", pointer) + number(time, "max_s", pointer)) / 2;
  if (family == "triangular")
    return (number(time, "min_s", pointer) + number(time, "mode_s", pointer) + number(time, "max_s", pointer)) / 3;
  if (family == "pert")
    return (number(time, "min_s", pointer) + 4 * number(time, "mode_s", pointer) + number(time, "max_s", pointer)) / 6;
  if (family == "weibull")
    return number(time, "scale_s", pointer) * std::tgamma(1 + 1 / number(time, "shape", pointer));
  if (family == "normal") return normalMean_s(number(time, "mean_s", pointer), number(time, "sd_s", pointer));
  if (family == "empirical") return empiricalMean_s(time, pointer);
  if (family == "mixture") return mixtureMean_s(time, part, pointer);
  if (time.contains("mean_s")) return number(time, "mean_s", pointer);  // exponential, erlang, gamma, lognormal
  throw InputError(Place{"", pointer, 0, 0}, fmt::format("motion doesn't know the mean of \"{}\"", family),
                   "use another distribution");
}

}  // namespace

double meanTime_s(const Json& time, std::string_view part, const std::string& pointer) {
  if (time.is_null()) return 0;
  if (time.is_number()) return time.get<double>();
  if (!time.is_object()) throw InputError(Place{"", pointer, 0, 0}, "not a time", "give seconds or {\"dist\": ...}");
  if (time.contains("by_part")) {
    const Json& by_part = time["by_part"];
    for (const std::string& key : {std::string(part), std::string("*")}) {
      if (by_part.contains(key)) return meanTime_s(by_part[key], part, pointer + "/by_part/" + pointerToken(key));
    }
    throw InputError(Place{"", pointer + "/by_part", 0, 0}, fmt::format("no time for part \"{}\"", part),
                     "add it, or \"*\" for all others");
  }
  return familyMean_s(time.contains("dist") && time["dist"].is_string() ? time["dist"].get<std::string>() : "", time,
                      part, pointer);
}

}  // namespace mw::motion
