// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "core/surrogate/gp/spd_factor.h"
#include "core/surrogate/kernel/matern52.h"

namespace mw::surrogate {

/// Covariance of N training points with themselves, signal and noise; lower triangle only.
///
/// @param scaled_sites  N x d, standardised inputs divided by their length scales
[[nodiscard]] Eigen::MatrixXd trainingCovariance(const Eigen::MatrixXd& scaled_sites, double signal_variance,
                                                 double noise_variance);

/// What is thought of the hyperparameters before the data: log-normal, each for itself.
struct LogNormalPrior {
  Eigen::VectorXd mean;  ///< d + 2, of the logarithms, in the order of the gradient
  Eigen::VectorXd sd;    ///< d + 2
};

/// Log marginal likelihood of standardised data and its gradient, made for being evaluated hundreds of times.
///
///   K = sigma_f^2 R(l) + sigma_n^2 I + N,   alpha = K^-1 y,   N: known noise, if any
///   LML = -1/2 y' alpha - 1/2 log|K| - N/2 log(2 pi)
///   d LML / d theta = 1/2 tr((alpha alpha' - K^-1) dK/d theta)
///
/// Squared differences are computed once per data set, K^-1 once per evaluation; every length scale then costs one
/// dot product over the N(N-1)/2 pairs.
/// Source: Rasmussen, Williams (2006), eq. 5.8 and 5.9
class MarginalLikelihood {
 public:
  struct Value {
    double value = 0;
    /// d + 2 derivatives by log sigma_f^2, log l_1 .. log l_d, log sigma_n^2.
    Eigen::VectorXd gradient;
  };

  /// Memory that one evaluation leaves to the next: at 200 rows, fetching it anew would cost a third of the time.
  struct Workspace {
    Eigen::MatrixXd K, K_inverse, L_inverse;  ///< N x N, lower triangles
    SpdFactor factor;
    Eigen::ArrayXd squared_distances, weights;  ///< N(N-1)/2
    Matern52::WithSlope kernel;
  };

  /// @param inputs   N x c, standardised @param output  N, standardised
  /// @param columns  c: which of the d inputs each column belongs to, ascending; empty: each is one of its own
  MarginalLikelihood(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& output,
                     const std::vector<Eigen::Index>& columns = {});

  /// @param covariance  N x N, of the outputs' errors, standardised; 0 x 0 for none
  void setKnownNoise(Eigen::MatrixXd covariance) { known_noise_ = std::move(covariance); }
  /// From now on at() answers the log posterior, up to a constant.
  void setPrior(LogNormalPrior prior) { prior_ = std::move(prior); }

  /// @param log_parameters  d + 2, in the order of the gradient
  /// @param workspace       any; one per thread
  /// @returns nothing where K cannot be factorised, jitter or not
  [[nodiscard]] std::optional<Value> at(const Eigen::VectorXd& log_parameters, Workspace& workspace) const;
  [[nodiscard]] std::optional<Value> at(const Eigen::VectorXd& log_parameters) const;

  [[nodiscard]] Eigen::Index inputCount() const { return squared_differences_.cols(); }

 private:
  Eigen::MatrixXd squared_differences_;  ///< N(N-1)/2 x d; pairs run down the columns of the strict lower triangle
  Eigen::VectorXd output_;
  Eigen::MatrixXd known_noise_;
  std::optional<LogNormalPrior> prior_;
};

}  // namespace mw::surrogate
