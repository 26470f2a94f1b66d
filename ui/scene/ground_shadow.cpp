// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/ground_shadow.h"

#include <algorithm>
#include <cmath>

namespace mw::scene {
namespace {

constexpr double kMargin_m = 0.55;  ///< the blur ends within
constexpr double kLow_m = 0.7;      ///< what is lower throws a sharper shadow
constexpr double kContact_m = 0.4;  ///< what is lower darkens the floor under it
constexpr double kMostCells = 80;

/// A field of darkness over the floor.
class Mask {
 public:
  Mask(const Vec3& low, const Vec3& high, double cell_m)
      : low_(low),
        cell_m_(cell_m),
        nx_(static_cast<int>((high.x - low.x) / cell_m) + 2),
        ny_(static_cast<int>((high.y - low.y) / cell_m) + 2),
        value_(static_cast<std::size_t>(nx_) * static_cast<std::size_t>(ny_), 0.F) {}

  void put(double x, double y, float dark) {
    const int i = static_cast<int>((x - low_.x) / cell_m_);
    const int j = static_cast<int>((y - low_.y) / cell_m_);
    if (i < 0 || j < 0 || i >= nx_ || j >= ny_) return;
    float& value = at(i, j);
    value = std::max(value, dark);
  }

  void blur(double radius_m) {
    const int r = std::max(1, static_cast<int>(std::lround(radius_m / cell_m_)));
    for (int pass = 0; pass < 2; ++pass) {
      for (int j = 0; j < ny_; ++j) blurLine(&at(0, j), nx_, 1, r);
      for (int i = 0; i < nx_; ++i) blurLine(&at(i, 0), ny_, nx_, r);
    }
  }

  /// Between the middles of the cells.
  [[nodiscard]] double sample(double x, double y) const {
    const double u = std::clamp((x - low_.x) / cell_m_ - 0.5, 0.0, nx_ - 1.001);
    const double v = std::clamp((y - low_.y) / cell_m_ - 0.5, 0.0, ny_ - 1.001);
    const int i = static_cast<int>(u);
    const int j = static_cast<int>(v);
    const auto mixed = [](double a, double b, double t) { return a + (b - a) * t; };
    return mixed(mixed(get(i, j), get(i + 1, j), u - i), mixed(get(i, j + 1), get(i + 1, j + 1), u - i), v - j);
  }

 private:
  [[nodiscard]] std::size_t index(int i, int j) const { return static_cast<std::size_t>(j * nx_ + i); }
  [[nodiscard]] float& at(int i, int j) { return value_[index(i, j)]; }
  [[nodiscard]] double get(int i, int j) const { return value_[index(i, j)]; }

  void blurLine(float* first, int n, int stride, int r) {
    line_.resize(static_cast<std::size_t>(n));
    float sum = 0;
    const auto value = [&](int i) { return i < 0 || i >= n ? 0.F : first[i * stride]; };
    for (int i = -r; i < r; ++i) sum += value(i);
    for (int i = 0; i < n; ++i) {
      sum += value(i + r);
      line_[static_cast<std::size_t>(i)] = sum / static_cast<float>(2 * r + 1);
      sum -= value(i - r);
    }
    for (int i = 0; i < n; ++i) first[i * stride] = line_[static_cast<std::size_t>(i)];
  }

  Vec3 low_;
  double cell_m_;
  int nx_, ny_;
  std::vector<float> value_;
  std::vector<float> line_;
};

Vec3 onFloor(const Vec3& p) {
  return {p.x - p.z * kKeyLight.x / kKeyLight.z, p.y - p.z * kKeyLight.y / kKeyLight.z, 0};
}

}  // namespace

GroundShadow groundShadow(const ShadowCaster& caster, double yaw_rad) {
  GroundShadow shadow;
  if (caster.cells.empty()) return shadow;
  std::vector<Vec3> cells;
  cells.reserve(caster.cells.size());
  for (const Vec3& p : caster.cells) cells.push_back(turned(p, yaw_rad));
  Vec3 low = cells.front();
  Vec3 high = cells.front();
  for (const Vec3& cell : cells) {
    for (const Vec3& p : {cell, onFloor(cell)}) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y), 0};
      high = {std::max(high.x, p.x), std::max(high.y, p.y), 0};
    }
  }
  low -= Vec3{kMargin_m, kMargin_m, 0};
  high += Vec3{kMargin_m, kMargin_m, 0};
  const double cell_m = std::max(caster.cell_m, std::max(high.x - low.x, high.y - low.y) / kMostCells);
  Mask contact(low, high, cell_m);
  Mask near(low, high, cell_m);
  Mask far(low, high, cell_m);
  for (const Vec3& p : cells) {
    const Vec3 q = onFloor(p);
    (p.z < kLow_m ? near : far).put(q.x, q.y, 1.F);
    if (p.z < kContact_m) contact.put(p.x, p.y, static_cast<float>(1 - p.z / kContact_m));
  }
  contact.blur(0.13);
  near.blur(0.07);
  far.blur(0.17);
  shadow.low = low;
  shadow.step = (high - low) * (1.0 / (kShadowGrid - 1));
  for (int j = 0; j < kShadowGrid; ++j) {
    for (int i = 0; i < kShadowGrid; ++i) {
      const double x = low.x + i * shadow.step.x;
      const double y = low.y + j * shadow.step.y;
      const bool is_rim = i == 0 || j == 0 || i + 1 == kShadowGrid || j + 1 == kShadowGrid;
      const double lit =
          (1 - 0.8 * contact.sample(x, y)) * (1 - 0.62 * near.sample(x, y)) * (1 - 0.62 * far.sample(x, y));
      shadow.opacity[static_cast<std::size_t>(j * kShadowGrid + i)] = is_rim ? 0.F : static_cast<float>(1 - lit);
    }
  }
  return shadow;
}

ShadowCaster slabCaster(const Vec3& size_m) {
  ShadowCaster caster;
  for (double x = -size_m.x / 2; x <= size_m.x / 2; x += caster.cell_m) {
    for (double y = -size_m.y / 2; y <= size_m.y / 2; y += caster.cell_m)
      caster.cells.push_back({x, y, 0.85 * size_m.z});
  }
  return caster;
}

std::vector<PaintVertex> shadowAt(const GroundShadow& shadow, const Vec3& position_m, double share) {
  std::vector<PaintVertex> vertices;
  vertices.reserve(shadow.opacity.size());
  for (int j = 0; j < kShadowGrid; ++j) {
    for (int i = 0; i < kShadowGrid; ++i) {
      vertices.push_back({{position_m.x + shadow.low.x + i * shadow.step.x,
                           position_m.y + shadow.low.y + j * shadow.step.y, kShadowLift_m},
                          share * shadow.opacity[static_cast<std::size_t>(j * kShadowGrid + i)]});
    }
  }
  return vertices;
}

NestedRings shadowTopology() {
  NestedRings grid;
  grid.vertex_count = kShadowGrid * kShadowGrid;
  for (int j = 0; j + 1 < kShadowGrid; ++j) {
    for (int i = 0; i + 1 < kShadowGrid; ++i) {
      const auto id = [](int a, int b) { return static_cast<std::uint32_t>(b * kShadowGrid + a); };
      for (const std::uint32_t v : {id(i, j), id(i + 1, j), id(i + 1, j + 1)}) grid.triangles.push_back(v);
      for (const std::uint32_t v : {id(i, j), id(i + 1, j + 1), id(i, j + 1)}) grid.triangles.push_back(v);
    }
  }
  return grid;
}

}  // namespace mw::scene
