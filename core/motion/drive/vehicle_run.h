// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/motion/drive/drive_path.h"
#include "core/motion/drive/driven_fleet.h"
#include "core/motion/drive/footprint_gap.h"

namespace mw::motion {

/// A road that a vehicle drives along.
struct RoadLeg {
  std::uint32_t from = 0;  ///< nodes of its fleet's network
  std::uint32_t to = 0;
  bool is_stop = true;      ///< bound for the node at the end; else it waits before it at most
  double node_m = 0;        ///< where along its path the vehicle passes the node at the end
  bool is_arrived = false;  ///< the vehicle stood at its end and goes on from there
  bool operator==(const RoadLeg& other) const { return from == other.from && to == other.to; }
};

/// One vehicle as it drives.
struct VehicleRun {
  const DrivenFleet* fleet = nullptr;
  BodyId body = 0;
  DrivePath path;
  double along_m = 0;  ///< of its path
  double v_mps = 0;
  bool is_reversed = false;   ///< drives backwards
  bool is_driving = false;    ///< on its way to the end of its last leg
  std::vector<RoadLeg> legs;  ///< still to be driven, the one it is on first; of one that stands the one it came by
  std::optional<RoadLeg> left_leg;       ///< the one before
  double since_node_m = 0;               ///< driven since the end of that
  std::uint32_t node = 0;                ///< where it stands, or is bound for
  std::size_t stop = 0;                  ///< where at that node it is to stand; 0 on the node itself
  double held_up_s = 0;                  ///< how long it has stood for the same vehicle
  std::optional<std::uint32_t> blocker;  ///< that one
  std::optional<std::uint32_t> passes;   ///< the one that it has waited for long enough and drives through
  std::uint32_t passed_nodes = 0;        ///< not told yet

  /// On its path, as it travels; the body may look the other way.
  [[nodiscard]] FloorPose travelPose() const { return path.at(along_m); }
  /// Of its body.
  [[nodiscard]] FloorPose bodyPose() const;
  [[nodiscard]] Footprint footprintAt(const FloorPose& pose) const {
    return {pose, fleet->halfLength_m(), fleet->halfWidth_m(), 0, fleet->size_m[2]};
  }
  /// How far it is to the node at the end of a leg.
  [[nodiscard]] double toNode_m(const RoadLeg& leg) const { return leg.node_m - along_m; }
  [[nodiscard]] bool isBoundFor(const RoadLeg& leg) const;
};

}  // namespace mw::motion
