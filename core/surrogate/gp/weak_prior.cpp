// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/weak_prior.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "core/numerics/statistics.h"

namespace mw::surrogate {
namespace {

/// The gap between the levels of an input, in standard deviations, were they even.
double evenGap(const Eigen::VectorXd& column) {
  const std::set<double> levels(column.begin(), column.end());
  const double mean = column.mean();
  const double sd = std::sqrt((column.array() - mean).square().mean());
  return (*levels.rbegin() - *levels.begin()) / sd / static_cast<double>(levels.size() - 1);
}

}  // namespace

LogNormalPrior weakPrior(const TrainingSet& training, const Standardisation& standardisation, const GpBounds& bounds) {
  static const double z_99 = numerics::normalQuantile(0.99);
  constexpr double kLevelGap = 0.3;  // of a choice, whose levels are at distance one
  const auto& kept = standardisation.keptInputs();
  const auto d = static_cast<Eigen::Index>(kept.size());
  LogNormalPrior prior{Eigen::VectorXd::Zero(d + 2), Eigen::VectorXd::Zero(d + 2)};
  prior.mean(0) = std::log(2);
  prior.sd(0) = 2;
  for (Eigen::Index k = 0; k < d; ++k) {
    const Eigen::Index j = kept[static_cast<std::size_t>(k)];
    const double gap = training.isChoice(j) ? kLevelGap : evenGap(training.inputs.col(j));
    const double low = std::log(std::clamp(gap, bounds.min_length_scale, bounds.max_length_scale / 4));
    const double high = std::log(bounds.max_length_scale);
    prior.mean(1 + k) = (low + high) / 2;
    prior.sd(1 + k) = (high - low) / (2 * z_99);
  }
  prior.mean(d + 1) = std::log(training.noise.isKnown() ? 1e-4 : 1e-2);
  prior.sd(d + 1) = std::log(10);
  return prior;
}

std::vector<WeighedHyperparameters> spreadAround(const Eigen::VectorXd& best, const MarginalLikelihood& posterior,
                                                 const GpBounds& bounds) {
  constexpr double kLeastShare = 0.01;
  const Eigen::Index d = best.size() - 2;
  std::vector<WeighedHyperparameters> sets{{best, 0}};
  for (int i = -2; i <= 2; ++i) {
    for (int j = -2; j <= 2; ++j) {
      if (i == 0 && j == 0) continue;
      Eigen::VectorXd at = best;
      at.segment(1, d).array() += i * std::log(2);
      at(0) += j * std::log(4);
      const bool is_inside = at(0) >= std::log(bounds.min_signal_variance) &&
                             at(0) <= std::log(bounds.max_signal_variance) &&
                             at.segment(1, d).minCoeff() >= std::log(bounds.min_length_scale) &&
                             at.segment(1, d).maxCoeff() <= std::log(bounds.max_length_scale);
      if (is_inside) sets.push_back({at, 0});
    }
  }
  const auto density = [&](const Eigen::VectorXd& at) {
    const auto value = posterior.at(at);
    return value ? value->value : -std::numeric_limits<double>::infinity();
  };
  const double largest = density(best);
  for (WeighedHyperparameters& set : sets) set.weight = std::exp(density(set.log_parameters) - largest);
  std::erase_if(sets, [](const WeighedHyperparameters& set) { return !(set.weight >= kLeastShare); });
  const double sum =
      std::accumulate(sets.begin(), sets.end(), 0.0, [](double total, const auto& set) { return total + set.weight; });
  for (WeighedHyperparameters& set : sets) set.weight /= sum;
  return sets;
}

}  // namespace mw::surrogate
