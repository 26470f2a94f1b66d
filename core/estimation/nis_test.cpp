// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/nis_test.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <numbers>

#include "core/base/error.h"

namespace mw::estimation {

double nisLimit(int signal_count, double sigma) {
  MW_REQUIRE(signal_count >= 1 && sigma > 0 && sigma <= 30);
  if (signal_count == 1) return sigma * sigma;
  const double tail = std::erfc(sigma / std::numbers::sqrt2);
  return boost::math::quantile(boost::math::complement(boost::math::chi_squared(signal_count), tail));
}

}  // namespace mw::estimation
