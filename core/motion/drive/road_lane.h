// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/factory/road_network.h"

namespace mw::motion {

/// Where and which way, on the floor.
struct FloorPose {
  double x_m = 0;
  double y_m = 0;
  double yaw_rad = 0;
};

/// The line on which vehicles drive from one node to another: the straight one, where others may come towards them to
/// the right of it (RoadEdge::lane_m).
class RoadLane {
 public:
  RoadLane(const factory::RoadNetwork& network, std::size_t from, std::size_t to);

  [[nodiscard]] double length_m() const { return length_m_; }
  [[nodiscard]] double yaw_rad() const { return yaw_rad_; }
  /// Whether others may come towards one on the same line: on a two-way road too narrow for two, on a one-way road that
  /// is driven back along, and where a second one leads the other way.
  [[nodiscard]] bool isSingle() const { return is_single_; }
  /// As fast as one may drive along it. A road that is said to be longer than it is drawn is driven so much slower.
  [[nodiscard]] double speedLimit_mps(double speed_mps) const;
  /// The point so far along, and so far to the right of the lane.
  [[nodiscard]] FloorPose at(double along_m, double right_m = 0) const;
  /// How far along a point is, and how far to the left of the lane.
  [[nodiscard]] std::array<double, 2> alongAndAcross_m(const FloorPose& point) const;

 private:
  FloorPose begin_;
  double yaw_rad_ = 0;
  bool is_single_ = false;
  double length_m_ = 0;
  double given_length_m_ = 0;
  double road_speed_mps_ = 0;
};

}  // namespace mw::motion
