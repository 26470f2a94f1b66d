// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cosimulation/cycle/robot_measurement.h"

namespace mw::cosimulation {

/// A measurement as `motion --measure` prints it:
///
///   {"format": "millwright-cycle/1", "robot", "cycles", "failed", "seed", "speed", "taught",
///    "spread": {"offset_m", "turn_deg"}, "mean_s", "sd_s", "min_s", "max_s", "low_s", "high_s", "planned_mean_s",
///    "fitted": {"dist", ...} or null, "fit": {"criterion", "candidates": [...]}, "empirical": {"dist", "values_s"},
///    "cycle": what goes into the factory, "routes": [...], "failures": [...], "notes": [...]}
///
/// Numbers that there are none of are null. low_s and high_s bound the mean with 95 % confidence.
[[nodiscard]] Json toJson(const RobotMeasurement& measurement, CycleForm form);

/// How a distribution is chosen, for people.
inline constexpr const char* kFitCriterion =
    "the smallest AIC among those that the Anderson-Darling test does not reject at 0.05";

/// "lognormal fits best: mean 3.21 s, ...", "no distribution fits ...: the values themselves are used".
[[nodiscard]] std::string fitText(const RobotMeasurement& measurement);

}  // namespace mw::cosimulation
