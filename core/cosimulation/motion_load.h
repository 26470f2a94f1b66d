// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "core/factory/factory.h"

namespace mw::cosimulation {

/// How many parts may move at once, for those that rest in a queue cost nothing: of each conveyor as many as lie on it
/// one pitch (at least the shortest part) apart, and no more than come to it while one rides over it,
///
///   min(length / max(pitch, part), rate length / speed)
///
/// with all that the sources send, as if it all came over each conveyor. An unlimited supply has no rate.
[[nodiscard]] double partsInMotion(const factory::Factory& factory);

/// How fast motion will be on this computer.
struct MotionPace {
  double parts = 0;       ///< in motion at once
  double step_cpu_s = 0;  ///< of a step with so many
  double slower = 0;      ///< than real time: CPU time over simulated time
};

/// Above so many parts in motion the program says before a run how slow it will be.
inline constexpr double kPartsWithoutSaying = 1000;

/// Measures for about a quarter of a second what a step costs here, with kPartsWithoutSaying parts on a belt; a part
/// costs the same among more.
/// @returns nothing up to kPartsWithoutSaying parts: real time is expected there
/// @throws Cancelled
[[nodiscard]] std::optional<MotionPace> expectedPace(const factory::Factory& factory, double step_s,
                                                     const std::stop_token& stop = {});

/// "About 2,400 parts will move at once: motion will be about 2.1 times slower than real time on this computer."
[[nodiscard]] std::string paceText(const MotionPace& pace);

}  // namespace mw::cosimulation
