// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/acquisition/expected_improvement.h"

#include <cmath>
#include <numbers>

namespace mw::surrogate {
namespace {

double normalDensity(double z) {
  return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
}

/// phi(z) + z Phi(z), the improvement of a standard normal.
double standardImprovement(double z) {
  constexpr double kTail = -5;
  if (z > kTail) return normalDensity(z) + 0.5 * z * std::erfc(-z / std::numbers::sqrt2);
  // Phi(-t) = phi(t) / (t + c), so phi(t) - t Phi(-t) = phi(t) c / (t + c), with c = 1 / (t + 2 / (t + 3 / ...)).
  constexpr int kTerms = 60;
  const double t = -z;
  double c = 0;
  for (int k = kTerms; k >= 1; --k) c = k / (t + c);
  return normalDensity(t) * c / (t + c);
}

}  // namespace

double expectedImprovement(double mean, double sd, double incumbent, double xi, Goal goal) {
  constexpr double kCertain = 1e-10;
  if (!(sd >= kCertain)) return 0;
  const double improvement = (goal == Goal::Maximise ? mean - incumbent : incumbent - mean) - xi;
  return sd * standardImprovement(improvement / sd);
}

}  // namespace mw::surrogate
