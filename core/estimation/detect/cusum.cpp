// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/cusum.h"

#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/base/error.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Rule = boost::math::quadrature::gauss<double, 40>;

double density(double x) {
  return std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
}
double probability(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

/// One side: the mean time until a sum of steps e - reference, e ~ N(shift, 1), started at 0 and held there, passes h.
double oneSided(double reference, double limit, double shift) {
  constexpr Index kNodes = 40;
  Eigen::VectorXd node(kNodes);
  Eigen::VectorXd weight(kNodes);
  for (Index i = 0; i < kNodes / 2; ++i) {  // the rule lists the positive half
    const double x = Rule::abscissa()[static_cast<std::size_t>(i)];
    const double w = Rule::weights()[static_cast<std::size_t>(i)] * limit / 2.0;
    node(2 * i) = limit / 2.0 * (1.0 - x);
    node(2 * i + 1) = limit / 2.0 * (1.0 + x);
    weight(2 * i) = weight(2 * i + 1) = w;
  }
  const double step = shift - reference;
  // Unknowns: L at the nodes, and L(0) last.
  Eigen::MatrixXd A = Eigen::MatrixXd::Identity(kNodes + 1, kNodes + 1);
  for (Index i = 0; i <= kNodes; ++i) {
    const double z = i < kNodes ? node(i) : 0.0;
    for (Index j = 0; j < kNodes; ++j) A(i, j) -= weight(j) * density(node(j) - z - step);
    A(i, kNodes) -= probability(-z - step);
  }
  return A.partialPivLu().solve(Eigen::VectorXd::Ones(kNodes + 1))(kNodes);
}

}  // namespace

double cusumRunLength(double reference, double limit, double shift) {
  MW_REQUIRE(reference >= 0 && limit > 0);
  return 1.0 / (1.0 / oneSided(reference, limit, shift) + 1.0 / oneSided(reference, limit, -shift));
}

double cusumLimit(double reference, double run_length) {
  MW_REQUIRE(run_length > 2.0 && run_length <= 1e8);
  double low = 1e-3;
  double high = 1.0;
  while (cusumRunLength(reference, high, 0.0) < run_length) high *= 1.5;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = 0.5 * (low + high);
    (cusumRunLength(reference, middle, 0.0) < run_length ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

bool Cusum::add(double e) {
  if (!std::isfinite(e)) return is_alarm_;
  up_ = std::clamp(up_ + e - reference_, 0.0, 2.0 * limit_);
  down_ = std::clamp(down_ - e - reference_, 0.0, 2.0 * limit_);
  since_up_ = up_ > 0 ? since_up_ + 1 : 0;
  since_down_ = down_ > 0 ? since_down_ + 1 : 0;
  if (std::max(up_, down_) > limit_) is_alarm_ = true;
  if (up_ <= 0 && down_ <= 0) is_alarm_ = false;
  return is_alarm_;
}

}  // namespace mw::estimation
