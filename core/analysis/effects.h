// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/study.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::analysis {

/// What one factor does to a KPI.
struct FactorEffect {
  std::string name;
  double first = 0;                 ///< first-order Sobol index
  double total = 0;                 ///< total Sobol index
  std::vector<Json> values;         ///< of the factor, where the main effect is known
  std::vector<double> main_effect;  ///< KPI there, the mean over all other factors; NaN where constraints forbid all
};

/// Which factors matter, told by a surrogate of a study.
struct Effects {
  enum class Trust {
    Good,  ///< the surrogate explains over kGoodShare of what the points differ by
    Poor   ///< it does not: the indices are those of the surrogate, and say little of the factory
  };
  Trust trust = Trust::Poor;
  std::string kpi;
  double explained = 0;  ///< 1 - (leave-one-out error)^2 / variance of the rows: Q2
  double mean = 0;
  double variance = 0;                ///< of the surrogate's mean over the factors' ranges
  std::vector<FactorEffect> factors;  ///< largest total index first; under constraints, total or first order
  bool is_constrained = false;        ///< all of this is over what the study's constraints allow
};

/// Below it a surrogate is too rough for its indices: our choice.
inline constexpr double kGoodShare = 0.9;

/// Main effects and Sobol indices of the mean of a Gaussian process that was trained on a study, over the factors'
/// ranges: independent, uniform, levels equally likely; where the study has constraints, uniform over what they allow.
/// Levels that no row has are left out: the model knows nothing of them. The uncertainty of the surrogate is not in the
/// indices; how well it predicts points it was not shown is (leave-one-out).
/// @throws InputError when the model has an input that is no factor of the study, or the constraints allow next to
///         nothing
/// Source: Saltelli et al. (2010), Jansen (1999), see sobolIndices(); Kucherenko et al. (2017), see regionIndices(); on
/// surrogates Marrel et al. (2009) Reliability
/// Engineering and System Safety 94, 742-751
[[nodiscard]] Effects effectsOf(const experiment::Study& study, const surrogate::GaussianProcess& model,
                                std::uint64_t seed = 1);

/// "cycle makes 81 % of what throughput_per_h varies by alone, 84 % with others; ...", and whether to believe it.
[[nodiscard]] std::string effectsText(const Effects& effects);

/// A row a factor.
[[nodiscard]] std::string effectsTable(const Effects& effects);

/// What it rests on.
[[nodiscard]] std::string effectsBasis(const Effects& effects);

[[nodiscard]] Json toJson(const Effects& effects);

}  // namespace mw::analysis
