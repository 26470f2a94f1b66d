// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/motion/drive/road_lane.h"

namespace mw::motion {

/// A line on the floor that a vehicle follows, in short straight pieces, with the speed allowed on each.
class DrivePath {
 public:
  DrivePath() = default;
  explicit DrivePath(const FloorPose& begin);

  /// Straight, or where the pose lies aside or looks elsewhere, on a smooth curve (cubic Bezier) that ends there. In
  /// curves the speed is sqrt(lateral_mps2 * radius) at most. Not at all where that would be a curve shorter than 2 cm.
  void goTo(const FloorPose& end, double speed_mps, double lateral_mps2);

  [[nodiscard]] double length_m() const { return points_.back().along_m; }
  [[nodiscard]] FloorPose at(double along_m) const;
  [[nodiscard]] const FloorPose& end() const { return points_.back().pose; }
  /// The largest speed at the end of a step that keeps to the speeds allowed here and ahead, and stops at the end.
  [[nodiscard]] double fastest_mps(double along_m, double v_mps, double deceleration_mps2, double step_s) const;

 private:
  struct Point {
    FloorPose pose;
    double along_m = 0;
    double speed_mps = 0;  ///< on the piece that ends here
  };
  [[nodiscard]] std::size_t pieceAt(double along_m) const;  ///< the point at which it ends

  std::vector<Point> points_;
};

/// The difference of two directions, in (-pi, pi].
[[nodiscard]] double turnBetween_rad(double from_rad, double to_rad);

}  // namespace mw::motion
