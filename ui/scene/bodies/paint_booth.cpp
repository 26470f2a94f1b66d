// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// The back wall: a bright frame with rows of filter mats.
void drawFilters(SolidBuilder& draw, const Vec3& s, double y, double low, double high) {
  const int columns = std::max(3, static_cast<int>(s.x / 0.55));
  const int rows = 3;
  const double dx = (s.x - 0.30) / columns;
  const double dz = (high - low) / rows;
  for (int i = 0; i < columns; ++i) {
    for (int k = 0; k < rows; ++k) {
      draw.box({-s.x / 2 + 0.15 + (i + 0.5) * dx, y, low + (k + 0.5) * dz}, {dx - 0.045, 0.03, dz - 0.045}, 0.008,
               (i + k) % 2 == 0 ? Material::Cabin : Material::Shell);
    }
  }
}

/// A spray gun on a small arm that comes from the back wall.
void drawSprayer(SolidBuilder& draw, double x, double y, double z, double back) {
  draw.bar({x, back, 0.2}, {x, back, z + 0.45}, 0.12, 0.12, Material::Base);
  draw.box({x, back - 0.02, z + 0.22}, {0.24, 0.18, 0.24}, 0.04, Material::Orange);
  draw.cylinder({x, back - 0.05, z + 0.22}, {x, y + 0.18, z + 0.30}, 0.055, Material::Orange, 16);
  draw.sphere({x, y + 0.18, z + 0.30}, 0.075, Material::Base, 14);
  draw.cylinder({x, y + 0.18, z + 0.30}, {x, y + 0.04, z + 0.12}, 0.04, Material::Orange, 14);
  draw.cone({x, y + 0.05, z + 0.14}, 0.04, {x, y, z + 0.07}, 0.02, Material::Steel, 12);
}

}  // namespace

void buildPaintBooth(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const double roof = s.z - std::min(0.42, 0.18 * s.z);
  draw.block({{-hx, -hy, 0}, {hx, hy, 0.12}, 0.06, 0.02}, Material::Base);
  draw.setRole(Role::Hull);
  draw.block({{-hx + 0.02, -hy + 0.02, 0.10}, {hx - 0.02, hy - 0.02, s.z}, 0.05, 0.03}, Material::Shell);
  draw.setRole(Role::Detail);
  draw.block({{-hx + 0.06, -hy + 0.06, 0.115}, {hx - 0.06, hy - 0.06, 0.135}, 0.02, 0.004}, Material::Frame);
  draw.block({{-hx + 0.02, hy - 0.10, 0.10}, {hx - 0.02, hy - 0.02, roof + 0.02}, 0.02, 0.01}, Material::Cabin);
  drawFilters(draw, s, hy - 0.11, 0.30, roof - 0.12);
  // Roof: plenum with the light under it, fan and stack on it.
  draw.block({{-hx + 0.02, -hy + 0.02, roof}, {hx - 0.02, hy - 0.02, s.z}, 0.05, 0.05}, Material::Shell);
  draw.block({{-hx + 0.012, -hy + 0.012, roof + 0.02}, {hx - 0.012, hy - 0.012, roof + 0.10}, 0.055, 0.008},
             Material::Blue);
  for (const double y : {-0.26 * s.y, 0.16 * s.y}) {
    draw.box({0, y, roof - 0.015}, {0.86 * s.x, 0.12, 0.035}, 0.008, Material::Lamp);
  }
  draw.block({{-0.30 * s.x, 0.06 * s.y, s.z - 0.01}, {0.02 * s.x, 0.40 * s.y, s.z + 0.22}, 0.04, 0.03},
             Material::ShellWarm);
  draw.cylinder({-0.14 * s.x, 0.22 * s.y, s.z + 0.20}, {-0.14 * s.x, 0.22 * s.y, s.z + 0.50}, 0.16, Material::Steel,
                24);
  draw.cylinder({-0.14 * s.x, 0.22 * s.y, s.z + 0.47}, {-0.14 * s.x, 0.22 * s.y, s.z + 0.53}, 0.19, Material::Frame,
                24);
  // Posts, and the openings for parts at both ends.
  const double door = std::min(0.46, 0.36 * s.y);
  for (const double sx : {-1.0, 1.0}) {
    const double x = sx * (hx - 0.055);
    for (const double y : {-hy + 0.055, hy - 0.055})
      draw.bar({x, y, 0.1}, {x, y, roof + 0.02}, 0.07, 0.07, Material::Shell);
    for (const double y : {-door, door}) draw.bar({x, y, 0.1}, {x, y, roof}, 0.05, 0.05, Material::Shell);
    draw.block({{x - 0.02, door, 0.1}, {x + 0.02, hy - 0.05, roof + 0.01}, 0.008, 0.004}, Material::Cabin);
    draw.box({x, 0, 1.62}, {0.05, 2 * door, 0.05}, 0.008, Material::Shell);
    if (roof - 0.03 > 1.70)
      draw.block({{x - 0.012, -door, 1.64}, {x + 0.012, door, roof}, 0.004, 0.004}, Material::Pane);
    draw.block({{x - 0.012, -hy + 0.08, 0.12}, {x + 0.012, -door - 0.02, roof}, 0.004, 0.004}, Material::Pane);
  }
  // Glazed front with mullions.
  const int fields = std::max(2, static_cast<int>(s.x / 1.0));
  for (int i = 1; i < fields; ++i) {
    const double x = -hx + s.x * i / fields;
    draw.bar({x, -hy + 0.05, 0.1}, {x, -hy + 0.05, roof + 0.01}, 0.05, 0.05, Material::Shell);
  }
  draw.box({0, -hy + 0.05, 0.62}, {s.x - 0.12, 0.045, 0.05}, 0.008, Material::Shell);
  draw.block({{-hx + 0.08, -hy + 0.035, 0.12}, {hx - 0.08, -hy + 0.065, 0.60}, 0.006, 0.004}, Material::Shell);
  draw.block({{-hx + 0.08, -hy + 0.042, 0.64}, {hx - 0.08, -hy + 0.058, roof}, 0.004, 0.004}, Material::Pane);
  drawRollerTable(draw, {.x0 = -hx + 0.02, .x1 = hx - 0.02, .width = 0.62, .pitch = 0.16});
  draw.setRole(Role::Detail);
  drawSprayer(draw, -0.12 * s.x, 0.16, kTransportHeight_m + 0.35, hy - 0.22);
  drawSprayer(draw, 0.20 * s.x, 0.16, kTransportHeight_m + 0.55, hy - 0.22);
  draw.setRole(Role::Body);
  drawPanel(draw, {0.42 * s.x, -hy + 0.04, 1.35}, 0.26);
}

}  // namespace mw::scene
