// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/lane_filter.h"

#include <algorithm>

namespace mw::motion {

void LaneFilter::join(int a, int b) {
  joined_.emplace(std::min(a, b), std::max(a, b));
}

bool LaneFilter::mayMeet(const WorldBody& a, const WorldBody& b) const {
  const auto is_open = [](const WorldBody& body, int lane) {
    return std::find(body.open_lanes.begin(), body.open_lanes.end(), lane) != body.open_lanes.end();
  };
  const auto is_through = [](const WorldBody& gate, const WorldBody& body) {
    return gate.gate > 0 && (body.lane != gate.lane || body.gates_passed >= gate.gate);
  };
  const auto is_of_another_way = [](const WorldBody& belt, const WorldBody& body) {
    return belt.kind == WorldBody::Kind::Belt && belt.way != 0 && belt.way != body.way;
  };
  if (is_of_another_way(a, b) || is_of_another_way(b, a)) return false;
  if (is_open(a, b.lane) || is_open(b, a.lane) || is_through(a, b) || is_through(b, a)) return false;
  return a.lane == b.lane || a.lane == Box::kEveryLane || b.lane == Box::kEveryLane ||
         joined_.contains({std::min(a.lane, b.lane), std::max(a.lane, b.lane)});
}

bool LaneFilter::needBroadphaseCollision(btBroadphaseProxy* proxy_a, btBroadphaseProxy* proxy_b) const {
  const WorldBody& a = WorldBody::of(*proxy_a);
  const WorldBody& b = WorldBody::of(*proxy_b);
  return (a.kind == WorldBody::Kind::Moving || b.kind == WorldBody::Kind::Moving) && mayMeet(a, b);
}

}  // namespace mw::motion
