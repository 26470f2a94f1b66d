// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
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
  bool is_own = false;      ///< of a way that nobody told it
  bool is_served = false;   ///< by an arm at its end, which reaches the first stop alone
  bool operator==(const RoadLeg& other) const { return from == other.from && to == other.to; }
};

/// Where on its last leg a way ends.
struct WayEnd {
  double before_m = 0;       ///< before the node
  double right_m = 0;        ///< of the lane
  bool is_taken = false;     ///< none was free: nobody drives on to its road yet
  bool keeps_aside = false;  ///< as far aside of its only leg as the vehicle is now, all along
};

/// A place that a vehicle has to itself.
struct Claimed {
  double along_m = 0;  ///< of its path
  Footprint box;
};

/// From where to where places lie.
struct FloorSpan {
  double low_x_m = std::numeric_limits<double>::infinity();
  double high_x_m = -std::numeric_limits<double>::infinity();
  double low_y_m = std::numeric_limits<double>::infinity();
  double high_y_m = -std::numeric_limits<double>::infinity();
  void add(const FloorPose& pose);
  [[nodiscard]] bool isWithin(const FloorPose& pose, double reach_m) const;
};

enum class Aside { No, Going, There };

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
  std::uint32_t node = 0;                ///< where it stands, or is bound for
  std::size_t stop = 0;                  ///< where at that node it is to stand; 0 on the node itself
  std::optional<std::uint32_t> blocker;  ///< the vehicle for which it stands
  double held_up_s = 0;                  ///< how long it has stood for any
  std::uint32_t passed_nodes = 0;        ///< not told yet

  double claim_m = 0;                              ///< how far along its path the floor is its own
  std::vector<Claimed> claimed{};                  ///< all of that from where it is, close by close
  FloorSpan claimed_span{};                        ///< of all of those
  std::vector<std::array<double, 2>> crossings{};  ///< stretches of its path on which nobody may stand
  double tight_m = 0;                              ///< so far on it creeps, past who stands nearer than its clearance

  std::vector<RoadLeg> ahead{};           ///< told, but not part of its path yet
  std::vector<std::uint32_t> foreseen{};  ///< nodes after those

  bool is_idle = true;              ///< nobody wants it where it is
  Aside aside = Aside::No;          ///< whether it makes way
  std::uint32_t makes_way_for = 0;  ///< while it does
  std::vector<RoadLeg> owed{};      ///< legs that it drives after it has made way
  double aside_s = 0;               ///< for how long

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
