// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numbers>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

Vec3 around(double radius, double angle, double z) {
  return {radius * std::cos(angle), radius * std::sin(angle), z};
}

/// A star wheel: a disc whose rim holds the necks of bottles.
void drawStar(SolidBuilder& draw, const Vec3& at, double radius, int pockets) {
  draw.cylinder(at, at + Vec3{0, 0, 0.03}, 0.80 * radius, Material::Blue, 24);
  for (int i = 0; i < pockets; ++i) {
    const Vec3 tip = at + around(0.86 * radius, kTurn * i / pockets, 0.015);
    draw.box(tip, {0.20 * radius, 0.20 * radius, 0.03}, 0.008, Material::Blue);
  }
  draw.cylinder(at + Vec3{0, 0, -0.12}, at + Vec3{0, 0, 0.08}, 0.16 * radius, Material::Steel, 14);
}

/// The turret: closing heads on spindles hang from a drum that turns over the table.
void drawTurret(SolidBuilder& draw, double radius, double table, double top) {
  const double drum = top - 0.34;
  draw.cylinder({0, 0, table - 0.06}, {0, 0, table}, 1.25 * radius, Material::Steel, 36);
  draw.cylinder({0, 0, table}, {0, 0, drum}, 0.26 * radius, Material::Steel, 24);
  draw.cylinder({0, 0, drum}, {0, 0, top - 0.02}, radius, Material::Shell, 36);
  draw.cylinder({0, 0, drum + 0.06}, {0, 0, drum + 0.12}, 1.015 * radius, Material::Blue, 36);
  const int heads = std::max(6, static_cast<int>(kTurn * radius / 0.24));
  for (int i = 0; i < heads; ++i) {
    const double angle = kTurn * (i + 0.5) / heads;
    const double z = table + 0.56 + 0.05 * std::cos(angle);
    draw.cylinder(around(0.86 * radius, angle, z + 0.08), around(0.86 * radius, angle, drum + 0.02), 0.024,
                  Material::Steel, 10);
    draw.cylinder(around(0.86 * radius, angle, z), around(0.86 * radius, angle, z + 0.10), 0.052, Material::Dark, 12);
    draw.cone(around(0.86 * radius, angle, z - 0.05), 0.036, around(0.86 * radius, angle, z + 0.01), 0.046,
              Material::Steel, 12);
  }
  for (const double side : {-1.0, 1.0})
    drawStar(draw, {side * 1.45 * radius, -0.42 * radius, table + 0.2}, 0.5 * radius, 8);
}

/// The bowl on the roof that sorts the caps, and the chute from it to the turret.
void drawBowl(SolidBuilder& draw, const Vec3& bowl, double roof) {
  constexpr double kRadius = 0.40;
  draw.cylinder(bowl + Vec3{0, 0, -0.16}, bowl, 0.18, Material::Base, 20);
  draw.cone(bowl + Vec3{0, 0, -0.01}, 0.62 * kRadius, bowl + Vec3{0, 0, 0.16}, kRadius, Material::Steel, 32);
  draw.ring(bowl + Vec3{0, 0, 0.19}, kRadius * 1.02, 0.04, 0.07, Material::Steel, 32);
  for (int i = 0; i < 18; ++i) {
    const Vec3 cap = bowl + around(kRadius * (i % 2 == 0 ? 0.40 : 0.74), kTurn * i / 18, 0.165 + 0.02 * (i % 3));
    draw.cylinder(cap, cap + Vec3{0, 0, 0.035}, 0.055, Material::Red, 10);
  }
  const Vec3 mouth{bowl.x + 0.12, bowl.y - 0.80, roof + 0.02};
  draw.bar(bowl + Vec3{0.06, -kRadius, 0.17}, mouth, 0.16, 0.035, Material::Frame);
  draw.bar(bowl + Vec3{0.06, -kRadius, 0.20}, mouth + Vec3{0, 0, 0.03}, 0.09, 0.035, Material::Red);
}

