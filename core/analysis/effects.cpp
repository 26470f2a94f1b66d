// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/effects.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/analysis/region_indices.h"
#include "core/experiment/allowed_region.h"
#include "core/experiment/factor_place.h"
#include "core/experiment/training_rows.h"
#include "core/numerics/statistics.h"

namespace mw::analysis {
namespace {

constexpr Eigen::Index kSamples = 1024;     ///< rows of each sample matrix
constexpr Eigen::Index kMainSamples = 256;  ///< over which a main effect is averaged
constexpr int kMainPlaces = 5;              ///< of a range, in the middle of its fifths
constexpr double kNegligible = 0.01;        ///< index below which a factor does nothing worth a word

/// Which factor of the study each input of the model is.
std::vector<std::size_t> factorsOf(const experiment::Study& study, const surrogate::TrainingSet& training) {
  std::vector<std::size_t> factors;
  for (const std::string& name : training.input_names) {
    const auto found = std::ranges::find(study.factors, name, &experiment::Factor::name);
    if (found == study.factors.end()) {
      throw InputError({}, fmt::format("the study has no factor \"{}\"", name), "fit the model again");
    }
    factors.push_back(static_cast<std::size_t>(found - study.factors.begin()));
  }
  return factors;
}

/// Places in the unit cube as the model's own inputs.
Eigen::MatrixXd inputsAt(const experiment::Study& study, const std::vector<std::size_t>& factors,
                         const surrogate::TrainingSet& training, const Eigen::MatrixXd& places) {
  Eigen::MatrixXd inputs(places.rows(), places.cols());
  for (Eigen::Index i = 0; i < places.cols(); ++i) {
    const experiment::Factor& factor = study.factors[factors[static_cast<std::size_t>(i)]];
    for (Eigen::Index row = 0; row < places.rows(); ++row) {
      const Json value = experiment::valueAt(factor, places(row, i));
      inputs(row, i) = experiment::inputValue(training, i, value).value_or(0);
    }
  }
  return inputs;
}

/// Where a main effect is looked at: each level, or the middles of equal parts of a range.
Eigen::VectorXd placesOf(const experiment::Factor& factor) {
  const int count = factor.hasLevels() ? static_cast<int>(factor.levels.size()) : kMainPlaces;
  return (Eigen::VectorXd::LinSpaced(count, 0, count - 1).array() + 0.5) / count;
}

/// How much a factor matters. Where constraints bind factors to each other its total may lie below its first order: in
/// a + b = 10 nothing is left of either once the other is known. Small first orders are sampling errors there.
double weightOf(const FactorEffect& factor, bool is_constrained) {
  constexpr double kSampling = 0.1;
  return is_constrained && factor.first > kSampling ? std::max(factor.first, factor.total) : factor.total;
}

double explainedBy(const surrogate::GaussianProcess& model) {
  const Eigen::VectorXd& y = model.trainingSet().output;
  const double variance = (y.array() - y.mean()).square().mean();
  const double rmse = model.leaveOneOut().rmse;
  return variance > 0 ? 1 - rmse * rmse / variance : 1;
}

/// The study with those levels alone that the model has seen.
experiment::Study ofWhatWasRun(experiment::Study study, const std::vector<std::size_t>& factors,
                               const surrogate::TrainingSet& training) {
  for (std::size_t i = 0; i < factors.size(); ++i) {
    experiment::Factor& factor = study.factors[factors[i]];
    const auto column = training.inputs.col(static_cast<Eigen::Index>(i)).array();
    const auto levels = std::move(factor.levels);
    const auto settings = std::move(factor.settings);
    factor.levels.clear();
    factor.settings.clear();
    for (std::size_t level = 0; level < levels.size(); ++level) {
      const auto input = experiment::inputValue(training, static_cast<Eigen::Index>(i), levels[level]);
      if (!input || !(column == *input).any()) continue;
      factor.levels.push_back(levels[level]);
      if (!settings.empty()) factor.settings.push_back(settings[level]);
    }
    if (!factor.levels.empty()) continue;
    factor.levels = levels;  // rows of another spelling: better all levels than none
    factor.settings = settings;
  }
  return study;
}

/// What a study's constraints leave of the unit cube of the model's inputs.
class Allowed {
 public:
  /// @param whole  the study with all levels, of which its constraints may speak
  Allowed(const experiment::Study& study, const experiment::Study& whole, const std::vector<std::size_t>& factors)
      : study_(study), factors_(factors), region_(whole) {
    for (const experiment::Factor& factor : study.factors) point_.push_back(experiment::valueAt(factor, 0.5));
  }
  bool operator()(const Eigen::RowVectorXd& places) {
    for (std::size_t i = 0; i < factors_.size(); ++i)
      point_[factors_[i]] = experiment::valueAt(study_.factors[factors_[i]], places(static_cast<Eigen::Index>(i)));
    return region_.admits(point_);
  }

