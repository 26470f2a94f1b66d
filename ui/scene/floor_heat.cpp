// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/floor_heat.h"

#include "ui/scene/floor_rings.h"

namespace mw::scene {
namespace {

constexpr double kOpacity = 0.92;
constexpr double kBeyond_m = 0.55;
constexpr double kSoft_m = 0.03;

}  // namespace

FloorShape heatPlate(const SceneElement& element, const Rgb& color) {
  return floorRings(element, {{0, kOpacity}, {kBeyond_m, kOpacity}, {kBeyond_m + kSoft_m, 0}}, true, color,
                    kHeatLift_m);
}

}  // namespace mw::scene
