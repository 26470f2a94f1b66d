// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/kernel/matern52.h"

namespace mw::surrogate {

Eigen::ArrayXd Matern52::correlation(const Eigen::ArrayXd& squared_distances) {
  const Eigen::ArrayXd s = (5.0 * squared_distances).sqrt();
  return (1.0 + s + s.square() / 3.0) * (-s).exp();
}

void Matern52::correlationAndSlope(const Eigen::ArrayXd& squared_distances, WithSlope& result) {
  auto& [correlation, slope] = result;
  slope = (5.0 * squared_distances).sqrt();                             // s
  correlation = (-slope).exp();                                         // exp(-s)
  slope = (1.0 + slope) * correlation;                                  // (1 + s) exp(-s)
  correlation = slope + (5.0 / 3.0) * squared_distances * correlation;  // s^2 / 3 = 5/3 r^2
  slope *= 5.0 / 3.0;
}

Eigen::ArrayXd squaredDistances(const Eigen::MatrixXd& sites, const Eigen::RowVectorXd& point) {
  Eigen::ArrayXd squares = Eigen::ArrayXd::Zero(sites.rows());
  for (Eigen::Index j = 0; j < sites.cols(); ++j) squares += (sites.col(j).array() - point(j)).square();
  return squares;
}

}  // namespace mw::surrogate
