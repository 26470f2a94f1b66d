// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "core/motion/conveyor_geometry.h"

namespace mw::motion {

/// How a part's middle goes from the end of one conveyor over a junction's plate to the start of another: straight on,
/// or along the arc that touches both where the plate begins and ends. Places on it count from the plate's beginning;
/// those below 0 are on the conveyor before, those beyond its length on the one behind.
class JunctionWay {
 public:
  /// @param reach_m  so far from the point where they meet the conveyors stop for the plate
  JunctionWay(const ConveyorGeometry& in, const ConveyorGeometry& out, double reach_m);

  /// Over the plate.
  [[nodiscard]] double length_m() const { return length_m_; }
  /// Of the conveyor before and of the one behind, until a part that waits for the way or has left it.
  [[nodiscard]] double inSpeed_mps() const { return in_speed_mps_; }
  [[nodiscard]] double outSpeed_mps() const { return out_speed_mps_; }
  /// The plate runs as fast as the faster of both: no part is in the way of those behind for longer than it must be.
  [[nodiscard]] double plateSpeed_mps() const;
  /// What friction gives at most to a part on the conveyors.
  [[nodiscard]] double acceleration_mps2() const { return acceleration_mps2_; }

  /// A part's middle and where its front points, there.
  [[nodiscard]] Leg placeAt(double along_m) const;
  /// Of the place nearest to a point.
  [[nodiscard]] double alongOf(const Vector3& point) const;
  /// Where a part waits until it is let over.
  [[nodiscard]] double waitingAt_m() const { return waiting_at_m_; }

 private:
  Leg in_;   ///< ends where the plate begins
  Leg out_;  ///< starts where it ends
  Bend arc_;
  double length_m_ = 0;
  double waiting_at_m_ = 0;
  double in_speed_mps_ = 0;
  double out_speed_mps_ = 0;
  double acceleration_mps2_ = 0;
};

}  // namespace mw::motion
