// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/least_squares.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>

namespace mw::numerics {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kFirstDamping = 1e-3;
constexpr double kLeastDamping = 1e-12;
constexpr double kMostDamping = 1e12;
constexpr double kSmallestColumn = 1e-12;  // of the largest: below, a direction counts as unfelt

double costOf(const VectorXd& residuals) {
  const double cost = residuals.squaredNorm();
  return std::isfinite(cost) ? cost : std::numeric_limits<double>::infinity();
}

/// The damped step, shortened as a whole to the longest that is allowed.
VectorXd dampedStep(const LeastSquaresResult& at, const VectorXd& scale, double damping, double longest) {
  MatrixXd normal = at.jacobian.transpose() * at.jacobian;
  const double floor = kSmallestColumn * std::max(scale.maxCoeff(), kSmallestColumn);
  normal.diagonal() += damping * scale.cwiseMax(floor).cwiseAbs2();
  const VectorXd step = -normal.ldlt().solve(at.jacobian.transpose() * at.residuals);
  const double length = step.cwiseAbs().maxCoeff();
  return length > longest ? VectorXd(step * (longest / length)) : step;
}

}  // namespace

MatrixXd jacobianOf(const ResidualFunction& residuals, const VectorXd& z, double step) {
  const VectorXd middle = residuals(z);
  MatrixXd jacobian(middle.size(), z.size());
  for (Index i = 0; i < z.size(); ++i) {
    VectorXd moved = z;
    moved(i) = z(i) + step;
    const VectorXd above = residuals(moved);
    moved(i) = z(i) - step;
    const VectorXd below = residuals(moved);
    if (above.allFinite() && below.allFinite()) {
      jacobian.col(i) = (above - below) / (2 * step);
    } else if (above.allFinite()) {
      jacobian.col(i) = (above - middle) / step;
    } else if (below.allFinite()) {
      jacobian.col(i) = (middle - below) / step;
    } else {
      jacobian.col(i).setZero();
    }
  }
  return jacobian;
}

LeastSquaresResult leastSquares(const ResidualFunction& residuals, const VectorXd& start,
                                const LeastSquaresOptions& options) {
  LeastSquaresResult at{start, residuals(start), {}};
  at.cost = costOf(at.residuals);
  if (!std::isfinite(at.cost)) return at;
  at.jacobian = jacobianOf(residuals, at.z, options.difference_step);
  VectorXd scale = at.jacobian.colwise().norm().transpose();
  double damping = kFirstDamping;
  for (int i = 0; i < options.most_iterations && !at.has_converged; ++i) {
    double fall = 0;
    VectorXd tried;
    for (; fall <= 0 && damping < kMostDamping; damping *= 4) {
      tried = at.z + dampedStep(at, scale, damping, options.longest_step);
      const VectorXd found = tried.allFinite() ? residuals(tried) : VectorXd(at.residuals * 2);
      const double cost = costOf(found);
      if (!(cost < at.cost)) continue;
      fall = at.cost - cost;
      at.residuals = found;
      damping /= 10;
    }
    damping = std::max(damping, kLeastDamping);
    at.has_converged = fall <= options.tolerance * at.cost;
    if (fall <= 0) break;
    at.cost -= fall;
    at.z = tried;
    at.jacobian = jacobianOf(residuals, at.z, options.difference_step);
    scale = scale.cwiseMax(at.jacobian.colwise().norm().transpose());
  }
  return at;
}

}  // namespace mw::numerics
