// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/analysis/elementary_effects.h"
#include "core/base/json_number.h"

namespace mw::analysis {
namespace {

constexpr double kLinear = 0.1;
constexpr double kMonotonic = 0.5;

/// Garcia Sanchez, Lacarriere, Musy, Bourges (2014) Energy and Buildings 68, 741-750
const char* shapeOf(const ElementaryEffect& effect) {
  if (!effect.isShown()) return "not shown";
  const double curvature = effect.curvature();
  if (curvature < kLinear) return "linear";
  if (curvature < kMonotonic) return "monotonic";
  return curvature < 1 ? "nearly monotonic" : "not monotonic or interacting";
}

/// The factors of which something holds, after a word; empty where there is none.
template <class Holds>
std::string listed(const ElementaryEffects& effects, const std::string& word, Holds holds) {
  std::vector<std::string> names;
  for (const ElementaryEffect& effect : effects.factors) {
    if (holds(effect)) names.push_back(effect.name);
  }
  return names.empty() ? std::string() : fmt::format(". {}: {}", word, fmt::join(names, ", "));
}

std::string sizeText(const ElementaryEffect& effect) {
  return fmt::format("{:.4g} ({:.4g} to {:.4g})", effect.mu_star, effect.low, effect.high);
}

/// No factor has two effects, so that nothing is known of how they differ.
bool hasSingleEffects(const ElementaryEffects& effects) {
  return std::ranges::all_of(effects.factors, [](const auto& effect) { return effect.count < 2; });
}

bool isNoiseUnknown(const ElementaryEffects& effects) {
  return std::ranges::all_of(effects.factors, [](const auto& effect) { return std::isnan(effect.noise_mean); });
}

}  // namespace

std::string effectsText(const ElementaryEffects& effects) {
  if (!(effects.factors.front().mu_star > 0)) return fmt::format("no factor does anything to {}", effects.kpi);
  if (hasSingleEffects(effects)) {
    return fmt::format("each factor has one effect on {} yet, which shows nothing; go on with sweep --resume",
                       effects.kpi);
  }
  if (effects.trust == ElementaryEffects::Trust::Poor) {
    return fmt::format(
        "no factor is shown to do more to {} than the luck of the runs; take more replications or longer "
        "runs",
        effects.kpi);
  }
  std::string text;
  for (const ElementaryEffect& effect : effects.factors) {
    if (!effect.isShown() || effects.mayBeFixed(effect)) continue;
    text += text.empty() ? fmt::format("{} matters most for {}: over its range it changes it by {}", effect.name,
                                       effects.kpi, sizeText(effect))
                         : fmt::format("; {} by {}", effect.name, sizeText(effect));
  }
  text += listed(effects, "Not linear, or acting together with others", [&](const auto& effect) {
    return effect.isShown() && !effects.mayBeFixed(effect) && effect.curvature() >= kMonotonic;
  });
  text += listed(effects,
                 fmt::format("May be fixed, each under {:.0f} % of {}", 100 * kFixableShare, effects.foremost().name),
                 [&](const auto& effect) { return effects.mayBeFixed(effect); });
  text += listed(effects, "Not told apart from the luck of the runs, nor small enough to be fixed",
                 [&](const auto& effect) { return !effect.isShown() && !effects.mayBeFixed(effect); });
  if (effects.is_constrained) text += ". Only where the study's constraints allow points was anything asked";
  if (isNoiseUnknown(effects)) {
    text += ". With single replications the luck of the runs can't be told from effects: take two or more";
  }
  return text;
}

std::string effectsTable(const ElementaryEffects& effects) {
  std::string text = fmt::format("{:<24} {:>12} {:>12} {:>26} {:>12} {:>12}  {}", "factor", "mu", "mu*", "mu* 95 %",
                                 "sigma", "luck alone", "shape");
  for (const ElementaryEffect& effect : effects.factors) {
    const std::string interval =
        std::isnan(effect.low) ? "-" : fmt::format("{:.4g} to {:.4g}", effect.low, effect.high);
    const std::string noise = std::isnan(effect.noise_mean) ? "-" : fmt::format("{:.4g}", effect.noise_mean);
    text += fmt::format("\n{:<24} {:>12.4g} {:>12.4g} {:>26} {:>12.4g} {:>12}  {}{}", effect.name, effect.mu,
                        effect.mu_star, interval, effect.sigma, noise, shapeOf(effect),
                        effects.mayBeFixed(effect) ? ", may be fixed" : "");
  }
  return text;
}

std::string effectsBasis(const ElementaryEffects& effects) {
  return fmt::format(
      "elementary effects (Morris 1991) along {} trajectories, mu* and their choice after Campolongo, Cariboni, "
      "Saltelli "
      "(2007); per whole range, or from level to level; intervals by the bootstrap over trajectories; {}",
      effects.trajectories,
      effects.has_common_random_numbers ? "differences of paired runs, common random numbers"
                                        : "each point has random numbers of its own, which add to mu* and sigma");
}

Json toJson(const ElementaryEffects& effects) {
  Json factors = Json::array();
  for (const ElementaryEffect& effect : effects.factors) {
    factors.push_back({{"factor", effect.name},
                       {"mu", effect.mu},
                       {"mu_star", effect.mu_star},
                       {"mu_star_low", numberOrNull(effect.low)},
                       {"mu_star_high", numberOrNull(effect.high)},
                       {"sigma", numberOrNull(effect.sigma)},
                       {"noise_sd", numberOrNull(effect.noise_sd)},
                       {"noise_mu_star", numberOrNull(effect.noise_mean)},
                       {"effects", effect.count},
                       {"shape", shapeOf(effect)},
                       {"may_be_fixed", effects.mayBeFixed(effect)}});
  }
  return {{"kind", "elementary_effects"},
          {"kpi", effects.kpi},
          {"trust", effects.trust == ElementaryEffects::Trust::Good ? "good" : "poor"},
          {"trajectories", effects.trajectories},
          {"factors", std::move(factors)},
          {"text", effectsText(effects)},
          {"method", effectsBasis(effects)}};
}

}  // namespace mw::analysis
