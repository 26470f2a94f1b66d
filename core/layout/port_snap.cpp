// SPDX-License-Identifier: Apache-2.0
#include "core/layout/port_snap.h"

#include <cmath>

namespace mw::layout {
namespace {

constexpr double kLeastCosine = 0.5;          // 60 degrees
constexpr double kParallelCosine = 1 - 1e-9;  // 2.5 thousandths of a degree

double angleFromTo_rad(Point from, Point to) {
  return std::atan2(from.x_m * to.y_m - from.y_m * to.x_m, from.x_m * to.x_m + from.y_m * to.y_m);
}

struct End {
  Port port;
  bool is_outlet = false;
};

std::vector<End> endsOf(const Body& body) {
  std::vector<End> ends;
  if (body.has_inlet) ends.push_back({inletOf(body), false});
  if (body.has_outlet) ends.push_back({outletOf(body), true});
  return ends;
}

/// The move that brings an end of a body to a port.
PortSnap clickOn(const Body& body, const End& end, const Port& goal, bool may_turn) {
  PortSnap snap;
  snap.is_from_moving = end.is_outlet;
  const Point origin{body.pose.x_m, body.pose.y_m};
  if (may_turn) snap.turn_rad = angleFromTo_rad(end.port.direction, goal.direction);
  snap.shift = goal.at - (origin + turned(end.port.at - origin, snap.turn_rad));
  snap.lift_m = goal.foot_m - end.port.foot_m;
  return snap;
}

}  // namespace

std::optional<PortSnap> findPortSnap(std::span<const Body> moving, std::span<const Body> resting, double reach_m) {
  const bool may_turn = moving.size() == 1;
  double nearest_m = reach_m;
  std::optional<PortSnap> best;
  for (std::size_t i = 0; i < moving.size(); ++i) {
    for (const End& end : endsOf(moving[i])) {
      for (std::size_t j = 0; j < resting.size(); ++j) {
        if (end.is_outlet ? !resting[j].has_inlet : !resting[j].has_outlet) continue;
        const Point origin{resting[j].pose.x_m, resting[j].pose.y_m};
        const double far_m = resting[j].path.empty() ? resting[j].length_m / 2 + reach_m : 1e150;
        const Point apart = origin - end.port.at;
        if (apart.x_m * apart.x_m + apart.y_m * apart.y_m > far_m * far_m) continue;
        const Port goal = end.is_outlet ? inletOf(resting[j]) : outletOf(resting[j]);
        const double apart_m = distance_m(goal.at, end.port.at);
        const double cosine = end.port.direction.x_m * goal.direction.x_m + end.port.direction.y_m * goal.direction.y_m;
        if (apart_m >= nearest_m || cosine < (may_turn ? kLeastCosine : kParallelCosine)) continue;
        nearest_m = apart_m;
        best = clickOn(moving[i], end, goal, may_turn);
        best->moving = i;
        best->resting = j;
      }
    }
  }
  return best;
}

}  // namespace mw::layout
