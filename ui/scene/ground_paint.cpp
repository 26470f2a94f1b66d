// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/ground_paint.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr int kCornerSteps = 6;
constexpr int kRingPoints = 4 * (kCornerSteps + 1);
constexpr int kPatchRings = 7;
constexpr int kMarkRings = 5;

}  // namespace

NestedRings nestedRings(int rings, bool is_filled) {
  NestedRings result;
  result.vertex_count = rings * kRingPoints;
  const auto id = [](int ring, int i) { return static_cast<std::uint32_t>(ring * kRingPoints + i % kRingPoints); };
  for (int ring = 0; ring + 1 < rings; ++ring) {
    for (int i = 0; i < kRingPoints; ++i) {
      for (std::uint32_t v : {id(ring, i), id(ring + 1, i), id(ring + 1, i + 1)}) result.triangles.push_back(v);
      for (std::uint32_t v : {id(ring, i), id(ring + 1, i + 1), id(ring, i + 1)}) result.triangles.push_back(v);
    }
  }
  for (int i = 1; is_filled && i + 1 < kRingPoints; ++i) {
    for (std::uint32_t v : {id(0, 0), id(0, i), id(0, i + 1)}) result.triangles.push_back(v);
  }
  return result;
}

std::vector<PaintVertex> ringsAround(const SceneElement& element, const std::vector<RingStop>& stops,
                                     const Vec3& shift_m) {
  const LocalBox box = localBoxOf(element);
  const Vec3 middle = (box.low + box.high) * 0.5;
  const Vec3 half = (box.high - box.low) * 0.5;
  std::vector<PaintVertex> vertices;
  for (const RingStop& stop : stops) {
    const double hx = std::max(half.x + stop.outset_m, 0.01);
    const double hy = std::max(half.y + stop.outset_m, 0.01);
    const double r = std::clamp(0.12 + stop.outset_m, 0.005, std::min(hx, hy));
    for (int corner = 0; corner < 4; ++corner) {
      const double sx = corner == 0 || corner == 3 ? 1 : -1;
      const double sy = corner < 2 ? 1 : -1;
      for (int i = 0; i <= kCornerSteps; ++i) {
        const double angle = (corner + static_cast<double>(i) / kCornerSteps) * std::numbers::pi / 2;
        const Vec3 local{middle.x + sx * (hx - r) + r * std::cos(angle), middle.y + sy * (hy - r) + r * std::sin(angle),
                         0};
        // On the floor, on which what is raised stands too.
        Vec3 at_m = toWorld(element, local);
        at_m.z = 0;
        vertices.push_back({at_m + shift_m, stop.opacity});
      }
    }
  }
  return vertices;
}

NestedRings patchTopology() {
  return nestedRings(kPatchRings, true);
}

std::vector<PaintVertex> patchUnder(const SceneElement& element, double opacity) {
  const double height = localBoxOf(element).high.z;
  const double reach = std::clamp(0.24 * height, 0.18, 0.55);
  std::vector<RingStop> stops;
  for (int i = 0; i < kPatchRings; ++i) {
    const double t = static_cast<double>(i) / (kPatchRings - 1);
    const double falloff = 0.5 + 0.5 * std::cos(std::numbers::pi * t);
    stops.push_back({-0.35 * reach + 1.35 * reach * t, opacity * falloff});
  }
  return ringsAround(element, stops, {0.25 * reach, 0.15 * reach, kShadowLift_m});
}

NestedRings markTopology() {
  return nestedRings(kMarkRings, true);
}

std::vector<PaintVertex> markAround(const SceneElement& element, double opacity) {
  const std::vector<RingStop> stops = {
      {0.06, 0.16 * opacity}, {0.115, 0.16 * opacity}, {0.12, opacity}, {0.17, opacity}, {0.176, 0}};
  return ringsAround(element, stops, {0, 0, kMarkLift_m});
}

}  // namespace mw::scene
