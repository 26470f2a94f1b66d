// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/motion/drive/vehicle_run.h"

namespace mw::motion {

/// The places where vehicles that came by one road stand at its end, one behind the other, from the node on, then
/// beside them to the right: up to kMost fit.
class VehicleStops {
 public:
  /// @param is_stop  else vehicles wait there for the next road, one behind the other, before whoever crosses
  VehicleStops(const RoadLane& lane, const DrivenFleet& fleet, bool is_stop);

  static constexpr std::size_t kMost = 96;

  /// So far before the node at the end of a lane a vehicle stands clear of those that cross there; on a short road as
  /// clear as it can without standing in the way at its other end.
  [[nodiscard]] static double clearOfCrossing_m(const RoadLane& lane, const DrivenFleet& fleet);

  [[nodiscard]] FloorPose at(std::size_t stop) const;
  [[nodiscard]] WayEnd endAt(std::size_t stop) const;
  /// From row to row.
  [[nodiscard]] double pitch_m() const { return pitch_m_; }
  /// How many there are on the lane and to its right.
  [[nodiscard]] std::size_t countOnTheRight() const;

  struct Choice {
    std::size_t limit = kMost;
    double room_m = 0;  ///< before the node, in which one can still get there
  };
  /// The first clear one below a limit at which no other vehicle stands or will; without one, the limit.
  /// @param is_clear  of what stands there, see ClearStops
  /// @param self  index in vehicles, for whom
  [[nodiscard]] std::size_t firstFree(std::span<const VehicleRun> vehicles, const std::vector<bool>& is_clear,
                                      std::size_t self, const Choice& choice) const;

 private:
  struct Place {
    std::size_t row = 0;
    double column = 0;  ///< to the right
  };
  [[nodiscard]] Place placeOf(std::size_t stop) const;

  const RoadLane& lane_;
  const DrivenFleet& fleet_;
  bool is_stop_;
  double first_m_ = 0;  ///< of the first row, before the node
  double pitch_m_ = 0;
  std::size_t rows_ = 1;
};

}  // namespace mw::motion
