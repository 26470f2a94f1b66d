// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <span>
#include <vector>

#include "core/motion/drive/standing_boxes.h"
#include "core/motion/drive/vehicle_run.h"

namespace mw::motion {

/// So near a vehicle that pulls aside comes to what stands there.
inline constexpr double kStandingGap_m = 0.1;

/// Whether anything stands nearer to a place than that.
[[nodiscard]] bool standsNear(std::span<const StandingBox> standing, const Footprint& place, double within_m);

/// Whether a place beside a road lies on another one.
[[nodiscard]] bool liesOnARoad(const DrivenFleet& fleet, const RoadLeg& beside, const Footprint& place);

/// At which stops (VehicleStops) beside roads, and on the way aside to them, nothing stands; one farther aside than the
/// road is long, or on another road, is none. Those on the road are where the factory has them. Each road is looked at
/// once.
class ClearStops {
 public:
  /// @param standing  outlives this
  explicit ClearStops(std::span<const StandingBox> standing) : standing_(standing) {}

  /// By stop, up to VehicleStops::kMost. All are clear where there are no roads.
  [[nodiscard]] const std::vector<bool>& of(const DrivenFleet& fleet, const RoadLeg& leg);

 private:
  [[nodiscard]] std::vector<bool> lookedAt(const DrivenFleet& fleet, const RoadLeg& leg) const;

  std::span<const StandingBox> standing_;
  std::map<std::array<std::uint32_t, 4>, std::vector<bool>> known_;  ///< by fleet, nodes and kind of stop
};

}  // namespace mw::motion
