// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <memory>

#include "core/estimation/gaussian_belief.h"
#include "core/estimation/linear_model.h"
#include "plugins/api/process_model.h"

namespace mw::estimation {

/// A process with the sizes of its noises: what the nonlinear filters work on.
struct NoisyProcess {
  std::shared_ptr<const api::ProcessModel> process;
  Eigen::MatrixXd Q;                           ///< n x n, added to the state each step
  Eigen::MatrixXd R;                           ///< p x p, added to the readings
  Eigen::VectorXd process_noise_variance;      ///< of each entry of w, noise inside f
  Eigen::VectorXd measurement_noise_variance;  ///< of each entry of v, noise inside h

  [[nodiscard]] Eigen::Index stateCount() const { return Q.rows(); }
  [[nodiscard]] Eigen::Index signalCount() const { return R.rows(); }
};

/// @throws InputError when shapes disagree, naming the matrix and both shapes
void requireShapes(const NoisyProcess& model, const GaussianBelief& belief);

/// A linear system as a process of the one door. @param system F n x n, B n x m, H p x n
[[nodiscard]] std::unique_ptr<api::ProcessModel> makeLinearProcess(const api::LinearSystem& system);

}  // namespace mw::estimation
