// SPDX-License-Identifier: Apache-2.0
#include "core/motion/motion_check.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mw::motion {
namespace {

constexpr double kLightest_kg = 1e-6;
constexpr double kHeaviest_kg = 1e6;
constexpr double kMassRatio = 1e4;
constexpr double kShareOfEdge = 0.5;
constexpr double kStopThickness_m = 0.05;

double shortestEdge_m(const factory::Part& part) {
  return *std::min_element(part.size_m.begin(), part.size_m.end());
}

void checkMasses(std::span<const factory::Part> parts, Findings& findings) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double mass_kg = parts[i].mass_kg;
    if (mass_kg >= kLightest_kg && mass_kg <= kHeaviest_kg) continue;
    findings.push_back({Severity::Error, Place{"", fmt::format("/parts/{}/mass_kg", i), 0, 0},
                        fmt::format("part \"{}\" of {:.4g} kg can't be moved as a body", parts[i].id, mass_kg),
                        fmt::format("give it a mass from {:g} to {:g} kg", kLightest_kg, kHeaviest_kg)});
  }
  const auto [light, heavy] = std::minmax_element(parts.begin(), parts.end(),
                                                  [](const auto& a, const auto& b) { return a.mass_kg < b.mass_kg; });
  if (light == parts.end() || heavy->mass_kg <= kMassRatio * light->mass_kg) return;
  findings.push_back(
      {Severity::Warning, Place{"", fmt::format("/parts/{}/mass_kg", heavy - parts.begin()), 0, 0},
       fmt::format("part \"{}\" is {:.2g} times as heavy as \"{}\": where they meet, they push into each "
                   "other",
                   heavy->id, heavy->mass_kg / light->mass_kg, light->id),
       "check both masses, or keep them on different belts"});
}

/// A step that is easy to say, 1 / n s.
std::string stepOf(double longest_s) {
  return fmt::format("1/{:g}", std::ceil(1 / longest_s));
}

void checkTravel(const factory::Factory& factory, std::span<const factory::Part> parts, double step_s,
                 Findings& findings) {
  const auto smallest = std::min_element(
      parts.begin(), parts.end(), [](const auto& a, const auto& b) { return shortestEdge_m(a) < shortestEdge_m(b); });
  const double edge_m = smallest == parts.end() ? kStopThickness_m : shortestEdge_m(*smallest);
  const double longest_m = std::min(kStopThickness_m, kShareOfEdge * edge_m);
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    if (element.type != "conveyor") continue;
    const double speed_mps = element.value("speed_mps").get<double>();
    const double travel_m = speed_mps * step_s;
    if (travel_m <= longest_m) continue;
    const std::string what =
        travel_m > kStopThickness_m
            ? std::string("parts may pass the stop at its end")
            : fmt::format("parts \"{}\" of {:.3g} m may pass through each other or tip over", smallest->id, edge_m);
    findings.push_back({Severity::Warning, Place{"", fmt::format("/elements/{}/speed_mps", i), 0, 0},
                        fmt::format("conveyor \"{}\" moves {:.3g} m in a step: {}", element.id, travel_m, what),
                        fmt::format("take a step of {} s or less", stepOf(longest_m / speed_mps))});
  }
}

}  // namespace

Findings checkMotion(const factory::Factory& factory, std::span<const factory::Part> parts, double step_s) {
  Findings findings;
  checkMasses(parts, findings);
  checkTravel(factory, parts, step_s, findings);
  return findings;
}

}  // namespace mw::motion
