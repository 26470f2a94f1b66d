// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"

namespace mw::scene {

void buildVehicle(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  draw.block({{-hx, -hy, 0.05}, {hx, hy, 0.16}, 0.14, 0.02}, Material::Dark);
  draw.block({{-hx + 0.03, -hy + 0.03, 0.12}, {hx - 0.03, hy - 0.03, s.z - 0.05}, 0.13, 0.05}, Material::Yellow);
  draw.block({{-hx + 0.14, -hy + 0.10, s.z - 0.08}, {hx - 0.14, hy - 0.10, s.z}, 0.06, 0.02}, Material::Base);
  draw.setRole(Role::Detail);
  for (const double sx : {-1.0, 1.0}) {
    draw.box({sx * (hx - 0.035), 0, 0.22}, {0.02, s.y - 0.34, 0.035}, 0.006, sx > 0 ? Material::Lamp : Material::Red);
    for (const double sy : {-1.0, 1.0}) {
      draw.cylinder({sx * 0.3 * s.x, sy * (hy - 0.10), 0.08}, {sx * 0.3 * s.x, sy * (hy - 0.02), 0.08}, 0.08,
                    Material::Dark, 18);
    }
  }
  draw.cylinder({hx - 0.09, 0, s.z - 0.07}, {hx - 0.09, 0, s.z + 0.02}, 0.055, Material::Dark, 16);
  draw.setRole(Role::Body);
}

void buildOther(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  draw.block({{-s.x / 2, -s.y / 2, 0}, {s.x / 2, s.y / 2, 0.12}, 0.08, 0.02}, Material::Base);
  draw.block({{-s.x / 2 + 0.05, -s.y / 2 + 0.05, 0.10}, {s.x / 2 - 0.05, s.y / 2 - 0.05, s.z}, 0.12, 0.07},
             Material::ShellWarm);
  draw.setRole(Role::Detail);
  draw.box({0, -s.y / 2 + 0.05, 0.55 * s.z}, {0.62 * s.x, 0.03, 0.42 * s.z}, 0.012, Material::Frame);
  draw.box({0, -s.y / 2 + 0.042, 0.55 * s.z}, {0.54 * s.x, 0.03, 0.34 * s.z}, 0.012, Material::Dark);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
