// SPDX-License-Identifier: Apache-2.0
#include "core/cad/drawing.h"

#include <algorithm>
#include <limits>

namespace mw::cad {

DrawingBox boxOf(const Drawing& drawing) {
  if (drawing.points.empty()) return {};
  DrawingBox box;
  box.low.fill(std::numeric_limits<double>::max());
  box.high.fill(std::numeric_limits<double>::lowest());
  for (const Drawing::Point& point : drawing.points) {
    for (std::size_t axis = 0; axis < 2; ++axis) {
      box.low[axis] = std::min(box.low[axis], point[axis]);
      box.high[axis] = std::max(box.high[axis], point[axis]);
    }
  }
  return box;
}

double likelyUnit_m(const Drawing& drawing) {
  constexpr double kLongestInMetres = 1000;
  const DrawingBox box = boxOf(drawing);
  return std::max(box.high[0] - box.low[0], box.high[1] - box.low[1]) > kLongestInMetres ? 0.001 : 1.0;
}

}  // namespace mw::cad
