// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {

void buildSource(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double pallet_x = -hx + 0.27 * s.x;
  draw.block({{-hx, -s.y / 2, 0}, {0.02 * s.x, s.y / 2, 0.05}, 0.05, 0.015}, Material::Base);
  for (const double side : {-1.0, 1.0}) {
    draw.block(
        {{-hx, side * (s.y / 2 - 0.05) - 0.05, 0.04}, {0.02 * s.x, side * (s.y / 2 - 0.05) + 0.05, 0.075}, 0.03, 0.012},
        Material::Yellow);
  }
  drawPallet(draw, {pallet_x, 0, 0.05}, 0.46 * s.x, s.y - 0.3);
  const Vec3 carton{0.46 * s.x / 3 - 0.02, (s.y - 0.34) / 3 - 0.02, 0.27};
  drawCartons(
      draw,
      {.surface_center = {pallet_x, 0, 0.19}, .carton = carton, .columns = 3, .rows = 3, .layers = 3, .missing = 3});
  drawRollerTable(draw, {.x0 = 0.05 * s.x, .x1 = hx, .width = 0.7});
  // The gate that hands parts on.
  const double x = 0.05 * s.x;
  for (const double side : {-1.0, 1.0})
    draw.bar({x, side * 0.42, 0}, {x, side * 0.42, 1.3}, 0.08, 0.08, Material::Shell);
  draw.block({{x - 0.07, -0.48, 1.20}, {x + 0.07, 0.48, 1.34}, 0.03, 0.03}, Material::Blue);
}

void buildSink(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const double wall = 0.22 * s.x;
  drawRollerTable(draw, {.x0 = -hx, .x1 = wall + 0.1, .width = 0.7});
  // A dock door: portal, half-raised shutter, bumpers.
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (hy - 0.16);
    draw.block({{wall, y - 0.16, 0}, {hx, y + 0.16, s.z - 0.28}, 0.05, 0.02}, Material::Shell);
    draw.block({{wall - 0.06, y - 0.10, 0.0}, {wall + 0.02, y + 0.10, 0.55}, 0.03, 0.03}, Material::Yellow);
    draw.block({{wall - 0.025, y - 0.05, 0.55}, {wall + 0.02, y + 0.05, s.z - 0.5}, 0.02, 0.02}, Material::Frame);
  }
  draw.block({{wall - 0.02, -hy, s.z - 0.30}, {hx + 0.0, hy, s.z}, 0.06, 0.05}, Material::Shell);
  draw.block({{wall - 0.028, -hy + 0.1, s.z - 0.24}, {wall + 0.1, hy - 0.1, s.z - 0.14}, 0.01, 0.01}, Material::Blue);
  draw.block({{wall + 0.12, -hy + 0.3, 0.0}, {hx - 0.1, hy - 0.3, 0.66}, 0.02, 0.01}, Material::Base);
  draw.setRole(Role::Detail);
  const double slat = 0.11;
  for (double z = 1.32; z + slat < s.z - 0.28; z += slat) {
    draw.block({{wall + 0.16, -hy + 0.31, z}, {wall + 0.22, hy - 0.31, z + slat}, 0.01, 0.014}, Material::Frame);
  }
  draw.block({{hx - 0.06, -hy + 0.3, 0.6}, {hx - 0.03, hy - 0.3, s.z - 0.28}, 0.004, 0.004}, Material::Dark);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
