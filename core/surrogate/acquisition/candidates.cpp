// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/acquisition/candidates.h"

#include <cmath>

#include "core/base/error.h"

namespace mw::surrogate {
namespace {

/// The positive root of phi^(d + 1) = phi + 1, by iteration, which converges from 2 on.
double generalisedGoldenRatio(Eigen::Index dimension) {
  double phi = 2;
  for (int i = 0; i < 60; ++i) phi = std::pow(1 + phi, 1.0 / (static_cast<double>(dimension) + 1));
  return phi;
}

}  // namespace

Eigen::RowVectorXd candidate(const SearchBox& box, int k) {
  const Eigen::Index dimension = box.low.size();
  MW_REQUIRE(box.high.size() == dimension && static_cast<Eigen::Index>(box.is_integer.size()) == dimension);
  const double phi = generalisedGoldenRatio(dimension);
  Eigen::RowVectorXd point(dimension);
  double step = 1;
  for (Eigen::Index i = 0; i < dimension; ++i) {
    step /= phi;
    const double share = std::fmod(0.5 + k * step, 1.0);
    if (box.is_integer[static_cast<std::size_t>(i)]) {
      // Each whole number gets the same share; rounding would halve that of the outermost.
      point(i) = std::min(box.high(i), box.low(i) + std::floor(share * (box.high(i) - box.low(i) + 1)));
    } else {
      point(i) = box.low(i) + share * (box.high(i) - box.low(i));
    }
  }
  return point;
}

}  // namespace mw::surrogate
