// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/leave_one_out.h"

#include <cmath>

#include "core/numerics/statistics.h"

namespace mw::surrogate {

LeaveOneOut leaveOneOut(const Eigen::VectorXd& alpha, const Eigen::VectorXd& inverse_diagonal,
                        const Eigen::VectorXd& output, double output_sd) {
  const double z_95 = numerics::normalQuantile(0.975);
  const Eigen::ArrayXd error = output_sd * alpha.array() / inverse_diagonal.array();
  LeaveOneOut result;
  result.mean = output - error.matrix();
  result.sd = output_sd * inverse_diagonal.array().rsqrt();
  result.rmse = std::sqrt(error.square().mean());
  result.coverage_95 = (error.abs() <= z_95 * result.sd.array()).cast<double>().mean();
  return result;
}

}  // namespace mw::surrogate
