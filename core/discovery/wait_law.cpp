// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/wait_law.h"

#include <algorithm>
#include <cmath>

namespace mw::discovery {
namespace {

constexpr double kNone_s = 60;
constexpr double kNarrowest = 0.3;
constexpr int kSteps = 200;

double upperTail(double z) {
  return 0.5 * std::erfc(z / std::sqrt(2.0));
}

/// Mean of a standard normal beyond z (inverse Mills ratio).
double millsRatio(double z) {
  const double tail = upperTail(z);
  if (tail < 1e-280) return z + 1 / z;
  return std::exp(-0.5 * z * z) / std::sqrt(2 * 3.14159265358979323846) / tail;
}

}  // namespace

double WaitLaw::longerThan(double time_s) const {
  if (time_s < kNone_s) return 1 - none;
  return (1 - none) * upperTail((std::log(time_s) - mu) / sigma);
}

double WaitLaw::meanBeyond_s(double time_s, double cap_s) const {
  const double from_s = std::max(time_s, kNone_s);
  const double at_start = longerThan(from_s);
  if (!(at_start > 0) || from_s >= cap_s) return time_s;
  double sum_s = from_s;
  double before_s = from_s;
  double before = 1;
  for (int i = 1; i <= kSteps; ++i) {
    const double at_s = from_s * std::pow(cap_s / from_s, static_cast<double>(i) / kSteps);
    const double left = longerThan(at_s) / at_start;
    sum_s += 0.5 * (before + left) * (at_s - before_s);
    before_s = at_s;
    before = left;
  }
  return sum_s;
}

WaitLaw improved(const WaitLaw& law, const std::vector<Lasting>& times, const WaitLaw& prior, double prior_count) {
  double none = prior_count * prior.none;
  double count = prior_count * (1 - prior.none);
  double sum = count * prior.mu;
  double squares = count * (prior.mu * prior.mu + prior.sigma * prior.sigma);
  for (const Lasting& each : times) {
    if (each.is_over && each.time_s < kNone_s) {
      none += each.weight;
      continue;
    }
    const double x = std::log(std::max(each.time_s, kNone_s));
    double mean = x;
    double square = x * x;
    if (!each.is_over) {
      const double z = (x - law.mu) / law.sigma;
      const double ratio = millsRatio(z);
      mean = law.mu + law.sigma * ratio;
      square = law.mu * law.mu + 2 * law.mu * law.sigma * ratio + law.sigma * law.sigma * (1 + z * ratio);
    }
    count += each.weight;
    sum += each.weight * mean;
    squares += each.weight * square;
  }
  if (!(count > 0)) return law;
  WaitLaw next;
  next.none = none / (none + count);
  next.mu = sum / count;
  next.sigma = std::max(kNarrowest, std::sqrt(std::max(0.0, squares / count - next.mu * next.mu)));
  return next;
}

}  // namespace mw::discovery
