// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/fittings.h"

#include <algorithm>

#include "ui/scene/footprint.h"

namespace mw::scene {

namespace {

constexpr double kBraces_m = 0.9;  // between the legs of a table that stands high

}  // namespace

void drawRollerTable(SolidBuilder& draw, const RollerTable& t) {
  const double length = t.x1 - t.x0;
  const double half = t.width / 2;
  const double top = kTransportHeight_m;
  for (const double side : {-1.0, 1.0}) {
    const double y = t.y + side * (half - 0.03);
    draw.block({{t.x0, y - 0.03, top - 0.13}, {t.x1, y + 0.03, top + 0.03}, 0.008, 0.01}, t.rail);
  }
  draw.setRole(Role::Detail);
  const int rollers = std::max(2, static_cast<int>(length / t.pitch));
  const double step = length / rollers;
  for (int i = 0; i < rollers; ++i) {
    const double x = t.x0 + (i + 0.5) * step;
    if (t.is_open && t.is_open(x)) continue;
    draw.cylinder({x, t.y - half + 0.06, top - 0.04}, {x, t.y + half - 0.06, top - 0.04}, 0.04, Material::Steel, 10);
  }
  draw.setRole(Role::Body);
  if (!t.has_legs) return;
  const int spans = std::max(1, static_cast<int>(std::ceil(length / 2.4)));
  for (int i = 0; i <= spans; ++i) {
    const double inset = std::min(0.16, 0.2 * length);
    const double x = t.x0 + inset + (length - 2 * inset) * i / spans;
    for (const double side : {-1.0, 1.0}) {
      const double y = t.y + side * (half - 0.05);
      draw.bar({x, y, t.floor_z + 0.02}, {x, y, top - 0.12}, 0.06, 0.06, Material::Base);
      draw.cylinder({x, y, t.floor_z}, {x, y, t.floor_z + 0.03}, 0.055, Material::Dark, 12);
    }
    for (double z = t.floor_z + 0.30; z < top - 0.22; z += kBraces_m) {
      draw.bar({x, t.y - half + 0.06, z}, {x, t.y + half - 0.06, z}, 0.05, 0.05, Material::Base);
    }
  }
}

namespace {

constexpr double kRail_m = 0.05;
constexpr double kDrum_m = 0.045;

void drawBelt(SolidBuilder& draw, const BeltDeck& d) {
  const double half = d.width / 2;
  const double inner = half - kRail_m - 0.004;
  const double top = kTransportHeight_m;
  draw.block({{d.x0 + kDrum_m, -inner, top - 2 * kDrum_m}, {d.x1 - kDrum_m, inner, top}, 0.004, 0.004}, Material::Dark);
  for (const double x : {d.x0 + kDrum_m, d.x1 - kDrum_m}) {
    draw.cylinder({x, -inner, top - kDrum_m}, {x, inner, top - kDrum_m}, kDrum_m, Material::Dark, 20);
  }
  draw.setRole(Role::Detail);
  for (const double x : {d.x0 + kDrum_m, d.x1 - kDrum_m}) {
    draw.cylinder({x, -half - 0.004, top - kDrum_m}, {x, half + 0.004, top - kDrum_m}, 0.022, Material::Steel, 12);
  }
  draw.setRole(Role::Body);
}

/// Over a pan that closes the deck from below.
void drawRollers(SolidBuilder& draw, const BeltDeck& d) {
  constexpr double kRoller_m = 0.028;
  constexpr double kPitch_m = 0.075;
  const double inner = d.width / 2 - kRail_m + 0.004;
  const double top = kTransportHeight_m;
  draw.block({{d.x0 + 0.01, -inner, top - 0.12}, {d.x1 - 0.01, inner, top - 0.10}, 0.004, 0.004}, Material::Base);
  draw.setRole(Role::Detail);
  const double length = d.x1 - d.x0 - 2 * kRoller_m;
  const int n = std::max(1, static_cast<int>(std::lround(length / kPitch_m)));
  for (int i = 0; i <= n; ++i) {
    const double x = d.x0 + kRoller_m + length * i / n;
    draw.cylinder({x, -inner, top - kRoller_m}, {x, inner, top - kRoller_m}, kRoller_m, Material::Steel, 12);
  }
  draw.setRole(Role::Body);
}

}  // namespace

void drawBeltDeck(SolidBuilder& draw, const BeltDeck& d) {
  const double half = d.width / 2;
  const double top = kTransportHeight_m;
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (half - kRail_m / 2);
    draw.block({{d.x0, y - kRail_m / 2, top - 0.13}, {d.x1, y + kRail_m / 2, top + 0.012}, 0.01, 0.01}, d.rail);
  }
  d.has_rollers ? drawRollers(draw, d) : drawBelt(draw, d);
}

