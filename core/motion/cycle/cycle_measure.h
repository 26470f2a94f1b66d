// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
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

/// The programme of cycle i of a series. The draws depend on seed and i alone, so more cycles continue a series and a
/// changed arm meets the same parts.
[[nodiscard]] PickPlaceProgramme variedProgramme(const PickPlaceProgramme& programme,
                                                 const PickPlaceVariation& variation, int i, std::uint64_t seed);

enum class CycleSource {
  Physics,   ///< each cycle runs in the world
  Profiles,  ///< each cycle lasts as planned: thousands of times quicker, without settling, slips and weak drives
};

/// Works out one cycle of an arm that stands in this posture, at rest.
using CyclePlanner = std::function<PickPlacePlan(const PickPlaceProgramme&, const JointVector& start_rad)>;

/// What is measured, and how.
struct CycleRequest {
  std::vector<PickPlaceProgramme> cycles;  ///< one after the other: where each part lies and shall lie
  CyclePlanner plan;                       ///< called in order, from one thread
  JointVector start_rad = JointVector::Zero();
  CycleSource source = CycleSource::Physics;
  int jobs = 0;  ///< threads of the physics; 0 = one per processor. The result does not depend on it
  std::stop_token stop = {};
  ProgressSink progress = {};
};

/// Cycles that failed alike, in the same place.
struct CycleFailure {
  std::string reason;   ///< in words, those of the first
  int n = 0;            ///< how many
  int first_cycle = 0;  ///< counted from 1
};

/// Cycle times of an arm, sampled.
struct CycleMeasurement {
  std::vector<double> cycles_s;      ///< of those that went well, in order
  std::vector<double> planned_s;     ///< the same cycles by the profiles
  std::vector<std::size_t> cycles;   ///< which of the request those are, counted from 0
  numerics::Estimate cycle_s;        ///< of cycles_s, with the 95 % interval of their mean
  std::vector<CycleFailure> failed;  ///< the most frequent first

  [[nodiscard]] int failedCount() const;
  /// "12 of 200: the part slipped out of the gripper (first in cycle 3)", one text per reason.
  [[nodiscard]] std::vector<std::string> failureTexts() const;
};

/// Measures cycles. Each begins where the one before it ended, above its place; one that has no plan leaves the arm
/// where it stood. In the physics every cycle has a world of its own, with the arm at rest where it begins.
///
/// @param mounted  the arm with its gripper on
/// @returns the same bits for any number of jobs
/// @throws Cancelled when asked to stop
[[nodiscard]] CycleMeasurement measureCycles(const Arm& mounted, const Gripper& gripper, const CycleRequest& request);

/// Plans by planPickPlace for an arm with its gripper on; keeps what it needs.
[[nodiscard]] CyclePlanner pickPlacePlanner(const Arm& mounted, const Gripper& gripper);

/// Samples n cycles of one programme, coming from the last of its slots.
[[nodiscard]] CycleRequest variedCycles(const Arm& mounted, const Gripper& gripper, const PickPlaceProgramme& programme,
                                        const PickPlaceVariation& variation, int n, std::uint64_t seed);

}  // namespace mw::motion
