// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/posterior.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/surrogate/gp/marginal_likelihood.h"
#include "core/surrogate/kernel/matern52.h"

namespace mw::surrogate {

std::optional<Posterior> Posterior::of(const StandardisedRows& rows, const Standardisation& standardisation,
                                       GpHyperparameters hyperparameters) {
  Posterior made;
  made.hyperparameters = std::move(hyperparameters);
  const Eigen::VectorXd scales = made.hyperparameters.length_scales(standardisation.keptInputs()).cwiseInverse();
  made.inverse_scales_ = scales(standardisation.columns()).transpose();
  made.scaled_sites = rows.inputs * made.inverse_scales_.asDiagonal();
  Eigen::MatrixXd K =
      trainingCovariance(made.scaled_sites, made.hyperparameters.signal_variance, made.hyperparameters.noise_variance);
  if (rows.known_noise.size() > 0) K.triangularView<Eigen::Lower>() += rows.known_noise;
  auto factor = factorise(K);
  if (!factor) return std::nullopt;
  made.factor = std::move(*factor);
  made.alpha = made.factor.solve(rows.output);
  made.inverse_diagonal = made.factor.inverse().diagonal();
  const auto n = static_cast<double>(rows.output.size());
  made.log_marginal_likelihood =
      -0.5 * (rows.output.dot(made.alpha) + made.factor.logDeterminant() + n * std::log(2 * std::numbers::pi));
  return made;
}

Posterior::Latent Posterior::latent(const Eigen::MatrixXd& inputs) const {
  constexpr Eigen::Index kBlock = 256;  // bounds the memory of many points over many rows
  const double signal_variance = hyperparameters.signal_variance;
  const Eigen::MatrixXd scaled = inputs * inverse_scales_.asDiagonal();
  const Eigen::Index m = inputs.rows();
  Latent result{Eigen::VectorXd(m), Eigen::VectorXd(m), Eigen::VectorXd(m)};
  for (Eigen::Index first = 0; first < m; first += kBlock) {
    const Eigen::Index count = std::min(kBlock, m - first);
    Eigen::MatrixXd k(scaled_sites.rows(), count);
    for (Eigen::Index i = 0; i < count; ++i) {
      const Eigen::ArrayXd squares = squaredDistances(scaled_sites, scaled.row(first + i));
      result.nearest(first + i) = std::sqrt(squares.minCoeff());
      k.col(i) = signal_variance * Matern52::correlation(squares);
    }
    result.mean.segment(first, count) = k.transpose() * alpha;
    factor.L.triangularView<Eigen::Lower>().solveInPlace(k);
    for (Eigen::Index i = 0; i < count; ++i)
      result.variance(first + i) = std::max(0.0, signal_variance - k.col(i).squaredNorm());
  }
  return result;
}

Posterior::LatentPoint Posterior::latentPoint(const Eigen::RowVectorXd& input) const {
  const double signal_variance = hyperparameters.signal_variance;
  const Eigen::RowVectorXd scaled = input * inverse_scales_.asDiagonal();
  const Eigen::ArrayXd squares = squaredDistances(scaled_sites, scaled);
  Eigen::VectorXd k = signal_variance * Matern52::correlation(squares);
  const double mean = k.dot(alpha);
  factor.L.triangularView<Eigen::Lower>().solveInPlace(k);
  return {mean, std::max(0.0, signal_variance - k.squaredNorm()), std::sqrt(squares.minCoeff())};
}

Eigen::ArrayXd Posterior::correlation(const Eigen::RowVectorXd& input) const {
  return Matern52::correlation(squaredDistances(scaled_sites, input * inverse_scales_.asDiagonal()));
}

Eigen::VectorXd Posterior::trainingVariance(const StandardisedRows& rows) const {
  const double noise = hyperparameters.noise_variance + factor.jitter;
  if (rows.known_noise.size() == 0) {
    // A row's covariances with the others are K minus noise: noise - noise^2 [K^-1]_ii.
    return noise - noise * noise * inverse_diagonal.array();
  }
  Eigen::MatrixXd B = rows.known_noise;  // likewise B_ii - b_i' K^-1 b_i
  B.diagonal().array() += noise;
  const Eigen::VectorXd diagonal = B.diagonal();
  factor.L.triangularView<Eigen::Lower>().solveInPlace(B);
  return diagonal - B.colwise().squaredNorm().transpose();
}

}  // namespace mw::surrogate
