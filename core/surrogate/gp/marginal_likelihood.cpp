// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/marginal_likelihood.h"

#include <cmath>
#include <numbers>

#include "core/surrogate/gp/spd_factor.h"
#include "core/surrogate/kernel/matern52.h"

namespace mw::surrogate {
namespace {

/// The lower triangle of an n x n matrix from its diagonal value and its packed strict lower part.
Eigen::MatrixXd unpacked(const Eigen::ArrayXd& pairs, double diagonal, Eigen::Index n) {
  Eigen::MatrixXd matrix(n, n);
  Eigen::Index first = 0;
  for (Eigen::Index q = 0; q < n; ++q) {
    matrix(q, q) = diagonal;
    matrix.col(q).tail(n - q - 1) = pairs.segment(first, n - q - 1);
    first += n - q - 1;
  }
  return matrix;
}

/// Packed strict lower part of alpha alpha' - K^-1, from the lower triangle of K^-1.
Eigen::ArrayXd packedWeights(const Eigen::VectorXd& alpha, const Eigen::MatrixXd& K_inverse) {
  const Eigen::Index n = alpha.size();
  Eigen::ArrayXd weights(n * (n - 1) / 2);
  Eigen::Index first = 0;
  for (Eigen::Index q = 0; q < n; ++q) {
    const Eigen::Index below = n - q - 1;
    weights.segment(first, below) = alpha(q) * alpha.tail(below) - K_inverse.col(q).tail(below);
    first += below;
  }
  return weights;
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

MarginalLikelihood::MarginalLikelihood(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& output)
    : squared_differences_(inputs.rows() * (inputs.rows() - 1) / 2, inputs.cols()), output_(output) {
  const Eigen::Index n = inputs.rows();
  Eigen::Index first = 0;
  for (Eigen::Index q = 0; q < n; ++q) {
    const Eigen::Index below = n - q - 1;
    squared_differences_.middleRows(first, below) =
        (inputs.bottomRows(below).rowwise() - inputs.row(q)).array().square();
    first += below;
  }
}

std::optional<MarginalLikelihood::Value> MarginalLikelihood::at(const Eigen::VectorXd& log_parameters) const {
  const Eigen::Index n = output_.size();
  const Eigen::Index d = inputCount();
  const double signal_variance = std::exp(log_parameters(0));
  const double noise_variance = std::exp(log_parameters(d + 1));
  const Eigen::ArrayXd inverse_squared_scales = (-2.0 * log_parameters.segment(1, d).array()).exp();

  const auto kernel = Matern52::correlationAndSlope((squared_differences_ * inverse_squared_scales.matrix()).array());
  const auto factor = factorise(unpacked(signal_variance * kernel.correlation, signal_variance + noise_variance, n));
  if (!factor) return std::nullopt;
  const Eigen::VectorXd alpha = factor->solve(output_);
  const Eigen::MatrixXd K_inverse = factor->inverse();

  Value result;
  const double fit = output_.dot(alpha);
  result.value = -0.5 * (fit + factor->logDeterminant() + static_cast<double>(n) * std::log(2 * std::numbers::pi));
  const double noise_trace = alpha.squaredNorm() - K_inverse.trace();
  result.gradient.resize(d + 2);
  // The signal part of K is K without its diagonal addition, and tr((alpha alpha' - K^-1) K) = y' alpha - n.
  result.gradient(0) = 0.5 * (fit - static_cast<double>(n) - (noise_variance + factor->jitter) * noise_trace);
  const Eigen::ArrayXd slopes = signal_variance * packedWeights(alpha, K_inverse) * kernel.slope;
  result.gradient.segment(1, d) = (squared_differences_.transpose() * slopes.matrix()).array() * inverse_squared_scales;
  result.gradient(d + 1) = 0.5 * noise_variance * noise_trace;
  return result;
}

}  // namespace mw::surrogate
