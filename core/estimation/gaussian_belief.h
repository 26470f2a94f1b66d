// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace mw::estimation {

/// What is known about a state: a normal distribution.
struct GaussianBelief {
  Eigen::VectorXd mean;        ///< n, in the units of the states
  Eigen::MatrixXd covariance;  ///< n x n, symmetric positive semidefinite
};

}  // namespace mw::estimation
