// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/numerics/distribution.h"
#include "core/numerics/fitting/histogram.h"

namespace mw::report {

/// A distribution as a curve over a histogram.
struct DensityCurve {
  std::string label;  ///< in the legend
  numerics::Distribution distribution;
};

/// A histogram of observed times and what was fitted to them.
struct HistogramPicture {
  std::string title;
  std::string axis;  ///< what the horizontal axis shows, unit included: "repair_s [s]"
  numerics::Histogram histogram;
  std::vector<DensityCurve> curves;  ///< drawn first to last; without density (constant): left out
};

/// The picture as a complete SVG file on a light background: axes with units, grid, legend, and curves that differ in
/// colour (Paul Tol's bright scheme, safe for the colour-blind) and in dashes. A curve shows how many values a bin
/// around each time is expected to hold. Texts are escaped; nothing is fetched.
[[nodiscard]] std::string histogramSvg(const HistogramPicture& picture);

}  // namespace mw::report
