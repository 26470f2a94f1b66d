// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/estimation/linear_model.h"

namespace mw::test {

/// Standard normal numbers by Box and Muller, the same on every machine.
class Normals {
 public:
  explicit Normals(std::uint64_t seed) : stream_(seed, 1, 0) {}
  double next() {
    const double radius = std::sqrt(-2.0 * std::log(stream_.uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * stream_.uniform());
  }
  double uniform() { return stream_.uniform(); }
  int below(int limit) { return static_cast<int>(stream_.uniform() * limit); }
  Eigen::MatrixXd matrix(Eigen::Index rows, Eigen::Index columns) {
    Eigen::MatrixXd m(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j) {
      for (Eigen::Index i = 0; i < rows; ++i) m(i, j) = next();
    }
    return m;
  }
  /// Positive semidefinite of random rank, states in units that differ by up to 10^spread.
  Eigen::MatrixXd covariance(Eigen::Index n, double spread) {
    const Eigen::MatrixXd root = matrix(n, 1 + below(static_cast<int>(n)));
    Eigen::VectorXd scale(n);
    for (Eigen::Index i = 0; i < n; ++i) scale(i) = std::pow(10.0, spread * (uniform() - 0.5));
    const Eigen::MatrixXd m = scale.asDiagonal() * root * root.transpose() * scale.asDiagonal();
    return 0.5 * (m + m.transpose());
  }

 private:
  RandomStream stream_;
};

/// Four thermal states, one sensor, one input; contracting.
inline estimation::LinearModel thermalModel() {
  estimation::LinearModel model;
  model.F.resize(4, 4);
  model.F << 0.95, 0.03, 0.01, 0.01, 0.02, 0.96, 0.01, 0.0, 0.01, 0.03, 0.95, 0.0, 0.0, 0.0, 0.0, 0.999;
  model.B.resize(4, 1);
  model.B << 0.0, 5.0, 2.0, 0.0;
  model.H.resize(1, 4);
  model.H << 1.0, 0.0, 0.0, 0.0;
  model.Q = Eigen::Vector4d(0.1, 0.5, 0.2, 0.01).asDiagonal();
  model.R = Eigen::MatrixXd::Constant(1, 1, 0.25);
  return model;
}

}  // namespace mw::test
