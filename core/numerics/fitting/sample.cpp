// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/sample.h"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>

#include "core/base/error.h"
#include "core/numerics/statistics.h"

namespace mw::numerics {

Sample::Sample(std::vector<double> values_s) : values_(std::move(values_s)) {
  MW_REQUIRE(!values_.empty());
  std::sort(values_.begin(), values_.end());
  MW_REQUIRE(values_.front() >= 0 && std::isfinite(values_.back()));
  mean_ = numerics::mean(values_);
  if (isAllEqual()) return;
  double square = 0;  // relative to the mean, so that nothing underflows
  for (const double value : values_) square += (value / mean_ - 1) * (value / mean_ - 1);
  sd_ = mean_ * std::sqrt(square / count());
}

std::size_t Sample::distinctCount() const {
  std::size_t count = 1;
  for (std::size_t i = 1; i < values_.size(); ++i) count += values_[i] != values_[i - 1] ? 1 : 0;
  return count;
}

double Sample::logGap() const {
  double sum = 0;
  for (const double value : values_) {
    // log1pmx(d) = ln(1 + d) - d; the d sum to zero, and without them nothing cancels.
    const double d = value / mean_ - 1;
    sum += d < -0.5 ? d - std::log(value / mean_) : -boost::math::log1pmx(d);
  }
  return sum / count();
}

double resolutionOf(const Sample& sample) {
  constexpr std::array kMinutes = {3600.0, 1800.0, 900.0, 600.0, 300.0, 60.0};
  const auto fits = [&](double step) {
    return std::all_of(sample.values().begin(), sample.values().end(), [step](double value) {
      const double steps = value / step;
      return std::abs(steps - std::round(steps)) <= 1e-9 * std::max(1.0, steps);
    });
  };
  double largest = 0;
  for (const double step : kMinutes) {
    if (fits(step)) {
      largest = step;
      break;
    }
  }
  for (int power = 6; power >= -6; --power) {
    for (const double digit : {5.0, 2.0, 1.0}) {
      const double step = digit * std::pow(10.0, power);
      if (step <= largest) return largest;
      if (fits(step)) return step;
    }
  }
  return largest;
}

}  // namespace mw::numerics
