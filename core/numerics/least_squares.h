// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <functional>

namespace mw::numerics {

/// r(z): as many residuals at every z. Entries that are not finite say that z lies outside of what can be computed.
using ResidualFunction = std::function<Eigen::VectorXd(const Eigen::VectorXd& z)>;

struct LeastSquaresOptions {
  int most_iterations = 100;
  double difference_step = 1e-4;  ///< of the central differences, in the units of z
  double longest_step = 1.0;      ///< no entry of z moves further in one iteration
  double tolerance = 1e-10;       ///< ends where an iteration lowers the cost by less than this share
};

struct LeastSquaresResult {
  Eigen::VectorXd z;
  Eigen::VectorXd residuals;  ///< at z
  Eigen::MatrixXd jacobian;   ///< dr / dz at z
  double cost = 0;            ///< sum of squares at z; infinite where the start could not be computed
  bool has_converged = false;
};

/// Finds a z near the start with a small sum of squared residuals.
///
///   (J'J + lambda D^2) dz = - J' r,   D = the largest norms that the columns of J have had
///
/// A step that does not lower the sum, or leads to residuals that are not finite, is taken back and tried shorter. A
/// direction that no residual feels stays where it is.
/// Source: More (1978), The Levenberg-Marquardt algorithm: implementation and theory, Lecture Notes in Mathematics 630
[[nodiscard]] LeastSquaresResult leastSquares(const ResidualFunction& residuals, const Eigen::VectorXd& start,
                                              const LeastSquaresOptions& options = {});

/// dr / dz by central differences; a column is one-sided where one side can't be computed, zero where neither can.
[[nodiscard]] Eigen::MatrixXd jacobianOf(const ResidualFunction& residuals, const Eigen::VectorXd& z, double step);

}  // namespace mw::numerics
