// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/cosimulation/cycle/fitted_cycle.h"
#include "core/factory/factory_path.h"
#include "core/factory/measured_cycle.h"
#include "core/motion/cycle/cycle_measure.h"
#include "core/numerics/statistics.h"

namespace mw::cosimulation {

/// How far parts lie from where they should at the end of a belt: uniform over plus and minus these. Guides and stops
/// leave some millimetres and a degree or two; these are assumptions, no measurement.
struct PickSpread {
  double offset_m = 0.005;  ///< along the belt, and across it
  double turn_rad = 0.035;  ///< 2 degrees
};

struct MeasureSettings {
  int cycles = 200;  ///< 2 at least
  std::uint64_t seed = 1;
  PickSpread spread;
  int jobs = 0;                       ///< threads; 0 = one per processor. Results do not depend on it
  std::filesystem::path folder = {};  ///< where names of URDF files begin
};

inline constexpr int kMostCycles = 100'000;

/// Cycles that took the same kind of part from the same element to the same other one.
struct MeasuredRoute {
  std::string pick;  ///< ids
  std::string place;
  std::string part;
  numerics::Estimate cycle_s;  ///< of those that went well
  int n_failed = 0;
};

/// What was measured of one robot.
struct RobotMeasurement {
  std::string robot;  ///< id
  MeasureSettings settings;
  double speed = 1;        ///< share of full speed at which it works
  std::string setup;       ///< factory::cycleSetup()
  bool is_taught = false;  ///< by the programme that it was taught
  motion::CycleMeasurement cycles;
  std::vector<MeasuredRoute> routes;                    ///< the most frequent first
  std::optional<numerics::FittedDistributions> fitted;  ///< none for few cycles
  std::vector<std::string> notes;                       ///< what should be known of it, a sentence each

  /// Whether there is something to draw from.
  [[nodiscard]] bool isUsable() const { return cycles.cycles_s.size() >= 2; }
};

/// Measures the cycle of a robot in its factory, arm, gripper and part by physics: from the moment at which it stands
/// above its last place until it stands there again, picking and placing in between. So a cycle begins with the way
/// back to the next part, and works that follow on each other last a cycle each.
///
/// Its works are those that the factory's events give it (robotWorks). Parts that come by conveyor lie off by the
/// spread, others where they should. A robot that was taught a programme works through that, from where it grips to
/// where it lets go, whatever lies off; else it goes to where the part lies.
///
/// The same factory and settings give the same bits, whatever the jobs.
///
/// @param robot  id
/// @throws InputError for an unknown robot, one without an arm, and what forbids a run of the events; Cancelled
/// @note some 50 ms of a core a cycle
[[nodiscard]] RobotMeasurement measureRobot(const factory::Factory& factory, std::string_view robot,
                                            const MeasureSettings& settings, const std::stop_token& stop = {},
                                            const ProgressSink& progress = {});

/// What a factory draws its times from after this measurement, at the speed at which it was measured. A fitted
/// distribution is stretched to the mean of the values, which decides the throughput.
[[nodiscard]] Json cycleDistribution(const RobotMeasurement& measurement, CycleForm form);

/// The measurement as a factory keeps it.
/// @param on  when, UTC, ISO 8601
[[nodiscard]] factory::MeasuredCycle measuredCycleOf(const RobotMeasurement& measurement, const std::string& on);

/// The robot's "cycle" and "measured" as they become.
[[nodiscard]] std::vector<factory::Assignment> measuredValues(const RobotMeasurement& measurement, CycleForm form,
                                                              const std::string& on);
/// The factory with them; nothing else changes.
[[nodiscard]] factory::Factory withMeasured(const factory::Factory& factory, const RobotMeasurement& measurement,
                                            CycleForm form, const std::string& on);

}  // namespace mw::cosimulation
