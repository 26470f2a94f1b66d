// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "ui/scene/ground_shadow.h"
#include "ui/scene/mesh.h"

namespace mw::scene {

/// How much light reaches the corners of a body, from a coarse grid of what of it is solid: gives bodies their depth
/// while no occlusion is computed for the picture.
class OcclusionGrid {
 public:
  explicit OcclusionGrid(const Mesh& mesh);

  /// The middles of what is solid.
  [[nodiscard]] ShadowCaster caster() const;
  /// Share of the half space over the surface from which light comes, 1 in the open. Looks half a metre far.
  [[nodiscard]] double openness(const Vec3& point, const Vec3& normal) const;

 private:
  [[nodiscard]] bool isSolid(const Vec3& point) const;
  [[nodiscard]] long indexOf(const Vec3& point) const;

  double cell_m_ = 0.08;
  Vec3 low_;
  long nx_ = 0, ny_ = 0, nz_ = 0;
  std::vector<std::uint8_t> solid_;
};

}  // namespace mw::scene
