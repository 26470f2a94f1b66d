// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/study.h"
#include "core/experiment/study_run.h"

namespace mw::analysis {

/// What the steps of one factor do to a KPI. All figures are in the KPI's unit per whole range of the factor, or, where
/// it has levels, per step from one level to another.
struct ElementaryEffect {
  std::string name;
  double mu = 0;       ///< mean of the effects; those of a factor that helps here and harms there cancel out
  double mu_star = 0;  ///< mean of their sizes: how much the factor matters
  double low = 0;      ///< of mu_star, 95 % interval by the bootstrap over trajectories; NaN with a single effect
  double high = 0;
  double sigma = 0;  ///< standard deviation of the effects: large where the factor acts otherwise elsewhere
  /// Of sigma and mu_star, what the luck of the runs makes alone: were the factor without effect, these would be seen.
  double noise_sd = 0;    ///< NaN with single replications
  double noise_mean = 0;  ///< of mu_star; NaN with single replications
  std::size_t count = 0;  ///< effects, one a trajectory where all runs are there

  /// Its effect is shown to be more than luck. Never by a single effect.
  [[nodiscard]] bool isShown() const;
  /// sigma without what luck adds, over mu_star: below 0.1 nearly linear, from 1 on not monotonic or interacting.
  [[nodiscard]] double curvature() const;
};

/// Which factors of a Morris study matter.
struct ElementaryEffects {
  enum class Trust {
    Good,  ///< some factor is shown to matter
    Poor   ///< none is shown to do anything
  };
  Trust trust = Trust::Poor;
  std::string kpi;
  std::size_t trajectories = 0;
  bool has_common_random_numbers = true;
  bool is_constrained = false;            ///< the study forbids part of the ranges, where nothing was asked
  std::vector<ElementaryEffect> factors;  ///< largest mu_star first

  /// The factor that matters most of those that are shown to; the first where none is.
  [[nodiscard]] const ElementaryEffect& foremost() const;
  /// With 95 % it matters less than kFixableShare of the foremost one.
  [[nodiscard]] bool mayBeFixed(const ElementaryEffect& effect) const;
};

/// Below this share of the largest mu* a factor may be fixed: our choice.
inline constexpr double kFixableShare = 0.1;

/// Elementary effects of a KPI's mean along the trajectories of a Morris study.
///
///   effect_i = (y(x with factor i moved by step) - y(x)) / step
///   mu_i = mean effect_i,   mu*_i = mean |effect_i|,   sigma_i = sd effect_i      over the trajectories
///
/// With common random numbers the difference is that of the paired replications. The interval of mu* is the percentile
/// one of 2000 bootstrap samples of whole trajectories; with few trajectories it is rather too narrow.
///
/// @param points  {FACTOR: value} of the study, those of the design first
/// @param kpis    names of what each run measured
/// @param runs    in any order; steps whose runs are missing or undefined are left out
/// @param seed    of the bootstrap
/// @throws InputError when the study is of another design, the KPI is not among the study's (with the nearest), or no
///         step of some factor has its runs
/// Source: Morris (1991) Technometrics 33, 161-174; mu* from Campolongo, Cariboni, Saltelli (2007) Environmental
/// Modelling and Software 22, 1509-1518; the bootstrap of mu* from Sarrazin, Pianosi, Wagener (2016) Environmental
/// Modelling and Software 79, 135-152
[[nodiscard]] ElementaryEffects elementaryEffects(const experiment::Study& study, const std::vector<Json>& points,
                                                  const std::vector<std::string>& kpis,
                                                  const std::vector<experiment::StudyRun>& runs, const std::string& kpi,
                                                  std::uint64_t seed = 1);

/// "cycle matters most for throughput_per_h: over its range it changes it by 12 (10 to 14); ...", which factors are not
/// linear, and which may be fixed.
[[nodiscard]] std::string effectsText(const ElementaryEffects& effects);

/// A row a factor.
[[nodiscard]] std::string effectsTable(const ElementaryEffects& effects);

/// What it rests on.
[[nodiscard]] std::string effectsBasis(const ElementaryEffects& effects);

/// {"kind": "elementary_effects", "kpi", "trust", "trajectories", "factors": [{"factor", "mu", "mu_star",
/// "mu_star_low", "mu_star_high", "sigma", "noise_sd", "noise_mu_star", "effects", "shape", "may_be_fixed"}], "text",
/// "method"}; what is undefined is null.
[[nodiscard]] Json toJson(const ElementaryEffects& effects);

}  // namespace mw::analysis
