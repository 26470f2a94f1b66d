// SPDX-License-Identifier: GPL-3.0-or-later
#include <numbers>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// The carousel: a turning table, a ring of valves over it, the bowl they are fed from.
void drawCarousel(SolidBuilder& draw, double radius, double table, double top) {
  const double valves = table + 0.62;
  draw.cylinder({0, 0, 0.3}, {0, 0, table - 0.06}, radius * 0.55, Material::ShellWarm, 28);
  draw.cylinder({0, 0, table - 0.07}, {0, 0, table}, radius, Material::Steel, 40);
  draw.cylinder({0, 0, table}, {0, 0, top - 0.1}, radius * 0.22, Material::Steel, 24);
  draw.ring({0, 0, valves + 0.04}, radius * 0.98, radius * 0.20, 0.08, Material::Base, 40);
  const int count = std::max(8, static_cast<int>(2 * std::numbers::pi * radius / 0.26));
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * (i + 0.5) / count;
    const Vec3 at{0.86 * radius * std::cos(angle), 0.86 * radius * std::sin(angle), 0};
    draw.cylinder(at + Vec3{0, 0, valves - 0.16}, at + Vec3{0, 0, valves + 0.02}, 0.035, Material::Steel, 10);
    draw.cone(at + Vec3{0, 0, valves - 0.15}, 0.03, at + Vec3{0, 0, valves - 0.23}, 0.014, Material::Blue, 10);
    draw.cylinder(at + Vec3{0, 0, valves + 0.07}, at * 0.82 + Vec3{0, 0, valves + 0.26}, 0.014, Material::Dark, 6);
  }
  // The bowl.
  draw.cone({0, 0, valves + 0.16}, radius * 0.52, {0, 0, valves + 0.28}, radius * 0.70, Material::Steel, 36);
  draw.cylinder({0, 0, valves + 0.27}, {0, 0, valves + 0.56}, radius * 0.70, Material::Steel, 36);
  draw.ring({0, 0, valves + 0.42}, radius * 0.712, 0.03, 0.05, Material::Blue, 36);
  draw.cone({0, 0, valves + 0.55}, radius * 0.69, {0, 0, valves + 0.66}, radius * 0.25, Material::Steel, 36);
}

}  // namespace

void buildFiller(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const double table = kTransportHeight_m;
  const double roof = s.z - 0.14;
  const double sill = 0.60;
  draw.block({{-hx, -hy, 0}, {hx, hy, 0.10}, 0.08, 0.02}, Material::Base);
  draw.setRole(Role::Hull);
  draw.block({{-hx + 0.03, -hy + 0.03, 0.08}, {hx - 0.03, hy - 0.03, s.z}, 0.08, 0.04}, Material::Shell);
  draw.setRole(Role::Detail);
  draw.block({{-hx + 0.04, -hy + 0.04, 0.08}, {hx - 0.04, hy - 0.04, sill}, 0.08, 0.02}, Material::Shell);
  draw.block({{-hx + 0.033, -hy + 0.033, sill - 0.14}, {hx - 0.033, hy - 0.033, sill - 0.07}, 0.084, 0.008},
             Material::Blue);
  // A cabinet with the drives stands behind the carousel; the rest is glazed.
  const double cabin = hy - 0.24;
  draw.block({{-hx + 0.05, cabin, 0.1}, {hx - 0.05, hy - 0.04, roof + 0.02}, 0.04, 0.02}, Material::ShellWarm);
  const double radius = std::min(0.40 * s.x, (cabin + hy) / 2 - 0.14);
  const double middle = (cabin - hy) / 2 + 0.02;
  draw.setFrame({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, middle, 0}});
  drawCarousel(draw, radius, table, s.z);
  draw.setFrame({});
  for (const double sx : {-1.0, 1.0}) {
    for (const double y : {-hy + 0.075, cabin - 0.02}) {
      draw.bar({sx * (hx - 0.075), y, sill - 0.02}, {sx * (hx - 0.075), y, roof + 0.01}, 0.06, 0.06, Material::Frame);
    }
    // In and out: a short track over the sill, where the panes leave a gap.
    const double y = middle;
    const double x = sx * (hx - 0.17);
    draw.block({{x - 0.17, y - 0.20, table - 0.06}, {x + 0.17, y + 0.20, table}, 0.02, 0.01}, Material::Steel);
    for (const double rail : {-0.19, 0.19}) {
      draw.bar({x - 0.17, y + rail, table + 0.10}, {x + 0.17, y + rail, table + 0.10}, 0.02, 0.02, Material::Steel);
    }
    draw.block({{sx * (hx - 0.075) - 0.008, -hy + 0.10, table + 0.48},
                {sx * (hx - 0.075) + 0.008, cabin - 0.04, roof},
                0.004,
                0.004},
               Material::Pane);
  }
  draw.bar({0, -hy + 0.075, sill - 0.02}, {0, -hy + 0.075, roof + 0.01}, 0.05, 0.05, Material::Frame);
  draw.block({{-hx + 0.10, -hy + 0.067, sill}, {hx - 0.10, -hy + 0.083, roof}, 0.004, 0.004}, Material::Pane);
  draw.block({{-hx + 0.04, -hy + 0.04, roof}, {hx - 0.04, hy - 0.04, s.z}, 0.08, 0.05}, Material::Shell);
  draw.box({0, middle, roof - 0.005}, {0.7 * s.x, 0.10, 0.03}, 0.006, Material::Lamp);
  draw.setRole(Role::Body);
  drawPanel(draw, {0.40 * s.x, -hy + 0.05, 1.30}, 0.26);
}

}  // namespace mw::scene
