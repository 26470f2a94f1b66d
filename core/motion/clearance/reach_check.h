// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "core/factory/factory.h"
#include "core/layout/hall_finding.h"

namespace mw::motion {

/// How much of it is looked at.
struct ReachScope {
  std::size_t most_robots = 50;  ///< those listed later are left out, and a finding says so
  std::size_t most_ways = 16;    ///< of one robot, from a pick to a place; likewise
};

/// What robots cannot do where they stand, as warnings: events alone can run all the same.
///
/// - a pick or a place that the arm does not reach, and by how much; of a robot that has no "arm" but a `reach_m`, by
///   its distance from the robot in plan
/// - a load that is heavier than the robot lifts: part and gripper against `payload_kg`, behind a batch all its parts
/// - an arm that cannot be made, or finds no way between two places that it reaches; a taught programme that cannot be
///   run (where there is one, it stands for the ways from picks to places)
/// - what the arm hits on its way (arm_sweep.h) with the largest part that comes to it: elements, the floor, vehicles'
///   roads, and the ways of other arms. Of elements that it picks from and places on only what is below the transport
///   height counts: they are open above, as belts, tables and machines with their doors open are. Of other robots with
///   arms only their foot.
///
/// Robots and ports without a pose stand nowhere and are left out.
///
/// @param folder  where names of URDF files begin
/// @throws Cancelled
/// @note 10 ms for a robot with one pick and one place (bench_clash)
[[nodiscard]] std::vector<layout::HallFinding> reachFindings(const factory::Factory& factory,
                                                             const std::filesystem::path& folder,
                                                             const ReachScope& scope = {},
                                                             const std::stop_token& stop = {});

}  // namespace mw::motion