 private:
  const experiment::Study& study_;
  const std::vector<std::size_t>& factors_;
  experiment::AllowedRegion region_;
  experiment::DesignPoint point_;
};

}  // namespace

Effects effectsOf(const experiment::Study& whole, const surrogate::GaussianProcess& model, std::uint64_t seed) {
  const surrogate::TrainingSet& training = model.trainingSet();
  const std::vector<std::size_t> factors = factorsOf(whole, training);
  const experiment::Study study = ofWhatWasRun(whole, factors, training);
  const auto d = static_cast<Eigen::Index>(factors.size());
  const CubeFunction mean = [&](const Eigen::MatrixXd& places) {
    return model.predict(inputsAt(study, factors, training, places)).mean;
  };
  Effects effects;
  effects.is_constrained = !study.constraints.empty();
  const CubeRegion region{d, Allowed(study, whole, factors)};
  const SobolIndices indices =
      effects.is_constrained ? regionIndices(mean, region, kSamples, seed) : sobolIndices(mean, d, kSamples, seed);
  effects.kpi = training.output_name;
  effects.explained = explainedBy(model);
  effects.trust = effects.explained >= kGoodShare ? Effects::Trust::Good : Effects::Trust::Poor;
  effects.mean = indices.mean;
  effects.variance = indices.variance;
  for (Eigen::Index i = 0; i < d; ++i) {
    const experiment::Factor& factor = study.factors[factors[static_cast<std::size_t>(i)]];
    FactorEffect effect{factor.name, indices.first(i), indices.total(i), {}, {}};
    const Eigen::VectorXd places = placesOf(factor);
    const Eigen::VectorXd course = effects.is_constrained
                                       ? regionMainEffect(mean, region, i, places, kMainSamples, seed)
                                       : mainEffect(mean, d, i, places, kMainSamples, seed);
    for (Eigen::Index v = 0; v < places.size(); ++v) {
      effect.values.push_back(experiment::valueAt(factor, places(v)));
      effect.main_effect.push_back(course(v));
    }
    effects.factors.push_back(std::move(effect));
  }
  std::ranges::stable_sort(effects.factors, [&](const auto& a, const auto& b) {
    return weightOf(a, effects.is_constrained) > weightOf(b, effects.is_constrained);
  });
  return effects;
}

std::string effectsText(const Effects& effects) {
  if (!(effects.variance > 0)) return fmt::format("no factor does anything to {}", effects.kpi);
  std::string text;
  std::string negligible;
  for (const FactorEffect& factor : effects.factors) {
    if (weightOf(factor, effects.is_constrained) < kNegligible) {
      negligible += (negligible.empty() ? "" : ", ") + factor.name;
      continue;
    }
    text += fmt::format("{}{} makes {:.0f} % of what {} varies by alone, {:.0f} % with the others",
                        text.empty() ? "" : "; ", factor.name, 100 * std::clamp(factor.first, 0.0, 1.0), effects.kpi,
                        100 * std::clamp(factor.total, 0.0, 1.0));
  }
  if (!negligible.empty()) text += fmt::format("{}next to nothing: {}", text.empty() ? "" : "; ", negligible);
  if (effects.is_constrained) {
    text +=
        "; over what the study's constraints allow, where factors hang together: shares may add up to more or less "
        "than all";
  }
  if (effects.trust == Effects::Trust::Good) return text;
  return fmt::format(
      "the surrogate explains {:.0f} % of the differences between points it was not shown: too little to rely on. "
      "Make more points or replications. What it says: {}",
      100 * std::max(0.0, effects.explained), text);
}

std::string effectsTable(const Effects& effects) {
  std::string text = fmt::format("{:<24} {:>8} {:>8}  main effect: {} over the factor's values", "factor", "alone",
                                 "total", effects.kpi);
  for (const FactorEffect& factor : effects.factors) {
    text += fmt::format("\n{:<24} {:>8.3f} {:>8.3f} ", factor.name, factor.first, factor.total);
    for (std::size_t v = 0; v < factor.values.size(); ++v) {
      const Json& value = factor.values[v];
      const std::string name =
          value.is_number() ? fmt::format("{:.4g}", value.get<double>()) : experiment::levelText(value);
      text += std::isfinite(factor.main_effect[v]) ? fmt::format(" {}: {:.5g}", name, factor.main_effect[v])
                                                   : fmt::format(" {}: not allowed", name);
    }
  }
  return text;
}

std::string effectsBasis(const Effects& effects) {
  if (effects.is_constrained) {
    return fmt::format(
        "first-order and total Sobol indices of the surrogate's mean over a region (Kucherenko, Klymenko, Shah 2017), "
        "{} points; uniform over what the constraints allow, levels that were run equally likely",
        kSamples);
  }
  return fmt::format(
      "first-order (Saltelli et al. 2010) and total (Jansen 1999) Sobol indices of the surrogate's mean, {} x (d + 2) "
      "points of a scrambled Sobol sequence; factors independent, uniform over their ranges, levels that were run "
      "equally likely",
      kSamples);
}

Json toJson(const Effects& effects) {
  Json factors = Json::array();
  for (const FactorEffect& factor : effects.factors) {
    factors.push_back({{"factor", factor.name},
                       {"first_order", factor.first},
                       {"total", factor.total},
                       {"values", factor.values},
                       {"main_effect", factor.main_effect}});
  }
  return {{"kpi", effects.kpi},
          {"trust", effects.trust == Effects::Trust::Good ? "good" : "poor"},
          {"explained", effects.explained},
          {"mean", effects.mean},
          {"variance", effects.variance},
          {"within_constraints", effects.is_constrained},
          {"factors", std::move(factors)},
          {"text", effectsText(effects)},
          {"method", effectsBasis(effects)}};
}

}  // namespace mw::analysis
