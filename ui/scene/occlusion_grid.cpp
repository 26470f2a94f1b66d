// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/occlusion_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mw::scene {
namespace {

constexpr double kFinest_m = 0.07;
constexpr double kMostCells = 72;                               ///< along the longest side
constexpr std::array<double, 4> kReach = {1.3, 2.4, 3.8, 5.6};  ///< in cells

/// The 26 directions to the neighbours of a cell.
const std::vector<Vec3>& directions() {
  static const std::vector<Vec3> all = [] {
    std::vector<Vec3> list;
    for (int i = -1; i <= 1; ++i)
      for (int j = -1; j <= 1; ++j)
        for (int k = -1; k <= 1; ++k)
          if (i != 0 || j != 0 || k != 0) list.push_back(normalized({double(i), double(j), double(k)}));
    return list;
  }();
  return all;
}

}  // namespace

OcclusionGrid::OcclusionGrid(const Mesh& mesh) {
  if (mesh.points.empty()) return;
  Vec3 high = low_ = mesh.points.front();
  for (const Vec3& p : mesh.points) {
    low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y), std::min(low_.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
  const Vec3 extent = high - low_;
  cell_m_ = std::max(kFinest_m, std::max({extent.x, extent.y, extent.z}) / kMostCells);
  const auto cells = [&](double length) { return static_cast<long>(length / cell_m_) + 1; };
  nx_ = cells(extent.x), ny_ = cells(extent.y), nz_ = cells(extent.z);
  solid_.assign(static_cast<std::size_t>(nx_ * ny_ * nz_), 0);
  for (const Triangle& t : mesh.triangles) {
    if (t.role == Role::Hull || t.material == Material::Pane) continue;
    const auto at = [&](std::size_t k) { return mesh.points[static_cast<std::size_t>(t.corner[k])]; };
    const Vec3 a = at(0);
    const Vec3 ab = at(1) - a;
    const Vec3 ac = at(2) - a;
    const Vec3 inside = normalized(cross(ab, ac)) * (-0.3 * cell_m_);
    const int steps = std::max(1, static_cast<int>(std::max(norm(ab), norm(ac)) / (0.7 * cell_m_)));
    for (int i = 0; i <= steps; ++i) {
      for (int j = 0; i + j <= steps; ++j) {
        const long index = indexOf(a + ab * (double(i) / steps) + ac * (double(j) / steps) + inside);
        if (index >= 0) solid_[static_cast<std::size_t>(index)] = 1;
      }
    }
  }
}

ShadowCaster OcclusionGrid::caster() const {
  ShadowCaster caster;
  caster.cell_m = cell_m_;
  for (long z = 0; z < nz_; ++z) {
    for (long y = 0; y < ny_; ++y) {
      for (long x = 0; x < nx_; ++x) {
        if (solid_[static_cast<std::size_t>((z * ny_ + y) * nx_ + x)] == 0) continue;
        caster.cells.push_back(low_ + Vec3{double(x) + 0.5, double(y) + 0.5, double(z) + 0.5} * cell_m_);
      }
    }
  }
  return caster;
}

// Called a million times when a hall is opened: no floor(), which is a call where the machine may be an old one.
long OcclusionGrid::indexOf(const Vec3& point) const {
  const Vec3 from = point - low_;
  if (from.x < 0 || from.y < 0 || from.z < 0) return -1;
  const long x = static_cast<long>(from.x / cell_m_);
  const long y = static_cast<long>(from.y / cell_m_);
  const long z = static_cast<long>(from.z / cell_m_);
  return x >= nx_ || y >= ny_ || z >= nz_ ? -1 : (z * ny_ + y) * nx_ + x;
}

bool OcclusionGrid::isSolid(const Vec3& point) const {
  const long index = indexOf(point);
  return index >= 0 && solid_[static_cast<std::size_t>(index)] != 0;
}

double OcclusionGrid::openness(const Vec3& point, const Vec3& normal) const {
  const Vec3 from = point + normal * (0.6 * cell_m_);
  double light = 0;
  double all = 0;
  for (const Vec3& d : directions()) {
    const double share = dot(d, normal);
    if (share < 0.25) continue;
    all += share;
    double open = 1;
    for (const double reach : kReach) {
      if (!isSolid(from + d * (reach * cell_m_))) continue;
      open = (reach - kReach.front()) / (kReach.back() + 2 - kReach.front());
      break;
    }
    light += share * open;
  }
  return all > 0 ? light / all : 1;
}

}  // namespace mw::scene
