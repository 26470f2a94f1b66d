// SPDX-License-Identifier: Apache-2.0
#include "core/motion/box_reach.h"

#include <cmath>

namespace mw::motion {

double boxReach_m(const BodyState& state, const Vector3& size_m, const Vector3& way) {
  const auto& [x, y, z, w] = state.orientation;
  const std::array<Vector3, 3> axes = {{{1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)},
                                        {2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)},
                                        {2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)}}};
  double reach = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    reach += size_m[i] / 2 * std::abs(axes[i][0] * way[0] + axes[i][1] * way[1] + axes[i][2] * way[2]);
  }
  return reach;
}

}  // namespace mw::motion
