// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {

void buildPalletiser(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const bool makes_loads = sheet.element.type != BodyType::Unbatch;
  const Material posts = makes_loads ? Material::Yellow : Material::Blue;
  const double hx = s.x / 2 - 0.14;
  const double hy = s.y / 2 - 0.12;
  for (const double sx : {-1.0, 1.0}) {
    for (const double sy : {-1.0, 1.0}) {
      draw.block({{sx * hx - 0.12, sy * hy - 0.11, 0}, {sx * hx + 0.12, sy * hy + 0.11, 0.05}, 0.03, 0.015},
                 Material::Base);
      draw.bar({sx * hx, sy * hy, 0.04}, {sx * hx, sy * hy, s.z - 0.05}, 0.13, 0.13, posts);
    }
    draw.block({{-hx - 0.08, sx * hy - 0.07, s.z - 0.16}, {hx + 0.08, sx * hy + 0.07, s.z}, 0.03, 0.03},
               Material::Shell);
  }
  // The carriage travels along the beams; its column carries the gripper.
  const double column_x = makes_loads ? -0.05 * s.x : 0.08 * s.x;
  const double grip = makes_loads ? 1.55 : 1.75;
  draw.block({{column_x - 0.14, -hy - 0.05, s.z - 0.12}, {column_x + 0.14, hy + 0.05, s.z + 0.02}, 0.03, 0.03},
             Material::Base);
  draw.block({{column_x - 0.15, -0.18, s.z - 0.30}, {column_x + 0.15, 0.18, s.z + 0.12}, 0.05, 0.04}, posts);
  draw.bar({column_x, 0, grip}, {column_x, 0, s.z - 0.2}, 0.11, 0.11, Material::Steel);
  draw.box({column_x, 0, grip}, {0.5, 0.5, 0.08}, 0.025, Material::Base);
  draw.setRole(Role::Detail);
  for (const double side : {-1.0, 1.0}) {
    draw.box({column_x, side * 0.23, grip - 0.11}, {0.42, 0.03, 0.18}, 0.01, Material::Dark);
  }
  draw.setRole(Role::Body);
  drawRollerTable(draw, {.x0 = -s.x / 2, .x1 = s.x / 2, .width = 0.52 * s.y, .pitch = 0.14});
  // Guard panels along the sides.
  for (const double side : {-1.0, 1.0}) {
    for (const double z : {0.35, 0.85, 1.30}) {
      draw.bar({-hx, side * hy, z}, {hx, side * hy, z}, 0.03, 0.04, Material::Frame);
    }
  }
  drawPanel(draw, {hx - 0.02, -hy - 0.02, 1.25}, 0.26);
}

void buildInspection(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hy = s.y / 2;
  drawRollerTable(draw, {.x0 = -s.x / 2, .x1 = s.x / 2, .width = 0.62, .pitch = 0.12});
  draw.block({{-0.24 * s.x, -0.27, 0.44}, {0.24 * s.x, 0.27, 0.60}, 0.03, 0.02}, Material::Base);
  // The arch over the belt with camera and ring light.
  const double depth = 0.22 * s.x;
  for (const double side : {-1.0, 1.0}) {
    const double outer = side * hy;
    const double inner = side * (hy - 0.20);
    draw.block({{-depth, std::min(outer, inner), 0}, {depth, std::max(outer, inner), s.z - 0.24}, 0.06, 0.01},
               Material::Shell);
    draw.block({{-depth - 0.03, std::min(outer, inner) - 0.02, 0},
                {depth + 0.03, std::max(outer, inner) + 0.02, 0.10},
                0.06,
                0.02},
               Material::Base);
  }
  draw.block({{-depth, -hy, s.z - 0.24}, {depth, hy, s.z}, 0.06, 0.06}, Material::Shell);
  draw.block({{-depth - 0.006, -hy - 0.006, s.z - 0.30}, {depth + 0.006, hy + 0.006, s.z - 0.24}, 0.065, 0.008},
             Material::Blue);
  draw.setRole(Role::Detail);
  draw.cylinder({0, 0, s.z - 0.52}, {0, 0, s.z - 0.25}, 0.075, Material::Dark, 18);
  draw.cylinder({0, 0, s.z - 0.58}, {0, 0, s.z - 0.51}, 0.055, Material::Glass, 18);
  draw.cylinder({0, 0, s.z - 0.66}, {0, 0, s.z - 0.61}, 0.20, Material::Base, 24);
  draw.cylinder({0, 0, s.z - 0.672}, {0, 0, s.z - 0.655}, 0.185, Material::Lamp, 24);
  for (const double side : {-1.0, 1.0})
    draw.bar({0, side * 0.17, s.z - 0.62}, {0, side * 0.17, s.z - 0.26}, 0.02, 0.02, Material::Steel);
  draw.box({0, -hy - 0.006, 1.22}, {depth * 1.3, 0.02, 0.30}, 0.012, Material::Dark);
  draw.box({0, -hy - 0.014, 1.22}, {depth * 1.3 - 0.06, 0.02, 0.24}, 0.008, Material::Screen);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
