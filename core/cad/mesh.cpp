// SPDX-License-Identifier: Apache-2.0
#include "core/cad/mesh.h"

#include <algorithm>
#include <limits>

namespace mw::cad {
namespace {

constexpr double kLargestInMetres = 30;
constexpr double kLargestInCentimetres = 200;

}  // namespace

Extents extentsOf(const TriangleMesh& mesh) {
  if (mesh.points.empty()) return {};
  Extents box;
  box.low.fill(std::numeric_limits<double>::max());
  box.high.fill(std::numeric_limits<double>::lowest());
  for (const TriangleMesh::Point& point : mesh.points) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      box.low[axis] = std::min(box.low[axis], double{point[axis]});
      box.high[axis] = std::max(box.high[axis], double{point[axis]});
    }
  }
  return box;
}

UpAxis upAxisOf(std::string_view text) {
  return text == "x" ? UpAxis::X : text == "y" ? UpAxis::Y : UpAxis::Z;
}

std::string_view nameOf(UpAxis up) {
  return up == UpAxis::X ? "x" : up == UpAxis::Y ? "y" : "z";
}

const LengthUnit& likelyUnit(const Extents& extents, bool is_in_metres) {
  const double longest = std::max({extents.length(0), extents.length(1), extents.length(2)});
  if (longest <= kLargestInMetres || (is_in_metres && longest <= kLargestInCentimetres)) return kLengthUnits[0];
  return longest <= kLargestInCentimetres ? kLengthUnits[1] : kLengthUnits[2];
}

void standUp(TriangleMesh& mesh, UpAxis up, double unit_m) {
  for (TriangleMesh::Point& p : mesh.points) {
    if (up == UpAxis::Y) p = {p[0], -p[2], p[1]};
    if (up == UpAxis::X) p = {-p[2], p[1], p[0]};
  }
  const Extents box = extentsOf(mesh);
  const double middle_x = (box.low[0] + box.high[0]) / 2;
  const double middle_y = (box.low[1] + box.high[1]) / 2;
  for (TriangleMesh::Point& p : mesh.points) {
    p = {static_cast<float>((p[0] - middle_x) * unit_m), static_cast<float>((p[1] - middle_y) * unit_m),
         static_cast<float>((p[2] - box.low[2]) * unit_m)};
  }
}

}  // namespace mw::cad
