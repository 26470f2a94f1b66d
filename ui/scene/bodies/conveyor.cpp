// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {

void buildConveyor(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const std::vector<Vec3> line = centerLineOf(sheet.element);
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Vec3 leg = line[i] - line[i - 1];
    const double length = norm(leg);
    if (length < 1e-3) continue;
    draw.setFrame(frameTurned(line[i - 1], std::atan2(leg.y, leg.x)));
    // Where the belt bends, a round turning plate covers the corner and the straight legs stop at it.
    const double trim_in = i > 1 ? sheet.size.y / 2 : 0;
    const double trim_out = i + 1 < line.size() ? sheet.size.y / 2 : 0;
    if (length - trim_in - trim_out > 0.2) {
      drawRollerTable(draw, {.x0 = trim_in, .x1 = length - trim_out, .width = sheet.size.y});
    }
    if (trim_out > 0) {
      const double top = kTransportHeight_m;
      draw.cylinder({length, 0, top - 0.13}, {length, 0, top - 0.01}, sheet.size.y / 2, Material::Frame, 32);
      draw.cylinder({length, 0, top - 0.03}, {length, 0, top}, sheet.size.y / 2 - 0.05, Material::Steel, 32);
      draw.cylinder({length, 0, 0}, {length, 0, top - 0.12}, 0.08, Material::Base, 16);
    }
  }
  const Vec3 first = line[1] - line[0];
  draw.setFrame(frameTurned(line[0], std::atan2(first.y, first.x)));
  const double motor = std::min(0.55, norm(first) / 2);
  draw.box({motor, -sheet.size.y / 2 + 0.10, 0.53}, {0.26, 0.16, 0.16}, 0.03, Material::Dark);
  draw.setFrame({});
}

void buildBuffer(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  drawRollerTable(draw, {.x0 = -hx, .x1 = hx, .width = s.y - 0.04, .pitch = 0.13});
  // Aprons and a guard rail tell it from a conveyor: parts stay here.
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (hy - 0.03);
    draw.block({{-hx + 0.10, y - 0.018, 0.24}, {hx - 0.10, y + 0.018, 0.63}, 0.012, 0.012}, Material::Shell);
    draw.block({{-hx + 0.10, y - 0.021, 0.50}, {hx - 0.10, y + 0.021, 0.55}, 0.008, 0.006}, Material::Blue);
    for (const double x : {-hx + 0.08, 0.0, hx - 0.08}) {
      draw.bar({x, side * (hy - 0.02), 0.68}, {x, side * (hy - 0.02), 0.85}, 0.035, 0.035, Material::Yellow);
    }
    draw.cylinder({-hx + 0.05, side * (hy - 0.02), 0.86}, {hx - 0.05, side * (hy - 0.02), 0.86}, 0.022,
                  Material::Yellow, 12);
  }
  draw.setRole(Role::Detail);
  draw.box({hx - 0.03, 0, 0.785}, {0.04, s.y - 0.30, 0.07}, 0.01, Material::Dark);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
