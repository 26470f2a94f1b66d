// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Geometry>

#include "core/motion/rigid_world.h"

namespace mw::motion {

/// All points within a distance of the straight line from a to b: a link of an arm. A sphere where a = b.
struct Capsule {
  Eigen::Vector3d a_m = Eigen::Vector3d::Zero();
  Eigen::Vector3d b_m = Eigen::Vector3d::Zero();
  double radius_m = 0;
};

/// A box turned any way: a body of the hall, a part in a gripper.
struct TurnedBox {
  Eigen::Isometry3d X_WB = Eigen::Isometry3d::Identity();  ///< its middle, with its axes along its sides
  Eigen::Vector3d half_m = Eigen::Vector3d::Zero();
};

[[nodiscard]] TurnedBox turnedBox(const Box& box);
/// Of a part where it is.
[[nodiscard]] TurnedBox turnedBox(const Vector3& size_m, const Vector3& position_m, const Quaternion& orientation);

/// How far apart two bodies are, metres; below 0 how deep they reach into each other, where no more is needed than
/// formulas of a few lines: boxes and capsules are all that a cell is made of, so there is no need of a library of
/// shapes, and the same bits come out on every machine.

/// Exact outside: the squared distance of a point from a box is, along a straight line, a convex function made of at
/// most seven parabolas; the one with the lowest point is found by the sign of its derivative where they meet. Inside:
/// the radius and how deep the line's deepest point lies under the nearest side.
[[nodiscard]] double clearance_m(const Capsule& capsule, const TurnedBox& box);
/// Exact. Source: Ericson (2005), "Real-Time Collision Detection", section 5.1.9 (closest points of two segments)
[[nodiscard]] double clearance_m(const Capsule& a, const Capsule& b);
/// By separating axes: exact where they overlap; where not, the widest gap along any of the 15 axes, which is never
/// more than the distance. Source: Gottschalk, Lin, Manocha (1996), "OBBTree", section 5
[[nodiscard]] double clearance_m(const TurnedBox& a, const TurnedBox& b);

}  // namespace mw::motion
