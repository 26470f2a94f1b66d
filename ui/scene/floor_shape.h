// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "ui/scene/theme.h"
#include "ui/scene/vec3.h"

namespace mw::scene {

/// Something painted flat on the floor, in any colours: what a run says of the places where it happened.
struct FloorShape {
  struct Vertex {
    Vec3 point_m;
    Rgb color;
    double opacity = 1;
  };
  std::vector<Vertex> vertices;
  std::vector<std::uint32_t> triangles;  ///< three corners each
};

/// Heights above the floor, between the shadows and the marks of the selection: heat lowest, paths of parts on top.
inline constexpr double kHeatLift_m = 0.0095;
inline constexpr double kRibbonLift_m = 0.0105;
inline constexpr double kLimitLift_m = 0.0115;
inline constexpr double kTrackLift_m = 0.0130;

}  // namespace mw::scene
