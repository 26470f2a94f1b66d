// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "core/factory/road_network.h"
#include "core/motion/drive/speed_law.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A fleet as its bodies drive.
struct DrivenFleet {
  std::string id;
  std::uint32_t first_vehicle = 0;  ///< vehicles are numbered through all fleets
  std::uint32_t vehicles = 1;
  double speed_mps = 1;
  SpeedLimits limits;
  Vector3 size_m{};                ///< of the body; parts stand on top
  std::array<double, 2> room_m{};  ///< length and width, with the largest load
  double clearance_m = 0;
  factory::RoadNetwork network;
  std::uint32_t roads = 0;  ///< fleets on the same roads have the same
  double apart_m = 0;       ///< kept to others where there is room: clearance_m, less where two pass nearer
  double widest_m = 0;      ///< vehicle on the same roads, with its load
  double lane_m = 0;        ///< the farthest that a lane of its roads lies aside
  std::vector<std::vector<std::uint32_t>> next{};  ///< by node: where roads lead; empty where there are no roads
  std::vector<std::set<std::uint32_t>> around{};   ///< by node: what roads join it to

  [[nodiscard]] double halfLength_m() const { return room_m[0] / 2; }
  [[nodiscard]] double halfWidth_m() const { return room_m[1] / 2; }
  /// How far from a crossing a vehicle stands clear of those that cross.
  [[nodiscard]] double crossing_m() const { return halfLength_m() + widest_m / 2 + lane_m + apart_m; }
  [[nodiscard]] bool isCrossing(std::uint32_t node) const { return !around.empty() && around[node].size() > 2; }
};

/// All fleets of a factory whose flows go by vehicle; none where no flow does.
[[nodiscard]] std::vector<DrivenFleet> drivenFleets(const factory::Factory& factory);

}  // namespace mw::motion
