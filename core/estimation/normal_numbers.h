// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "core/base/random_stream.h"

namespace mw::estimation {

/// Standard normal numbers in pairs. Source: Box, Muller (1958)
class NormalNumbers {
 public:
  NormalNumbers(std::uint64_t seed, std::uint64_t stream) : stream_(seed, stream, 0) {}

  [[nodiscard]] double next() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    const double radius = std::sqrt(-2.0 * std::log(stream_.uniform()));
    const double angle = 2.0 * std::numbers::pi * stream_.uniform();
    spare_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
  }
  void fill(Eigen::VectorXd& vector) {
    for (Eigen::Index i = 0; i < vector.size(); ++i) vector(i) = next();
  }
  /// Between 0 and 1.
  double uniform() { return stream_.uniform(); }

 private:
  RandomStream stream_;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace mw::estimation
