// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// How far an arm gets within the ranges of its joints: a surface of revolution about its first axis.
struct ReachEnvelope {
  struct Point {
    double radius_m = 0;  ///< from the first axis
    double along_m = 0;   ///< along it, from the first joint
  };
  Eigen::Isometry3d X_BA = Eigen::Isometry3d::Identity();  ///< first joint in the base, its axis as z, x at angle 0
  std::vector<Point> outline;                              ///< outermost points, from the axis' foot to its top
  double from_rad = 0;                                     ///< range of the first joint about the axis
  double to_rad = 0;
  double farthest_m = 0;  ///< of the tip from the first axis
};

/// The envelope of the tip, by samples of the second, third and fifth joint over their ranges, the others in the middle
/// of theirs: an arm reaches farthest with its wrist in the plane of its links. Where an arm is built otherwise it may
/// reach a little farther than this says.
///
/// @param arm  with its gripper on
/// @note some 5 ms
[[nodiscard]] ReachEnvelope reachEnvelope(const Arm& arm);

}  // namespace mw::motion
