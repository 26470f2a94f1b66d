// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

namespace mw::estimation {

/// Signals left out together, and whether what remains fits the model.
struct Removal {
  std::vector<Eigen::Index> left_out;  ///< one or two
  double statistic = 0;                ///< of what remains: chi-square while it is consistent
  double limit = 0;                    ///< that the statistic may reach
  double certainty = 0;                ///< 0 to 1, among the removals of as many signals
  [[nodiscard]] bool restores() const { return statistic <= limit; }
};

/// Which signals are to blame for an inconsistency.
struct SensorVerdict {
  std::vector<Removal> removals;     ///< of one signal each, most certain first; then of two where none of one restores
  std::vector<Eigen::Index> guilty;  ///< one or two; empty where no removal restores, or it can't be told
  std::vector<Eigen::Index> either;  ///< signals each of whose removal restores, where none is certain enough
  double certainty = 0;              ///< of `guilty`
  bool can_tell = false;             ///< false for fewer than two signals with readings
};

/// What remains of the evidence when signals are left out.
struct Remainder {
  double statistic = 0;
  int freedom = 0;  ///< of its chi-square distribution; 0 = nothing remains
};

/// Finds the smallest set of signals, one or else two, whose removal restores consistency.
///
///   certainty of signal j = exp(-T_j / 2) / sum_i exp(-T_i / 2),   T the statistic of what remains without it
///
/// (equal priors; a faulty signal says nothing of the rest). Consistent: T within the 99.9 % quantile of its
/// chi-square distribution. Named guilty from a certainty of 0.9 on; below, all restoring signals are possible.
/// @param without the evidence without some signals (rising); @param has_reading one per signal
/// Source: Chen, Patton (1999), Robust Model-Based Fault Diagnosis, section 3.3 (generalised observer scheme); Willsky,
///         Jones (1976), IEEE TAC 21, 108-112 (likelihood ratio)
[[nodiscard]] SensorVerdict findGuilty(const std::vector<bool>& has_reading,
                                       const std::function<Remainder(const std::vector<Eigen::Index>&)>& without);

/// d' V^-1 d over the signals that are not left out and have a variance.
/// @param d p, sum of innovations; @param V p x p, sum of their covariances
[[nodiscard]] Remainder quadraticFormWithout(const Eigen::VectorXd& d, const Eigen::MatrixXd& V,
                                             const std::vector<Eigen::Index>& left_out);

}  // namespace mw::estimation
