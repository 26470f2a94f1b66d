// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/acquisition/most_promising.h"

#include <cmath>

namespace mw::surrogate {
namespace {

/// A quarter of the box's sides about a point, within it.
SearchBox closer(const SearchBox& whole, const SearchBox& box, const Eigen::RowVectorXd& point) {
  SearchBox result = box;
  const Eigen::RowVectorXd half = (box.high - box.low) / 8;
  result.low = (point - half).cwiseMax(whole.low);
  result.high = (point + half).cwiseMin(whole.high);
  for (Eigen::Index i = 0; i < point.size(); ++i) {
    if (!box.is_integer[static_cast<std::size_t>(i)]) continue;
    result.low(i) = std::ceil(result.low(i));
    result.high(i) = std::floor(result.high(i));
  }
  return result;
}

}  // namespace

double incumbent(const GaussianProcess& model, Goal goal) {
  const Eigen::VectorXd means = model.predict(model.trainingSet().inputs).mean;
  return goal == Goal::Maximise ? means.maxCoeff() : means.minCoeff();
}

Promise mostPromising(const GaussianProcess& model, const SearchBox& box, Goal goal) {
  constexpr int kCandidates = 400;
  constexpr int kCloser = 100;
  constexpr int kRounds = 3;
  const double known = incumbent(model, goal);
  Promise best{box.low, -1};
  const auto search = [&](const SearchBox& within, int candidates) {
    for (int k = 1; k <= candidates; ++k) {
      const Eigen::RowVectorXd point = candidate(within, k);
      const auto answer = model.predictPoint(point);
      const double improvement = expectedImprovement(answer.mean, answer.sd, known, 0, goal);
      if (improvement > best.improvement) best = {point, improvement};
    }
  };
  search(box, kCandidates);
  SearchBox within = box;
  for (int round = 0; round < kRounds; ++round) {
    within = closer(box, within, best.point);
    search(within, kCloser);
  }
  return best;
}

}  // namespace mw::surrogate
