// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/acquisition/most_uncertain.h"

#include <cmath>

#include "core/base/error.h"

namespace mw::surrogate {
namespace {

constexpr int kCandidates = 400;

/// The positive root of phi^(d + 1) = phi + 1, by iteration, which converges from 2 on.
double generalisedGoldenRatio(Eigen::Index dimension) {
  double phi = 2;
  for (int i = 0; i < 60; ++i) phi = std::pow(1 + phi, 1.0 / (static_cast<double>(dimension) + 1));
  return phi;
}

}  // namespace

Eigen::RowVectorXd mostUncertain(const GaussianProcess& model, const Eigen::RowVectorXd& low,
                                 const Eigen::RowVectorXd& high, const std::vector<bool>& is_integer) {
  const Eigen::Index dimension = low.size();
  MW_REQUIRE(high.size() == dimension && static_cast<Eigen::Index>(is_integer.size()) == dimension);
  const double phi = generalisedGoldenRatio(dimension);
  Eigen::RowVectorXd best = low;
  double best_sd = -1;
  for (int k = 1; k <= kCandidates; ++k) {
    Eigen::RowVectorXd candidate(dimension);
    double step = 1;
    for (Eigen::Index i = 0; i < dimension; ++i) {
      step /= phi;
      const double value = low(i) + std::fmod(0.5 + k * step, 1.0) * (high(i) - low(i));
      candidate(i) = is_integer[static_cast<std::size_t>(i)] ? std::round(value) : value;
    }
    const double sd = model.predictPoint(candidate).sd;
    if (sd <= best_sd) continue;
    best_sd = sd;
    best = candidate;
  }
  return best;
}

}  // namespace mw::surrogate
