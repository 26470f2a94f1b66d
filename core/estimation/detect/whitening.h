// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/estimation/detect/robust_scale.h"

namespace mw::estimation {

/// Makes a signal look like white standard normal noise as long as it is healthy, so that tests which ask for
/// independent readings may be used on a log that nobody has modelled.
///
///   u_k = (x_k - centre) / sd
///   e_k = (u_k - rho u_{k-1}) / sqrt(1 - rho^2)
///
/// centre, sd and rho (lag-1 autocorrelation, clipped to 0 ... 0.99) are those of a healthy window. A lasting shift of
/// d standard deviations shows as one of d sqrt((1 - rho) / (1 + rho)).
/// Source: Montgomery (2012), Introduction to Statistical Quality Control, section 10.4 (residual charts)
struct Whitening {
  RobustScale scale;
  double rho = 0;

  /// @param healthy  NaN = no reading
  [[nodiscard]] static Whitening learn(std::span<const double> healthy);
  /// e of every reading, NaN where there is none; the reading after a gap counts as the first, with e = u.
  [[nodiscard]] std::vector<double> apply(std::span<const double> readings) const;
};

}  // namespace mw::estimation
