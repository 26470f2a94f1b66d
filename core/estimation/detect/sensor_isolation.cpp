// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/sensor_isolation.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

namespace mw::estimation {
namespace {

using Eigen::Index;

constexpr double kTail = 1e-3;
constexpr double kCertainEnough = 0.9;
constexpr std::size_t kMostSignalsInPairs = 16;  // beyond, pairs are not tried

Removal judged(std::vector<Index> left_out, const Remainder& rest) {
  Removal removal{std::move(left_out), rest.statistic};
  if (rest.freedom > 0) {
    removal.limit = boost::math::quantile(boost::math::complement(boost::math::chi_squared(rest.freedom), kTail));
  }
  return removal;
}

/// Sorts by certainty, which it fills.
void weigh(std::vector<Removal>& removals) {
  const auto isSmaller = [](const Removal& a, const Removal& b) { return a.statistic < b.statistic; };
  std::stable_sort(removals.begin(), removals.end(), isSmaller);
  double sum = 0;
  for (Removal& removal : removals) {
    removal.certainty = std::exp(-0.5 * (removal.statistic - removals.front().statistic));
    sum += removal.certainty;
  }
  for (Removal& removal : removals) removal.certainty /= sum;
}

}  // namespace

Remainder quadraticFormWithout(const Eigen::VectorXd& d, const Eigen::MatrixXd& V, const std::vector<Index>& left_out) {
  std::vector<Index> kept;
  for (Index i = 0; i < d.size(); ++i) {
    if (V(i, i) > 0 && std::find(left_out.begin(), left_out.end(), i) == left_out.end()) kept.push_back(i);
  }
  if (kept.empty()) return {};
  const Eigen::VectorXd rest = d(kept);
  const Eigen::MatrixXd covariance = V(kept, kept);
  const double statistic = rest.dot(covariance.ldlt().solve(rest));
  return {statistic, static_cast<int>(kept.size())};
}

SensorVerdict findGuilty(const std::vector<bool>& has_reading,
                         const std::function<Remainder(const std::vector<Index>&)>& without) {
  SensorVerdict verdict;
  std::vector<Index> given;
  for (std::size_t i = 0; i < has_reading.size(); ++i) {
    if (has_reading[i]) given.push_back(static_cast<Index>(i));
  }
  if (given.size() < 2) return verdict;
  verdict.can_tell = true;
  std::vector<Removal> removals;
  for (const Index i : given) removals.push_back(judged({i}, without({i})));
  weigh(removals);
  const auto singles = static_cast<std::ptrdiff_t>(removals.size());
  const bool one_is_enough = removals.front().restores();
  if (!one_is_enough && given.size() > 2 && given.size() <= kMostSignalsInPairs) {
    std::vector<Removal> pairs;
    for (std::size_t a = 0; a < given.size(); ++a) {
      for (std::size_t b = a + 1; b < given.size(); ++b) {
        pairs.push_back(judged({given[a], given[b]}, without({given[a], given[b]})));
      }
    }
    weigh(pairs);
    removals.insert(removals.end(), pairs.begin(), pairs.end());
  }
  const auto first = one_is_enough ? removals.begin() : removals.begin() + singles;
  if (first != removals.end() && first->restores()) {
    if (first->certainty >= kCertainEnough) {
      verdict.guilty = first->left_out;
      verdict.certainty = first->certainty;
    } else {
      for (auto removal = first; removal != removals.end(); ++removal) {
        if (!removal->restores()) continue;
        for (const Index i : removal->left_out) {
          if (std::find(verdict.either.begin(), verdict.either.end(), i) == verdict.either.end()) {
            verdict.either.push_back(i);
          }
        }
      }
    }
  }
  verdict.removals = std::move(removals);
  return verdict;
}

}  // namespace mw::estimation
