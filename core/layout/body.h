// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::layout {

/// A point of the floor plan, metres.
struct Point {
  double x_m = 0;
  double y_m = 0;
  friend Point operator+(Point a, Point b) { return {a.x_m + b.x_m, a.y_m + b.y_m}; }
  friend Point operator-(Point a, Point b) { return {a.x_m - b.x_m, a.y_m - b.y_m}; }
  friend Point operator*(Point a, double s) { return {a.x_m * s, a.y_m * s}; }
  bool operator==(const Point&) const = default;
};
[[nodiscard]] double distance_m(Point a, Point b);
/// Counter-clockwise seen from above.
[[nodiscard]] Point turned(Point a, double angle_rad);

/// Another place where parts enter or leave, local frame.
struct BodyEnd {
  Point at;
  Point direction;  ///< in which they travel there
  bool is_outlet = false;
};

/// What an element takes up in the hall, as far as laying it out needs it. Local frame: origin on the floor in the
/// middle of the footprint, x along the flow of material.
///
/// Parts enter in the middle of its -x side and leave in that of its +x side, and where it has more ends.
struct Body {
  std::string id;
  factory::Pose pose;
  double length_m = 1;
  double width_m = 1;
  double height_m = 1;
  std::vector<Point> path;       ///< conveyors that bend: at least two points, local frame
  std::vector<double> path_z_m;  ///< their heights above the foot; empty: all on its level
  bool has_inlet = true;         ///< a side where parts enter
  bool has_outlet = true;
  /// Of a pusher, half as long as it: so far beside it to the left, below 0 to the right.
  double housing_m = 0;
  std::vector<BodyEnd> more_ends;  ///< of turntables, lifts and pushers
  bool rises = false;              ///< a lift: what meets it may do so at any height
};

/// With its own size, else the belt's length, else the size its type declares.
[[nodiscard]] Body bodyOf(const factory::Element& element);
/// The same with what depends on its neighbours.
[[nodiscard]] Body bodyOf(const factory::Factory& factory, std::size_t element);
[[nodiscard]] std::vector<Body> bodiesOf(const factory::Factory& factory);

/// An upright box: a body, one leg of a bent one, or a piece of a leg that climbs.
struct Block {
  Point center;
  double half_x_m = 0;
  double half_y_m = 0;
  double cos_yaw = 1;
  double sin_yaw = 0;
  double low_m = 0;  ///< its foot and its top
  double high_m = 0;
  std::size_t owner = 0;  ///< index of the body
};
/// Appends the blocks of a body: one, two with a pusher's housing, or one per leg; of a leg that climbs, pieces that
/// each rise little. Below a raised belt there is room. @param owner  what they say they belong to
void appendBlocks(const Body& body, std::size_t owner, std::vector<Block>& blocks);
/// Those of one leg alone: from point `leg` of its path to the next.
void appendLegBlocks(const Body& body, std::size_t leg, std::size_t owner, std::vector<Block>& blocks);

/// The smallest upright rectangle around a body in hall coordinates.
struct Extent {
  Point low;
  Point high;
  [[nodiscard]] Point center() const { return (low + high) * 0.5; }
};
[[nodiscard]] Extent extentOf(const Body& body);

/// Where parts enter or leave, hall coordinates, with the direction of travel there (unit length).
struct Port {
  Point at;
  double foot_m = 0;  ///< height of the element's foot there; that of a belt is as far below it everywhere
  Point direction;
  bool is_at_any_height = false;  ///< foot_m is one that it may have: a lift's
};
/// Middle of the -x side, first point of a path.
[[nodiscard]] Port inletOf(const Body& body);
/// Middle of the +x side, last point of a path.
[[nodiscard]] Port outletOf(const Body& body);
/// All of one kind, that of inletOf() or outletOf() first; none where it has none.
[[nodiscard]] std::vector<Port> inletsOf(const Body& body);
[[nodiscard]] std::vector<Port> outletsOf(const Body& body);

}  // namespace mw::layout
