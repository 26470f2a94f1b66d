// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/floor_heat.h"

#include "ui/scene/floor_rings.h"

namespace mw::scene {
namespace {

constexpr double kOpacity = 0.94;
constexpr double kBeyond_m = 0.50;  ///< the plate itself, whose colour is the value's
constexpr double kGlow_m = 0.75;    ///< around it, so that warm spots are seen from far away
constexpr double kGlowOpacity = 0.34;

}  // namespace

FloorShape heatPlate(const SceneElement& element, const Rgb& color) {
  return floorRings(element,
                    {{0, kOpacity},
                     {kBeyond_m, kOpacity},
                     {kBeyond_m + 0.03, kGlowOpacity},
                     {kBeyond_m + 0.4 * kGlow_m, 0.5 * kGlowOpacity},
                     {kBeyond_m + kGlow_m, 0}},
                    true, color, kHeatLift_m);
}

}  // namespace mw::scene
