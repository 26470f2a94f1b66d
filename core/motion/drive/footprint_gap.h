// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/motion/drive/road_lane.h"

namespace mw::motion {

/// A box as it stands on the floor, seen from above.
struct Footprint {
  FloorPose pose;  ///< of its middle
  double half_length_m = 0;
  double half_width_m = 0;
  double bottom_m = 0;  ///< heights of its faces
  double top_m = 0;

  /// Of the circle around it.
  [[nodiscard]] double radius_m() const;
};

/// How far two are apart on the floor; below zero, how deep they overlap (the shortest way out, by the separating
/// axes). Infinite where one is wholly above the other.
[[nodiscard]] double gap_m(const Footprint& a, const Footprint& b);

/// Whether they may be nearer than this: false only where they are not.
[[nodiscard]] bool isNear(const Footprint& a, const Footprint& b, double within_m);

}  // namespace mw::motion
