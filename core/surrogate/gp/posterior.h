// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>

#include "core/surrogate/gp/hyperparameters.h"
#include "core/surrogate/gp/spd_factor.h"
#include "core/surrogate/standardisation.h"

namespace mw::surrogate {

/// Standardised rows, as every set of hyperparameters is conditioned on them.
struct StandardisedRows {
  Eigen::MatrixXd inputs;       ///< N x c
  Eigen::VectorXd output;       ///< N
  Eigen::MatrixXd known_noise;  ///< N x N covariance, or 0 x 0
};

/// A Gaussian process conditioned on rows at one set of hyperparameters: all in standardised units.
/// Source: Rasmussen, Williams (2006), algorithm 2.1
class Posterior {
 public:
  /// @returns nothing when the covariance is singular even with jitter
  [[nodiscard]] static std::optional<Posterior> of(const StandardisedRows& rows, const Standardisation& standardisation,
                                                   GpHyperparameters hyperparameters);

  struct Latent {
    Eigen::VectorXd mean;      ///< M
    Eigen::VectorXd variance;  ///< M
    Eigen::VectorXd nearest;   ///< M, distance to the nearest row, in length scales
  };
  /// @param inputs  M x c, standardised
  [[nodiscard]] Latent latent(const Eigen::MatrixXd& inputs) const;
  /// The same for one point, at less cost.
  struct LatentPoint {
    double mean = 0;
    double variance = 0;
    double nearest = 0;
  };
  [[nodiscard]] LatentPoint latentPoint(const Eigen::RowVectorXd& input) const;

  /// Kernel correlation of a point (standardised) with each row.
  [[nodiscard]] Eigen::ArrayXd correlation(const Eigen::RowVectorXd& input) const;
  /// Latent variance at each training row.
  [[nodiscard]] Eigen::VectorXd trainingVariance(const StandardisedRows& rows) const;

  GpHyperparameters hyperparameters;
  Eigen::MatrixXd scaled_sites;  ///< N x c
  SpdFactor factor;
  Eigen::VectorXd alpha;             ///< K^-1 y
  Eigen::VectorXd inverse_diagonal;  ///< of K^-1
  double log_marginal_likelihood = 0;

 private:
  Eigen::RowVectorXd inverse_scales_;  ///< c
};

}  // namespace mw::surrogate
