// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/road_lane.h"

#include <algorithm>
#include <cmath>

namespace mw::motion {

RoadLane::RoadLane(const factory::RoadNetwork& network, std::size_t from, std::size_t to) {
  const factory::RoadNode& a = network.nodes[from];
  const factory::RoadNode& b = network.nodes[to];
  length_m_ = std::hypot(b.x_m - a.x_m, b.y_m - a.y_m);
  yaw_rad_ = std::atan2(b.y_m - a.y_m, b.x_m - a.x_m);
  given_length_m_ = length_m_;
  road_speed_mps_ = std::numeric_limits<double>::infinity();
  double right_m = network.is_straight ? network.straight_lane_m : 0;
  const factory::RoadEdge* road = nullptr;
  bool is_against = false;
  for (const factory::RoadEdge& edge : network.edges) {
    const bool is_on = edge.from == from && edge.to == to;
    const bool is_back = edge.from == to && edge.to == from;
    const bool leads_there = is_on || (is_back && edge.is_two_way);
    if (!is_on && !is_back) continue;
    if (is_back || edge.is_two_way) is_single_ = is_single_ || edge.lane_m == 0;
    if (road != nullptr && !(leads_there && is_against)) continue;
    road = &edge;
    is_against = !leads_there;
  }
  if (road != nullptr) {
    given_length_m_ = road->length_m;
    road_speed_mps_ = road->speed_mps;
    right_m = road->lane_m;
  }
  begin_ = {a.x_m + right_m * std::sin(yaw_rad_), a.y_m - right_m * std::cos(yaw_rad_), yaw_rad_};
}

double RoadLane::speedLimit_mps(double speed_mps) const {
  const double speed = std::min(speed_mps, road_speed_mps_);
  return given_length_m_ > length_m_ && length_m_ > 0 ? speed * length_m_ / given_length_m_ : speed;
}

FloorPose RoadLane::at(double along_m, double right_m) const {
  const double c = std::cos(yaw_rad_);
  const double s = std::sin(yaw_rad_);
  return {begin_.x_m + along_m * c + right_m * s, begin_.y_m + along_m * s - right_m * c, yaw_rad_};
}

std::array<double, 2> RoadLane::alongAndAcross_m(const FloorPose& point) const {
  const double c = std::cos(yaw_rad_);
  const double s = std::sin(yaw_rad_);
  const double dx = point.x_m - begin_.x_m;
  const double dy = point.y_m - begin_.y_m;
  return {dx * c + dy * s, dy * c - dx * s};
}

}  // namespace mw::motion
