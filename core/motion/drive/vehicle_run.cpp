// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_run.h"

#include <algorithm>
#include <numbers>

namespace mw::motion {

FloorPose VehicleRun::bodyPose() const {
  FloorPose pose = travelPose();
  if (is_reversed) pose.yaw_rad += std::numbers::pi;
  return pose;
}

bool VehicleRun::isBoundFor(const RoadLeg& leg) const {
  return std::find(legs.begin(), legs.end(), leg) != legs.end();
}

}  // namespace mw::motion
