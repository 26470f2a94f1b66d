// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/motion/cycle/pick_place_run.h"
#include "core/numerics/statistics.h"

namespace mw::motion {

/// Why one cycle lasts longer than the next: parts do not lie where the last one lay. Offsets are uniform over plus and
/// minus the given figure, in the directions of the part as it should lie.
struct PickPlaceVariation {
  double pick_along_m = 0;
  double pick_across_m = 0;
  double pick_yaw_rad = 0;
  /// Where the parts are put, one after the other and then again from the first, as shifts from the programme's place.
  /// Empty: always the place itself.
  std::vector<Eigen::Vector3d> slots_m;
};

enum class CycleSource {
  Physics,   ///< each cycle runs in the world
  Profiles,  ///< each cycle lasts as planned: thousands of times quicker, without settling, slips and weak drives
};

/// Cycle times of an arm, sampled.
struct CycleMeasurement {
  std::vector<double> cycles_s;   ///< of those that went well, in order
  std::vector<double> planned_s;  ///< the same cycles by the profiles
  numerics::Estimate cycle_s;     ///< of cycles_s, with the 95 % interval of their mean
  int n_failed = 0;               ///< unreachable, dropped, not settled
  std::string first_failure;      ///< in words; empty when none failed
};

/// Samples n cycles: cycle i picks at an offset drawn for it and places in slot i, coming from the slot before. Draws
/// depend on seed and i alone, so more cycles continue a series and a changed arm meets the same parts.
///
/// @throws Cancelled when asked to stop
[[nodiscard]] CycleMeasurement measureCycles(const Arm& arm, const Gripper& gripper,
                                             const PickPlaceProgramme& programme, const PickPlaceVariation& variation,
                                             int n, std::uint64_t seed, CycleSource source = CycleSource::Physics,
                                             const std::stop_token& stop = {});

/// The programme of cycle i of such a series.
[[nodiscard]] PickPlaceProgramme variedProgramme(const PickPlaceProgramme& programme,
                                                 const PickPlaceVariation& variation, int i, std::uint64_t seed);

}  // namespace mw::motion
