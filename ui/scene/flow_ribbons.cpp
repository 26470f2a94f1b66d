// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/flow_ribbons.h"

#include <algorithm>

#include "ui/scene/flow_representation.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr int kSamples = 32;
constexpr double kSoft_m = 0.01;
constexpr double kOpacity = 0.62;
constexpr std::uint32_t kAcross = 4;

}  // namespace

FloorShape floorRibbon(std::span<const Vec3> line_m, double width_m, const Rgb& color, double opacity, double lift_m) {
  FloorShape shape;
  if (line_m.size() < 2 || width_m <= 0) return shape;
  const double soft_m = std::min(kSoft_m, width_m / 4);
  const double inner_m = width_m / 2 - soft_m / 2;
  const double outer_m = width_m / 2 + soft_m / 2;  // half way through its edge a band is half there
  const auto last = line_m.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const Vec3 step = normalized(line_m[std::min(i + 1, last)] - line_m[i > 0 ? i - 1 : 0]);
    const Vec3 side{-step.y, step.x, 0};
    const Vec3 middle{line_m[i].x, line_m[i].y, lift_m};
    shape.vertices.push_back({middle + side * outer_m, color, 0});
    shape.vertices.push_back({middle + side * inner_m, color, opacity});
    shape.vertices.push_back({middle - side * inner_m, color, opacity});
    shape.vertices.push_back({middle - side * outer_m, color, 0});
  }
  for (std::uint32_t i = 0; i < last; ++i) {
    for (std::uint32_t k = 0; k + 1 < kAcross; ++k) {
      const std::uint32_t a = i * kAcross + k;
      for (const std::uint32_t v : {a, a + kAcross, a + kAcross + 1, a, a + kAcross + 1, a + 1}) {
        shape.triangles.push_back(v);
      }
    }
  }
  return shape;
}

std::vector<Vec3> ribbonLine(const SceneElement& from, const SceneElement& to) {
  std::vector<Vec3> line = flowLine(from, to, kSamples);
  if (line.empty()) {
    const auto [in, out] = portsBetween(from, to);
    line = {out.position_m, in.position_m};
  }
  if (norm(line.back() - line.front()) < 1e-6) line = {from.position_m, to.position_m};
  return line;
}

FloorShape flowRibbon(const SceneElement& from, const SceneElement& to, double width_m, const Rgb& color) {
  return floorRibbon(ribbonLine(from, to), width_m, color, kOpacity, kRibbonLift_m);
}

FloorShape throughRibbon(const SceneElement& element, double width_m, const Rgb& color) {
  std::vector<Vec3> line;
  for (const Vec3& point : centerLineOf(element)) line.push_back(toWorld(element, point));
  return floorRibbon(line, width_m, color, kOpacity, kRibbonLift_m);
}

}  // namespace mw::scene
