// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/cosimulation/eye_statistics.h"
#include "core/cosimulation/motion_session.h"

namespace mw::cosimulation {

/// How parts came over one conveyor, after the warm-up.
struct TransportStatistics {
  std::string conveyor;  ///< id
  std::int64_t n = 0;    ///< finished transports
  double mean_s = 0;     ///< 0 where n is 0, as min and max
  double sd_s = 0;       ///< of the sample, 0 for fewer than two
  double min_s = 0;
  double max_s = 0;
  double expected_s = 0;      ///< length / speed, of a part that nothing holds up
  std::uint32_t on_belt = 0;  ///< parts on it at the end
  double waited_s = 0;        ///< time in which a part waited at its end
};

/// A motion::NearMiss by names.
struct NearMissOfRun {
  std::string vehicle;  ///< "agv 2", as vehicleName() says
  std::string other;    ///< another vehicle, or an element's id
  bool is_element = false;
  double time_s = 0;
  double gap_m = 0;
  std::uint32_t n = 1;
  bool is_arms = false;  ///< both are robots' ids
};

/// A motion::Standstill by names.
struct StandstillOfRun {
  std::string vehicle;  ///< that waited
  std::string blocker;  ///< the vehicle in its way
  std::string node;     ///< for which it was bound
  double time_s = 0;    ///< since when
  double longest_s = 0;
};

/// What an arm did after the warm-up.
struct ArmStatistics {
  std::string robot;   ///< id
  std::int64_t n = 0;  ///< parts brought to their places
  double mean_s = 0;   ///< of a cycle: the time for which the arm worked; 0 where n is 0, as sd, min and max
  double sd_s = 0;     ///< of the sample, 0 for fewer than two
  double min_s = 0;
  double max_s = 0;
  std::int64_t dropped = 0;      ///< parts that slipped out of the gripper
  std::int64_t not_gripped = 0;  ///< parts that were not as the robot needs them
  double energy_kwh = 0;         ///< of its drives, from the joints' torques; braking gives nothing back
};

struct MotionResult {
  MotionSettings settings;
  std::string factory;  ///< its digest
  std::vector<TransportStatistics> conveyors;
  std::vector<ArmStatistics> arms;  ///< of robots that are moved, in factory order
  std::vector<EyeStatistics> photo_eyes;
  std::int64_t delivered = 0;
  double throughput_per_h = 0;              ///< delivered parts over the measured time
  events::RunStatistics statistics;         ///< what the events measured after the warm-up
  std::vector<std::uint64_t> state_hashes;  ///< after each full simulated second
  double max_abs_z_m = 0;                   ///< highest (or deepest) centre of any part at any step
  std::vector<motion::Mishap> mishaps;
  std::vector<NearMissOfRun> near_misses;
  std::vector<std::string> warnings;  ///< mishaps, near misses, standstills and notes, a sentence each
  std::vector<StandstillOfRun> standstills{};
};

/// Runs the physics of a factory for the duration, without pictures. The same factory and settings give the same bits.
/// @throws InputError, NumericalError as MotionSession does; Cancelled when stopped
[[nodiscard]] MotionResult runMotion(const factory::Factory& factory, const MotionSettings& settings,
                                     const std::stop_token& stop = {}, const ProgressSink& progress = {});

[[nodiscard]] Json toJson(const MotionResult& result);

}  // namespace mw::cosimulation
