// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/motion/drive/vehicle_run.h"

namespace mw::motion {

/// The places where vehicles that came by one road stand at its end, one behind the other, from the node on, then
/// beside them to the right: any number of vehicles fit on a node.
class VehicleStops {
 public:
  /// @param is_stop  else vehicles wait there for the next road, one behind the other, before whoever crosses
  VehicleStops(const RoadLane& lane, const DrivenFleet& fleet, bool is_stop);

  [[nodiscard]] FloorPose at(std::size_t stop) const;
  /// How far before the node.
  [[nodiscard]] double before_m(std::size_t stop) const;
  [[nodiscard]] bool isAside(std::size_t stop) const;

  /// The first, below a limit, at which nothing stands, and no other vehicle does or will; without one, the limit.
  /// @param standing  elements nearby
  /// @param self  index in vehicles, for whom
  [[nodiscard]] std::size_t firstFree(std::span<const VehicleRun> vehicles, std::span<const Footprint> standing,
                                      std::size_t self, std::size_t limit) const;

  static constexpr std::size_t kMost = 48;

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