void drawPallet(SolidBuilder& draw, const Vec3& c, double length, double width) {
  draw.setRole(Role::Detail);
  for (const double side : {-1.0, 0.0, 1.0}) {
    const double y = c.y + side * (width / 2 - 0.05);
    draw.box({c.x, y, c.z + 0.055}, {length, 0.09, 0.09}, 0.008, Material::Wood);
  }
  constexpr int kBoards = 6;
  for (int i = 0; i < kBoards; ++i) {
    const double x = c.x - length / 2 + (i + 0.5) * length / kBoards;
    draw.box({x, c.y, c.z + 0.12}, {length / kBoards - 0.03, width, 0.035}, 0.006, Material::Wood);
  }
  draw.setRole(Role::Body);
}

void drawCartons(SolidBuilder& draw, const CartonStack& s) {
  draw.setRole(Role::Detail);
  int left = s.columns * s.rows * s.layers - s.missing;
  for (int layer = 0; layer < s.layers; ++layer) {
    for (int i = 0; i < s.columns * s.rows && left > 0; ++i, --left) {
      const int column = i / s.rows;
      const int row = i % s.rows;
      const Vec3 center{s.surface_center.x + (column - (s.columns - 1) / 2.0) * (s.carton.x + 0.02),
                        s.surface_center.y + (row - (s.rows - 1) / 2.0) * (s.carton.y + 0.02),
                        s.surface_center.z + (layer + 0.5) * s.carton.z};
      const Vec3 size = s.carton - Vec3{0.006, 0.006, 0.004};
      draw.box(center, size, 0.014, (column + 2 * row + layer) % 3 == 1 ? Material::CartonDark : Material::Carton);
    }
  }
  draw.setRole(Role::Body);
}

void drawPanel(SolidBuilder& draw, const Vec3& m, double width) {
  const double height = width * 1.15;
  draw.setRole(Role::Detail);
  draw.box({m.x, m.y - 0.05, m.z}, {0.06, 0.14, 0.06}, 0.012, Material::Dark);
  draw.box({m.x, m.y - 0.15, m.z}, {width, 0.11, height}, 0.025, Material::Base);
  draw.box({m.x, m.y - 0.205, m.z + height * 0.14}, {width * 0.78, 0.014, height * 0.46}, 0.006, Material::Screen);
  draw.cylinder({m.x - width * 0.22, m.y - 0.2, m.z - height * 0.3},
                {m.x - width * 0.22, m.y - 0.235, m.z - height * 0.3}, 0.032, Material::Red, 12);
  for (const double dx : {0.06, 0.26}) {
    draw.cylinder({m.x + width * dx, m.y - 0.2, m.z - height * 0.3}, {m.x + width * dx, m.y - 0.22, m.z - height * 0.3},
                  0.022, Material::Frame, 10);
  }
  draw.setRole(Role::Body);
}

void drawMast(SolidBuilder& draw, const Vec3& foot, double top_z) {
  draw.setRole(Role::Detail);
  draw.cylinder(foot, {foot.x, foot.y, foot.z + 0.03}, 0.06, Material::Frame, 14);
  draw.cylinder({foot.x, foot.y, foot.z + 0.02}, {foot.x, foot.y, top_z}, 0.024, Material::Frame, 10);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
