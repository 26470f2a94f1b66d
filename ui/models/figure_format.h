// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/numerics/statistics.h"

namespace mw::models {

/// "54.8", with numerics::decimalsOf its spread; "–" for NaN.
/// @param spread  NaN or 0: three figures of the value itself
[[nodiscard]] QString figure(double value, double spread);
/// Three figures: "0.0312", "57.9", "1 240".
[[nodiscard]] QString figure(double value);
/// "± 0.6", to the same decimals as figure(mean, half_width), "± < 0.001" where that would show none of it; empty where
/// there is no interval.
[[nodiscard]] QString plusMinus(const numerics::Estimate& estimate);
/// "56.8 – 59.0", decimals by their distance.
[[nodiscard]] QString rangeText(double low, double high);

/// A time of a run as a clock that may pass 24 h: "6:00", "102:35"; with seconds "6:00:05".
[[nodiscard]] QString clockText(double t_s, bool with_seconds = false);
/// A duration in its natural unit: "12 s", "4.5 min", "3.2 h", "5 d".
[[nodiscard]] QString durationText(double duration_s);

}  // namespace mw::models
