// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"

namespace mw::scene {
namespace {

void drawTable(SolidBuilder& draw, const Vec3& s) {
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  for (const double sx : {-1.0, 1.0}) {
    for (const double sy : {-1.0, 1.0}) {
      draw.bar({sx * (hx - 0.08), sy * (hy - 0.08), 0}, {sx * (hx - 0.08), sy * (hy - 0.08), 0.76}, 0.07, 0.07,
               Material::Base);
    }
    draw.bar({sx * (hx - 0.08), -hy + 0.08, 0.2}, {sx * (hx - 0.08), hy - 0.08, 0.2}, 0.05, 0.05, Material::Base);
  }
  draw.block({{-hx + 0.06, -hy + 0.25, 0.17}, {hx - 0.06, hy - 0.06, 0.21}, 0.02, 0.012}, Material::Frame);
  draw.block({{-hx, -hy, 0.75}, {hx, hy, 0.82}, 0.05, 0.02}, Material::Shell);
}

/// A drawer unit under the table.
void drawDrawers(SolidBuilder& draw, double x, const Vec3& s) {
  const double front = -s.y / 2 + 0.07;
  draw.block({{x - 0.24, front, 0.24}, {x + 0.24, front + 0.6, 0.74}, 0.02, 0.015}, Material::Blue);
  draw.setRole(Role::Detail);
  for (int i = 0; i < 3; ++i) {
    const double z = 0.33 + 0.155 * i;
    draw.box({x, front, z}, {0.43, 0.024, 0.13}, 0.01, Material::Frame);
    draw.box({x, front - 0.02, z + 0.03}, {0.16, 0.02, 0.018}, 0.006, Material::Dark);
  }
  draw.setRole(Role::Body);
}

/// Small open bins in a row, facing the operator.
void drawBins(SolidBuilder& draw, const Vec3& s, double z, Material first, Material second) {
  draw.setRole(Role::Detail);
  const int bins = std::max(2, static_cast<int>(s.x / 0.34));
  const double pitch = (s.x - 0.24) / bins;
  for (int i = 0; i < bins; ++i) {
    const double x = -s.x / 2 + 0.12 + (i + 0.5) * pitch;
    draw.box({x, s.y / 2 - 0.23, z + 0.07}, {pitch - 0.04, 0.26, 0.14}, 0.015, i % 3 == 1 ? second : first);
    draw.box({x, s.y / 2 - 0.24, z + 0.135}, {pitch - 0.09, 0.20, 0.02}, 0.006, Material::Dark);
  }
  draw.setRole(Role::Body);
}

/// Uprights at the back, a tool board, and a work light over the table.
void drawBackWall(SolidBuilder& draw, const Vec3& s) {
  const double hx = s.x / 2;
  const double y = s.y / 2 - 0.06;
  for (const double side : {-1.0, 1.0}) {
    draw.bar({side * (hx - 0.10), y, 0.8}, {side * (hx - 0.10), y, s.z}, 0.06, 0.06, Material::Frame);
    draw.bar({side * (hx - 0.10), y + 0.02, s.z - 0.05}, {side * (hx - 0.10), -0.12 * s.y, s.z - 0.05}, 0.05, 0.06,
             Material::Frame);
  }
  draw.block({{-hx + 0.13, y - 0.015, 1.16}, {hx - 0.13, y + 0.015, 1.78}, 0.01, 0.008}, Material::ShellWarm);
  draw.block({{-hx + 0.06, -0.22 * s.y, s.z - 0.10}, {hx - 0.06, -0.10 * s.y, s.z - 0.02}, 0.03, 0.02}, Material::Base);
  draw.setRole(Role::Detail);
  draw.box({0, -0.16 * s.y, s.z - 0.10}, {s.x - 0.4, 0.09, 0.02}, 0.006, Material::Lamp);
  for (int i = 0; i < 6; ++i) {
    const double x = -0.3 * s.x + 0.12 * s.x * i;
    const double length = 0.18 + 0.05 * (i % 3);
    draw.bar({x, y - 0.03, 1.68 - length}, {x, y - 0.03, 1.68}, 0.035, 0.02,
             i % 2 == 0 ? Material::Dark : Material::Yellow);
  }
  draw.setRole(Role::Body);
}

}  // namespace

void buildAssembly(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  drawTable(draw, s);
  drawDrawers(draw, 0.30 * s.x, s);
  drawBackWall(draw, s);
  drawBins(draw, s, 0.82, Material::Blue, Material::Yellow);
  // A small column press presses the parts together.
  const double x = -0.34 * s.x;
  const double y = 0.02 * s.y;
  draw.box({x, y, 0.86}, {0.34, 0.36, 0.08}, 0.02, Material::Base);
  draw.box({x, y + 0.12, 1.12}, {0.14, 0.12, 0.56}, 0.03, Material::Orange);
  draw.box({x, y + 0.01, 1.38}, {0.20, 0.34, 0.18}, 0.04, Material::Orange);
  draw.cylinder({x, y - 0.08, 1.10}, {x, y - 0.08, 1.36}, 0.035, Material::Steel, 14);
  draw.cylinder({x, y - 0.08, 1.06}, {x, y - 0.08, 1.11}, 0.06, Material::Dark, 14);
}

void buildDisassembly(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  drawTable(draw, s);
  drawBackWall(draw, s);
  drawBins(draw, s, 0.82, Material::Green, Material::Frame);
  // Sorting boxes slant out at both ends: what comes apart leaves in several ways.
  for (const double side : {-1.0, 1.0}) {
    const double x = side * (s.x / 2 - 0.24);
    draw.box({x, -s.y / 2 + 0.26, 0.92}, {0.40, 0.44, 0.20}, 0.025, side < 0 ? Material::Green : Material::Orange);
    draw.setRole(Role::Detail);
    draw.box({x, -s.y / 2 + 0.26, 1.015}, {0.33, 0.37, 0.02}, 0.006, Material::Dark);
    draw.setRole(Role::Body);
  }
  // A screwdriver hangs from a balancer on the light beam.
  draw.setRole(Role::Detail);
  const double y = -0.16 * s.y;
  draw.cylinder({0, y, s.z - 0.26}, {0, y, s.z - 0.10}, 0.07, Material::Yellow, 16);
  draw.cylinder({0, y, 1.42}, {0, y, s.z - 0.24}, 0.008, Material::Dark, 6);
  draw.cylinder({0, y, 1.16}, {0, y, 1.42}, 0.035, Material::Dark, 12);
  draw.cone({0, y, 1.16}, 0.02, {0, y, 1.06}, 0.008, Material::Steel, 8);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
