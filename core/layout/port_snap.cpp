// SPDX-License-Identifier: Apache-2.0
#include "core/layout/port_snap.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

/// A port of a resting body that a moving end may click on.
struct Goal {
  Port port;
  bool is_inlet = false;
  std::size_t body = 0;
};

struct Box {
  Point low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  Point high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
};

Box boxAround(std::span<const Body> moving, double reach_m) {
  Box box;
  for (const Body& body : moving) {
    for (const End& end : endsOf(body)) {
      box.low = {std::min(box.low.x_m, end.port.at.x_m - reach_m), std::min(box.low.y_m, end.port.at.y_m - reach_m)};
      box.high = {std::max(box.high.x_m, end.port.at.x_m + reach_m), std::max(box.high.y_m, end.port.at.y_m + reach_m)};
    }
  }
  return box;
}

/// How far the ports of a body are from its origin, at most.
double portReach_m(const Body& body) {
  return body.path.empty() ? body.length_m / 2 : std::numeric_limits<double>::infinity();
}

/// The ports of resting bodies in a box, from low x to high.
std::vector<Goal> goalsIn(const Box& box, std::span<const Body> resting) {
  std::vector<Goal> goals;
  const auto add = [&](const Port& port, bool is_inlet, std::size_t body) {
    const bool is_inside = port.at.x_m >= box.low.x_m && port.at.x_m <= box.high.x_m && port.at.y_m >= box.low.y_m &&
                           port.at.y_m <= box.high.y_m;
    if (is_inside) goals.push_back({port, is_inlet, body});
  };
  for (std::size_t i = 0; i < resting.size(); ++i) {
    const Body& body = resting[i];
    const double far_m = portReach_m(body);
    if (body.pose.x_m + far_m < box.low.x_m || body.pose.x_m - far_m > box.high.x_m ||
        body.pose.y_m + far_m < box.low.y_m || body.pose.y_m - far_m > box.high.y_m) {
      continue;
    }
    if (body.has_inlet) add(inletOf(body), true, i);
    if (body.has_outlet) add(outletOf(body), false, i);
  }
  std::stable_sort(goals.begin(), goals.end(),
                   [](const Goal& one, const Goal& other) { return one.port.at.x_m < other.port.at.x_m; });
  return goals;
}

}  // namespace

std::optional<PortSnap> findPortSnap(std::span<const Body> moving, std::span<const Body> resting, double reach_m) {
  const bool may_turn = moving.size() == 1;
  const std::vector<Goal> goals = goalsIn(boxAround(moving, reach_m), resting);
  double nearest_m = reach_m;
  std::optional<PortSnap> best;
  for (std::size_t i = 0; i < moving.size(); ++i) {
    for (const End& end : endsOf(moving[i])) {
      const Point at = end.port.at;
      auto goal = std::partition_point(goals.begin(), goals.end(),
                                       [&](const Goal& each) { return each.port.at.x_m < at.x_m - reach_m; });
      for (; goal != goals.end() && goal->port.at.x_m <= at.x_m + reach_m; ++goal) {
        if (goal->is_inlet != end.is_outlet) continue;
        const Port& port = goal->port;
        const double apart_m = distance_m(port.at, at);
        const double cosine = end.port.direction.x_m * port.direction.x_m + end.port.direction.y_m * port.direction.y_m;
        if (apart_m >= nearest_m || cosine < (may_turn ? kLeastCosine : kParallelCosine)) continue;
        nearest_m = apart_m;
        best = clickOn(moving[i], end, port, may_turn);
        best->moving = i;
        best->resting = goal->body;
      }
    }
  }
  return best;
}

}  // namespace mw::layout
