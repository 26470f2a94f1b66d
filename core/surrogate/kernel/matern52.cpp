// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/kernel/matern52.h"

namespace mw::surrogate {

Eigen::ArrayXd Matern52::correlation(const Eigen::ArrayXd& squared_distances) {
  const Eigen::ArrayXd s = (5.0 * squared_distances).sqrt();
  return (1.0 + s + s.square() / 3.0) * (-s).exp();
}

Matern52::WithSlope Matern52::correlationAndSlope(const Eigen::ArrayXd& squared_distances) {
  const Eigen::ArrayXd s = (5.0 * squared_distances).sqrt();
  const Eigen::ArrayXd decay = (-s).exp();
  return {(1.0 + s + s.square() / 3.0) * decay, (5.0 / 3.0) * (1.0 + s) * decay};
}

Eigen::ArrayXd squaredDistances(const Eigen::MatrixXd& sites, const Eigen::RowVectorXd& point) {
  Eigen::ArrayXd squares = Eigen::ArrayXd::Zero(sites.rows());
  for (Eigen::Index j = 0; j < sites.cols(); ++j) squares += (sites.col(j).array() - point(j)).square();
  return squares;
}

}  // namespace mw::surrogate
