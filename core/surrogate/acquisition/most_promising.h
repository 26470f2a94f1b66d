// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/surrogate/acquisition/candidates.h"
#include "core/surrogate/acquisition/expected_improvement.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::surrogate {

/// A point and by how much it is expected to be better than what is known.
struct Promise {
  Eigen::RowVectorXd point;  ///< d
  double improvement = 0;    ///< in the output's own unit, at least 0
};

/// What counts as known: the best mean that the model has at a training row. The best row itself would do where rows
/// are exact; a mean of few runs may be the best by luck.
[[nodiscard]] double incumbent(const GaussianProcess& model, Goal goal);

/// Where a better point is most to be expected: the largest expected improvement over the incumbent of a box, of 400
/// candidates that fill it and three rounds of 100 in ever smaller boxes about the best so far.
/// Source: Jones, Schonlau, Welch (1998); the incumbent for noisy rows: Picheny, Wagner, Ginsbourger (2013), A
/// benchmark of kriging-based infill criteria for noisy optimization, section 3.1
[[nodiscard]] Promise mostPromising(const GaussianProcess& model, const SearchBox& box, Goal goal);

}  // namespace mw::surrogate