/// The lift that fills the bowl: a hopper on the floor behind the guard, a slanting belt up to the bowl.
void drawCapLift(SolidBuilder& draw, const Vec3& bowl, double right, double back) {
  const Vec3 foot{right - 0.26, back - 0.18, 0.50};
  const Vec3 head{bowl.x + 0.16, back - 0.18, bowl.z + 0.48};
  draw.bar(foot, head, 0.24, 0.14, Material::ShellWarm);
  const Vec3 along = normalized(head - foot);
  draw.bar(head - along * 0.16, head + along * 0.04, 0.28, 0.20, Material::Blue);
  draw.bar(head + Vec3{-0.02, -0.06, -0.06}, bowl + Vec3{0.04, 0.14, 0.24}, 0.14, 0.08, Material::Blue);
  draw.cone({foot.x, foot.y, 0.26}, 0.13, {foot.x, foot.y, 0.74}, 0.21, Material::Steel, 20);
  draw.cylinder({foot.x, foot.y, 0.02}, {foot.x, foot.y, 0.28}, 0.05, Material::Base, 12);
}

/// Posts and panes around the turret, open where bottles pass.
void drawGuard(SolidBuilder& draw, double hx, double front, double back, double sill, double roof) {
  const double gap = kTransportHeight_m + 0.56;
  for (const double sx : {-1.0, 1.0}) {
    for (const double y : {front, back}) {
      draw.bar({sx * hx, y, sill - 0.02}, {sx * hx, y, roof + 0.01}, 0.06, 0.06, Material::Frame);
    }
    draw.box({sx * hx, (front + back) / 2, gap - 0.02}, {0.035, back - front - 0.04, 0.035}, 0.006, Material::Frame);
    draw.block({{sx * hx - 0.008, front + 0.03, gap}, {sx * hx + 0.008, back - 0.03, roof}, 0.004, 0.004},
               Material::Pane);
  }
  draw.bar({0, front, sill - 0.02}, {0, front, roof + 0.01}, 0.045, 0.045, Material::Frame);
  draw.block({{-hx + 0.03, front - 0.008, sill}, {hx - 0.03, front + 0.008, roof}, 0.004, 0.004}, Material::Pane);
  draw.cylinder({0.06, front - 0.04, sill + 0.28}, {0.06, front - 0.04, sill + 0.58}, 0.014, Material::Steel, 8);
}

}  // namespace

void buildCapper(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const double table = kTransportHeight_m;
  const double sill = table - 0.10;
  const double roof = std::max(table + 0.60, s.z - 0.52);
  const double back = hy - 0.30;
  draw.block({{-hx, -hy, 0}, {hx, hy, 0.10}, 0.08, 0.02}, Material::Base);
  draw.setRole(Role::Hull);
  draw.block({{-hx + 0.04, -hy + 0.04, 0.08}, {hx - 0.04, back, roof + 0.12}, 0.06, 0.04}, Material::Shell);
  draw.setRole(Role::Detail);
  draw.block({{-hx + 0.05, -hy + 0.05, 0.08}, {hx - 0.05, back, sill}, 0.06, 0.02}, Material::Shell);
  draw.block({{-hx + 0.044, -hy + 0.044, sill - 0.14}, {hx - 0.044, back + 0.006, sill - 0.08}, 0.064, 0.008},
             Material::Blue);
  draw.box({-0.2 * s.x, -hy + 0.046, 0.30}, {0.34 * s.x, 0.02, 0.26}, 0.01, Material::Frame);
  const double middle = (-hy + 0.05 + back) / 2;
  const double radius = std::min(0.21 * s.x, 0.30 * (back + hy));
  draw.setFrame({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, middle, 0}});
  drawTurret(draw, radius, table, roof);
  draw.setFrame({});
  // The track for the bottles, in and out over the sill.
  for (const double side : {-1.0, 1.0}) {
    const double x = side * (hx - 0.22);
    draw.block({{x - 0.22, middle - 0.16, table - 0.06}, {x + 0.22, middle + 0.16, table}, 0.02, 0.01},
               Material::Steel);
    for (const double rail : {-0.15, 0.15})
      draw.bar({x - 0.22, middle + rail, table + 0.11}, {x + 0.22, middle + rail, table + 0.11}, 0.02, 0.02,
               Material::Steel);
  }
  drawGuard(draw, hx - 0.09, -hy + 0.09, back - 0.03, sill, roof);
  draw.block({{-hx + 0.05, -hy + 0.05, roof}, {hx - 0.05, back, roof + 0.12}, 0.06, 0.04}, Material::Shell);
  const Vec3 bowl{-0.14 * s.x, back - 0.48, roof + 0.27};
  drawBowl(draw, bowl, roof + 0.11);
  drawCapLift(draw, bowl, hx, hy);
  draw.setRole(Role::Body);
  drawPanel(draw, {0.41 * s.x, -hy + 0.07, 1.28}, 0.26);
}

}  // namespace mw::scene
