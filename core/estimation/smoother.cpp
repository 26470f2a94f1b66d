// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/smoother.h"

#include <Eigen/Eigenvalues>

#include "core/estimation/covariance.h"

namespace mw::estimation {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kRankTolerance = 1e-13;

/// cross P^+, on the correlations of P.
MatrixXd gainOf(const MatrixXd& cross, const MatrixXd& P) {
  const VectorXd scale = P.diagonal().unaryExpr([](double v) { return v > 0 ? 1.0 / std::sqrt(v) : 0.0; });
  const MatrixXd correlation = scale.asDiagonal() * P * scale.asDiagonal();
  if (!correlation.allFinite()) return MatrixXd::Zero(cross.rows(), cross.cols());
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(correlation);
  const VectorXd inverse =
      eigen.eigenvalues().unaryExpr([](double value) { return value > kRankTolerance ? 1.0 / value : 0.0; });
  const MatrixXd& V = eigen.eigenvectors();
  return cross * scale.asDiagonal() * V * inverse.asDiagonal() * V.transpose() * scale.asDiagonal();
}

}  // namespace

Transition transitionOver(StateFilter& filter, const GaussianBelief& before, const api::ProcessStep& step) {
  filter.setBelief(before);
  MatrixXd cross;
  filter.predictWithCross(step, cross);
  Transition over{filter.belief(), {}};
  over.gain = gainOf(cross, over.prior.covariance);
  return over;
}

Transition transitionOverMany(StateFilter& filter, const GaussianBelief& before, const api::ProcessStep& step,
                              std::uint64_t steps) {
  filter.setBelief(before);
  MatrixXd cross;
  if (filter.predictManyWithCross(step, steps, cross)) {
    Transition over{filter.belief(), {}};
    over.gain = gainOf(cross, over.prior.covariance);
    return over;
  }
  Transition total{before, MatrixXd::Identity(before.mean.size(), before.mean.size())};
  api::ProcessStep one = step;
  for (; steps > 0; --steps) {
    one.t_s = step.t_s - static_cast<double>(steps - 1) * step.dt_s;
    const Transition over = transitionOver(filter, total.prior, one);
    total.gain = (total.gain * over.gain).eval();
    total.prior = over.prior;
  }
  return total;
}

GaussianBelief smoothedBelief(const GaussianBelief& filtered, const Transition& over,
                              const GaussianBelief& smoothed_next) {
  const MatrixXd& G = over.gain;
  GaussianBelief smoothed;
  smoothed.mean = filtered.mean + G * (smoothed_next.mean - over.prior.mean);
  MatrixXd given_next = filtered.covariance - G * over.prior.covariance * G.transpose();
  tidyCovariance(given_next);
  smoothed.covariance = given_next + G * smoothed_next.covariance * G.transpose();
  tidyCovariance(smoothed.covariance);
  return smoothed;
}

}  // namespace mw::estimation
