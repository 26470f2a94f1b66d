// SPDX-License-Identifier: Apache-2.0
#include "core/motion/enclosure_bodies.h"

#include <cmath>

#include "core/motion/friction.h"

namespace mw::motion {

Box panelBox(const factory::Pose& element, const factory::Panel& panel, const Vector3& moved_m) {
  const double c = std::cos(element.yaw_rad);
  const double s = std::sin(element.yaw_rad);
  const double x_m = panel.center_m[0] + moved_m[0];
  const double y_m = panel.center_m[1] + moved_m[1];
  Box box;
  box.size_m = panel.size_m;
  box.position_m = {element.x_m + c * x_m - s * y_m, element.y_m + s * x_m + c * y_m,
                    element.z_m + panel.center_m[2] + moved_m[2]};
  box.yaw_rad = element.yaw_rad;
  box.friction = kGuideFriction;
  return box;
}

}  // namespace mw::motion
