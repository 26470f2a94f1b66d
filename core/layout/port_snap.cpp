// SPDX-License-Identifier: Apache-2.0
#include "core/layout/port_snap.h"

#include <algorithm>
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

/// Hands over the ends of a body, one after the other.
template <class Take>
void forEachEnd(const Body& body, Take take) {
  for (const Port& port : inletsOf(body)) take(End{port, false});
  for (const Port& port : outletsOf(body)) take(End{port, true});
}

/// The move that brings an end of a body to a port.
PortSnap clickOn(const Body& body, const End& end, const Port& goal, bool may_turn) {
  PortSnap snap;
  snap.is_from_moving = end.is_outlet;
  const Point origin{body.pose.x_m, body.pose.y_m};
  if (may_turn) snap.turn_rad = angleFromTo_rad(end.port.direction, goal.direction);
  snap.shift = goal.at - (origin + turned(end.port.at - origin, snap.turn_rad));
  const bool stays_high = goal.is_at_any_height || end.port.is_at_any_height;
  snap.lift_m = stays_high ? 0 : goal.foot_m - end.port.foot_m;
  snap.meets = goal;
  if (goal.is_at_any_height) snap.meets.foot_m = end.port.foot_m;
  return snap;
}

}  // namespace

PortField::PortField(std::span<const Body> resting) {
  goals_.reserve(2 * resting.size());
  for (std::size_t i = 0; i < resting.size(); ++i) {
    forEachEnd(resting[i], [&](const End& end) { goals_.push_back({end.port, !end.is_outlet, i}); });
  }
  std::stable_sort(goals_.begin(), goals_.end(),
                   [](const Goal& one, const Goal& other) { return one.port.at.x_m < other.port.at.x_m; });
}

std::optional<PortSnap> findPortSnap(std::span<const Body> moving, const PortField& resting, double reach_m) {
  const bool may_turn = moving.size() == 1;
  const auto& goals = resting.goals_;
  double nearest_m = reach_m;
  std::optional<PortSnap> best;
  const auto tryEnd = [&](std::size_t i, const End& end) {
    const Point at = end.port.at;
    auto goal = std::partition_point(goals.begin(), goals.end(),
                                     [&](const auto& each) { return each.port.at.x_m < at.x_m - reach_m; });
    for (; goal != goals.end() && goal->port.at.x_m <= at.x_m + reach_m; ++goal) {
      if (goal->is_inlet != end.is_outlet || std::abs(goal->port.at.y_m - at.y_m) >= nearest_m) continue;
      const Port& port = goal->port;
      const double apart_m = distance_m(port.at, at);
      const double cosine = end.port.direction.x_m * port.direction.x_m + end.port.direction.y_m * port.direction.y_m;
      if (apart_m >= nearest_m || cosine < (may_turn ? kLeastCosine : kParallelCosine)) continue;
      nearest_m = apart_m;
      best = clickOn(moving[i], end, port, may_turn);
      best->moving = i;
      best->resting = goal->body;
    }
  };
  for (std::size_t i = 0; i < moving.size(); ++i) {
    forEachEnd(moving[i], [&](const End& end) { tryEnd(i, end); });
  }
  return best;
}

std::optional<PortSnap> findPortSnap(std::span<const Body> moving, std::span<const Body> resting, double reach_m) {
  return findPortSnap(moving, PortField(resting), reach_m);
}

}  // namespace mw::layout
