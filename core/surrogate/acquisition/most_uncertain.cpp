// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/acquisition/most_uncertain.h"

namespace mw::surrogate {

Eigen::RowVectorXd mostUncertain(const GaussianProcess& model, const SearchBox& box) {
  constexpr int kCandidates = 400;
  Eigen::RowVectorXd best = box.low;
  double best_sd = -1;
  for (int k = 1; k <= kCandidates; ++k) {
    const Eigen::RowVectorXd point = candidate(box, k);
    const double sd = model.predictPoint(point).sd;
    if (sd <= best_sd) continue;
    best_sd = sd;
    best = point;
  }
  return best;
}

}  // namespace mw::surrogate
