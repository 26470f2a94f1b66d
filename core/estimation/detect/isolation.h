// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/estimation/detect/detection.h"
#include "core/estimation/detect/normal_model.h"

namespace mw::estimation {

/// Which signal of an abnormal stretch of rows is to blame: the one without which the others are consistent again.
///
///   phi(z) = T^2 / T^2 limit + Q / Q limit = z' M z                     combined index
///   RBC_j  = z' M E_j (E_j' M E_j)^-1 E_j' M z                          what phi falls by when the readings of signal
///   j
///                                                                       (all its lags, E_j) are replaced by those that
///                                                                       fit the others best
///
/// share = sum of RBC_j over the rows, over the sum of phi's of all signals; restores where, with signal j replaced, at
/// least nine rows in ten are within both limits. A shift of one sensor is restored by it alone; a change of the
/// process usually by none, and then several signals have large shares.
///
/// @param z  rows of NormalScores::z, of one detection; not empty
/// @returns a suspect per signal, largest share first (restoring ones before others)
/// Sources: Yue, Qin (2001), Industrial and Engineering Chemistry Research 40, 4403-4414 (combined index); Alcala, Qin
/// (2009), Automatica 45, 1593-1600 (reconstruction-based contributions)
[[nodiscard]] std::vector<Suspect> isolate(const NormalModel& model, const Eigen::MatrixXd& z);

}  // namespace mw::estimation
