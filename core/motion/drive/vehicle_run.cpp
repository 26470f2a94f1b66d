// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_run.h"

#include <algorithm>
#include <numbers>

namespace mw::motion {

void FloorSpan::add(const FloorPose& pose) {
  low_x_m = std::min(low_x_m, pose.x_m);
  high_x_m = std::max(high_x_m, pose.x_m);
  low_y_m = std::min(low_y_m, pose.y_m);
  high_y_m = std::max(high_y_m, pose.y_m);
}

bool FloorSpan::isWithin(const FloorPose& pose, double reach_m) const {
  return pose.x_m >= low_x_m - reach_m && pose.x_m <= high_x_m + reach_m && pose.y_m >= low_y_m - reach_m &&
         pose.y_m <= high_y_m + reach_m;
}

FloorPose VehicleRun::bodyPose() const {
  FloorPose pose = travelPose();
  if (is_reversed) pose.yaw_rad += std::numbers::pi;
  return pose;
}

bool VehicleRun::isBoundFor(const RoadLeg& leg) const {
  return std::find(legs.begin(), legs.end(), leg) != legs.end();
}

}  // namespace mw::motion
