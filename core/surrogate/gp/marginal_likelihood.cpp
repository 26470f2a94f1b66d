// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/marginal_likelihood.h"

#include <cmath>
#include <numbers>

namespace mw::surrogate {
namespace {

/// The lower triangle of an n x n matrix from its diagonal value and its packed strict lower part.
void unpack(const Eigen::ArrayXd& pairs, double pair_factor, double diagonal, Eigen::MatrixXd& matrix) {
  const Eigen::Index n = matrix.rows();
  Eigen::Index first = 0;
  for (Eigen::Index q = 0; q < n; ++q) {
    const Eigen::Index below = n - q - 1;
    matrix(q, q) = diagonal;
    matrix.col(q).tail(below) = pair_factor * pairs.segment(first, below);
    first += below;
  }
}

/// Packed strict lower part of alpha alpha' - K^-1, from the lower triangle of K^-1.
void packWeights(const Eigen::VectorXd& alpha, const Eigen::MatrixXd& K_inverse, Eigen::ArrayXd& weights) {
  const Eigen::Index n = alpha.size();
  weights.resize(n * (n - 1) / 2);
  Eigen::Index first = 0;
  for (Eigen::Index q = 0; q < n; ++q) {
    const Eigen::Index below = n - q - 1;
    weights.segment(first, below) = alpha(q) * alpha.tail(below) - K_inverse.col(q).tail(below);
    first += below;
  }
}

/// tr((alpha alpha' - K^-1) A) for symmetric A, from the lower triangle of K^-1.
double weightOf(const Eigen::MatrixXd& A, const Eigen::VectorXd& alpha, const Eigen::MatrixXd& K_inverse) {
  double trace = 0;
  for (Eigen::Index q = 0; q < A.rows(); ++q) {
    const Eigen::Index below = A.rows() - q - 1;
    trace += A(q, q) * K_inverse(q, q) + 2 * A.col(q).tail(below).dot(K_inverse.col(q).tail(below));
  }
  return alpha.dot(A * alpha) - trace;
}

}  // namespace

Eigen::MatrixXd trainingCovariance(const Eigen::MatrixXd& scaled_sites, double signal_variance, double noise_variance) {
  const Eigen::Index n = scaled_sites.rows();
  Eigen::MatrixXd K(n, n);
  for (Eigen::Index q = 0; q < n; ++q) {
    const Eigen::Index rows = n - q;
    const Eigen::MatrixXd below = scaled_sites.bottomRows(rows);
    K.col(q).tail(rows) = signal_variance * Matern52::correlation(squaredDistances(below, scaled_sites.row(q)));
    K(q, q) = signal_variance + noise_variance;
  }
  return K;
}

MarginalLikelihood::MarginalLikelihood(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& output,
                                       const std::vector<Eigen::Index>& columns)
    : squared_differences_(Eigen::MatrixXd::Zero(inputs.rows() * (inputs.rows() - 1) / 2,
                                                 columns.empty() ? inputs.cols() : columns.back() + 1)),
      output_(output) {
  const Eigen::Index n = inputs.rows();
  Eigen::Index first = 0;
  for (Eigen::Index q = 0; q < n; ++q) {
    const Eigen::Index below = n - q - 1;
    for (Eigen::Index c = 0; c < inputs.cols(); ++c) {
      const Eigen::Index j = columns.empty() ? c : columns[static_cast<std::size_t>(c)];
      squared_differences_.col(j).segment(first, below).array() +=
          (inputs.col(c).tail(below).array() - inputs(q, c)).square();
    }
    first += below;
  }
}

std::optional<MarginalLikelihood::Value> MarginalLikelihood::at(const Eigen::VectorXd& log_parameters,
                                                                Workspace& workspace) const {
  const Eigen::Index n = output_.size();
  const Eigen::Index d = inputCount();
  const double signal_variance = std::exp(log_parameters(0));
  const double noise_variance = std::exp(log_parameters(d + 1));
  const Eigen::ArrayXd inverse_squared_scales = (-2.0 * log_parameters.segment(1, d).array()).exp();

  auto& [K, K_inverse, L_inverse, factor, squared_distances, weights, kernel] = workspace;
  squared_distances.resize(squared_differences_.rows());
  squared_distances.matrix().noalias() = squared_differences_ * inverse_squared_scales.matrix();
  Matern52::correlationAndSlope(squared_distances, kernel);
  K.resize(n, n);
  unpack(kernel.correlation, signal_variance, signal_variance + noise_variance, K);
  if (known_noise_.size() > 0) K.triangularView<Eigen::Lower>() += known_noise_;
  if (!factoriseInto(K, factor)) return std::nullopt;
  const Eigen::VectorXd alpha = factor.solve(output_);
  factor.inverseInto(K_inverse, L_inverse);

  Value result;
  const double fit = output_.dot(alpha);
  result.value = -0.5 * (fit + factor.logDeterminant() + static_cast<double>(n) * std::log(2 * std::numbers::pi));
  const double noise_trace = alpha.squaredNorm() - K_inverse.trace();
  result.gradient.resize(d + 2);
  // The signal part of K is K without its diagonal addition, and tr((alpha alpha' - K^-1) K) = y' alpha - n.
  result.gradient(0) = 0.5 * (fit - static_cast<double>(n) - (noise_variance + factor.jitter) * noise_trace);
  if (known_noise_.size() > 0) result.gradient(0) -= 0.5 * weightOf(known_noise_, alpha, K_inverse);
  packWeights(alpha, K_inverse, weights);
  weights *= signal_variance * kernel.slope;
  result.gradient.segment(1, d) =
      (squared_differences_.transpose() * weights.matrix()).array() * inverse_squared_scales;
  result.gradient(d + 1) = 0.5 * noise_variance * noise_trace;
  if (prior_) {
    const Eigen::ArrayXd away = (log_parameters - prior_->mean).array() / prior_->sd.array();
    result.value -= 0.5 * away.square().sum();
    result.gradient.array() -= away / prior_->sd.array();
  }
  return result;
}

std::optional<MarginalLikelihood::Value> MarginalLikelihood::at(const Eigen::VectorXd& log_parameters) const {
  Workspace workspace;
  return at(log_parameters, workspace);
}

}  // namespace mw::surrogate
