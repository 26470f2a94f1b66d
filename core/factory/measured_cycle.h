// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// What the motion engine measured of a robot, the field "measured":
///
///   "cycle": {"dist": "normal", "mean_s": 3.2, "sd_s": 0.04},
///   "measured": {"on": "2026-11-22T13:40:00Z", "cycles": 200, "failed": 0, "seed": 1, "speed": 1, "mean_s": 3.2,
///                "sd_s": 0.04, "setup": "5f0c...", "values_s": [3.204167, 3.1625]}
///
/// It says where the cycle beside it is from; of a robot whose cycle is "motion" it is what the events draw from.
struct MeasuredCycle {
  std::string on;     ///< when, UTC, ISO 8601
  std::string setup;  ///< cycleSetup() of the factory in which it was measured
  std::uint64_t seed = 1;
  double speed = 1;              ///< share of full speed at which it was measured
  std::int64_t failed = 0;       ///< cycles that did not bring their part to its place
  std::vector<double> values_s;  ///< the others, as they lasted at that speed, in order

  [[nodiscard]] double mean_s() const;
};

/// @returns none where nothing was measured
[[nodiscard]] std::optional<MeasuredCycle> measuredCycle(const Element& robot);
/// As the field "measured"; times to a microsecond.
[[nodiscard]] Json toJson(const MeasuredCycle& measured);

/// Fingerprint of all that a robot's cycle depends on: its own arm, gripper, speed and programme, where its ports stand
/// from it, the shape of the conveyors there, and the parts. The same wherever the cell stands as a whole.
[[nodiscard]] std::string cycleSetup(const Factory& factory, std::size_t robot);

/// A distribution of times that are `factor` times as long. Times measured at a share of full speed go into the field
/// "cycle" multiplied by it: that is at full speed, and the events divide by the robot's speed again.
[[nodiscard]] Json scaledTimes(const Json& distribution, double factor);

/// The measured times as a distribution, at the speed at which they were measured: the values themselves, or a constant
/// where all are alike.
[[nodiscard]] Json measuredDistribution(const MeasuredCycle& measured);

/// The cycle that events draw from: as given, or where that is "motion", as measured; null where it is not.
[[nodiscard]] Json cycleOfEvents(const Element& robot);

/// Robots whose cycle is "motion" though nothing was measured (errors), and those that were measured otherwise than
/// they stand now (warnings).
[[nodiscard]] Findings checkMeasured(const Factory& factory);

}  // namespace mw::factory
