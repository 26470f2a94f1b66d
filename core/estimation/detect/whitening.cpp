// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/whitening.h"

#include <algorithm>
#include <cmath>

namespace mw::estimation {

Whitening Whitening::learn(std::span<const double> healthy) {
  Whitening whitening;
  whitening.scale = robustScale(healthy);
  if (!(whitening.scale.sd > 0)) return whitening;
  // Clipped, so that one wild reading does not hide how the others hang together.
  const auto clipped = [&](double x) {
    return std::clamp((x - whitening.scale.centre) / whitening.scale.sd, -3.0, 3.0);
  };
  double products = 0;
  double squares = 0;
  for (std::size_t k = 1; k < healthy.size(); ++k) {
    if (!std::isfinite(healthy[k]) || !std::isfinite(healthy[k - 1])) continue;
    const double before = clipped(healthy[k - 1]);
    products += before * clipped(healthy[k]);
    squares += before * before;
  }
  if (squares > 0) whitening.rho = std::clamp(products / squares, 0.0, 0.99);
  return whitening;
}

std::vector<double> Whitening::apply(std::span<const double> readings) const {
  std::vector<double> white(readings.size(), std::nan(""));
  if (!(scale.sd > 0)) return white;
  const double spread = std::sqrt(1.0 - rho * rho);
  double before = std::nan("");
  for (std::size_t k = 0; k < readings.size(); ++k) {
    const double u = (readings[k] - scale.centre) / scale.sd;
    if (std::isfinite(u)) white[k] = std::isfinite(before) ? (u - rho * before) / spread : u;
    before = u;
  }
  return white;
}

}  // namespace mw::estimation
