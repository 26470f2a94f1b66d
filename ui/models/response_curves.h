// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/surrogate/answers.h"
#include "ui/models/whatif_factors.h"

namespace mw::models {

/// The response over one factor, the others as their sliders stand.
struct ResponseCurve {
  std::vector<double> x;
  std::vector<double> mean;
  std::vector<double> low;  ///< 95 %
  std::vector<double> high;
};

/// The response over two factors, the others as their sliders stand.
struct ResponseSlice {
  std::size_t n = 0;  ///< nodes along either side
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> mean;  ///< [y * n + x]
  std::vector<double> sd;    ///< as mean
  std::vector<surrogate::Domain> domains;
};

/// A surrogate with its sliders as they stand.
struct ResponseView {
  const surrogate::GaussianProcess& gp;
  const std::vector<WhatIfFactor>& factors;

  [[nodiscard]] Eigen::RowVectorXd point() const;
};

/// Verdicts along one slider in n equal steps from slider_low to slider_high, the others as they stand; of a choice one
/// per level.
[[nodiscard]] std::vector<surrogate::Domain> domainAlong(const ResponseView& view, std::size_t factor, std::size_t n);
/// Of a choice, one x per level. @param n  at least 2
[[nodiscard]] ResponseCurve responseCurve(const ResponseView& view, std::size_t factor, std::size_t n);
/// @param n  nodes along either side, at least 2
[[nodiscard]] ResponseSlice responseSlice(const ResponseView& view, std::size_t x_factor, std::size_t y_factor,
                                          std::size_t n);

}  // namespace mw::models
