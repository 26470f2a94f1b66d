// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/numerics/statistics.h"

namespace mw::numerics {

/// Decimals that are worth showing of a value known to +- spread: to the first figure of the spread; to its second
/// where the first is a 1 and the value still has no more than four figures; four figures of the value where the spread
/// lies beyond its sixth. Windows, reports and terminals all ask here.
///
///   57.93 +- 0.6 -> 1     57.93 +- 0.14 -> 2     1.73 +- 0.0011 -> 3     1240 +- 35 -> 0
///
/// @param spread  NaN or 0: three figures of the value itself
[[nodiscard]] int decimalsOf(double value, double spread);
/// Decimals that keep this many figures of a number, 0 to 9; 0 for what is smaller than nine decimals show.
[[nodiscard]] int decimalsFor(double number, int figures = 3);

/// "54.8", with decimalsOf its spread; a point whatever the locale; empty for NaN.
[[nodiscard]] std::string figureText(double value, double spread);
/// "0.6", the half width to the decimals of its mean, "< 0.001" where that would show none of it; empty where there is
/// no interval.
[[nodiscard]] std::string halfWidthText(const Estimate& estimate);

}  // namespace mw::numerics
