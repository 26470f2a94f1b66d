// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kPost_m = 0.09;
constexpr double kHead_m = 0.16;  // of the frame on top

/// Wires between the posts of one side, so thin that the platform shows behind them.
void drawGuard(SolidBuilder& draw, double y, double half_x, double top) {
  constexpr double kLow_m = 0.16;
  constexpr double kPitch_m = 0.11;
  draw.setRole(Role::Detail);
  const int wires = std::max(2, static_cast<int>(std::lround(2 * half_x / kPitch_m)));
  for (int i = 1; i < wires; ++i) {
    const double x = -half_x + 2 * half_x * i / wires;
    draw.bar({x, y, kLow_m}, {x, y, top}, 0.008, 0.008, Material::Frame);
  }
  draw.setRole(Role::Body);
  const int rails = std::max(2, static_cast<int>(std::lround((top - kLow_m) / 0.8)));
  for (int i = 0; i <= rails; ++i) {
    const double z = kLow_m + (top - kLow_m) * i / rails;
    draw.bar({-half_x, y, z}, {half_x, y, z}, 0.03, 0.04, Material::Yellow);
  }
}

/// Motor, gear, shaft and sheaves on the head.
void drawDrive(SolidBuilder& draw, double half_y, double top) {
  const double shaft_z = top - 0.01;
  draw.block({{-0.17, -0.15, top - 0.03}, {0.17, 0.15, top + 0.02}, 0.02, 0.01}, Material::Base);
  draw.box({0, 0, top + 0.10}, {0.20, 0.20, 0.18}, 0.03, Material::Frame);
  draw.cylinder({0.09, 0, top + 0.11}, {0.40, 0, top + 0.11}, 0.075, Material::Dark, 24);
  draw.setRole(Role::Detail);
  for (double x = 0.16; x < 0.36; x += 0.05)
    draw.cylinder({x, 0, top + 0.11}, {x + 0.018, 0, top + 0.11}, 0.083, Material::Dark, 24);
  draw.cylinder({0, -half_y, shaft_z + 0.06}, {0, half_y, shaft_z + 0.06}, 0.02, Material::Steel, 14);
  for (const double side : {-1.0, 1.0}) {
    draw.cylinder({0, side * half_y - 0.03, shaft_z + 0.06}, {0, side * half_y + 0.03, shaft_z + 0.06}, 0.07,
                  Material::Steel, 24);
  }
  draw.setRole(Role::Body);
}

}  // namespace

void buildLift(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const Vec3& s = sheet.size;
  const double hx = s.x / 2 - kPost_m / 2;
  const double hy = s.y / 2 - kPost_m / 2;
  const double head = s.z - kHead_m;
  for (const double sx : {-1.0, 1.0}) {
    for (const double sy : {-1.0, 1.0}) {
      const Vec3 foot{sx * (hx - 0.012), sy * (hy - 0.012), 0};
      draw.block({foot - Vec3{0.07, 0.07, 0}, foot + Vec3{0.07, 0.07, 0.03}, 0.015, 0.008}, Material::Base);
      const Vec3 half{kPost_m / 2, kPost_m / 2, 0};
      draw.block({Vec3{sx * hx, sy * hy, 0.02} - half, Vec3{sx * hx, sy * hy, s.z - 0.02} + half, 0.014, 0.01},
                 Material::Shell);
    }
    // Over the gates at both ends, and along both sides.
    draw.block({{sx * hx - kPost_m / 2, -hy, head}, {sx * hx + kPost_m / 2, hy, s.z}, 0.014, 0.014}, Material::Shell);
    draw.block({{-hx, sx * hy - kPost_m / 2, head}, {hx, sx * hy + kPost_m / 2, s.z}, 0.014, 0.014}, Material::Shell);
    draw.block({{-hx, sx * hy - 0.046, head + 0.05}, {hx, sx * hy + 0.046, head + 0.10}, 0.006, 0.006}, Material::Blue);
    draw.block({{-hx, sx * hy - 0.03, 0.03}, {hx, sx * hy + 0.03, 0.13}, 0.01, 0.01}, Material::Base);
    drawGuard(draw, sx * (hy + 0.015), hx - kPost_m / 2, head);
  }
  draw.block({{-0.13, -hy, head + 0.02}, {0.13, hy, s.z - 0.02}, 0.014, 0.014}, Material::Frame);
  draw.setRole(Role::Detail);
  // What the platform runs on, and hangs from.
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (hy - 0.03);
    for (const double x : {-0.12, 0.12}) draw.bar({x, y, 0.10}, {x, y, head + 0.04}, 0.035, 0.035, Material::Steel);
    draw.bar({0, y, 0.12}, {0, y, head + 0.04}, 0.05, 0.012, Material::Dark);
  }
  draw.setRole(Role::Body);
  drawDrive(draw, hy - 0.03, s.z);
  drawPanel(draw, {hx - 0.03, -s.y / 2 + 0.04, 1.30}, 0.2);
}

void buildPlatform(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const Vec3& s = sheet.size;
  const double hx = s.x / 2 - 0.012;
  const double inner = s.y / 2 - kPost_m - 0.02;  // between the posts
  const double top = kTransportHeight_m;
  drawBeltDeck(draw, {.x0 = -hx, .x1 = hx, .width = 2 * inner, .has_rollers = sheet.element.transfer.has_rollers});
  for (const double x : {-0.62 * hx, 0.62 * hx}) {
    draw.block({{x - 0.04, -inner + 0.03, top - 0.19}, {x + 0.04, inner - 0.03, top - 0.10}, 0.012, 0.012},
               Material::Base);
  }
  draw.cylinder({0.1 * hx, -0.10, top - 0.17}, {0.1 * hx, 0.16, top - 0.17}, 0.06, Material::Dark, 20);
  // Side guides that keep a part between the posts; their carriages run on the rails.
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (inner - 0.012);
    for (const double x : {-0.7 * hx, 0.0, 0.7 * hx})
      draw.bar({x, y, top}, {x, y, top + 0.14}, 0.03, 0.02, Material::Frame);
    draw.cylinder({-hx + 0.03, y, top + 0.14}, {hx - 0.03, y, top + 0.14}, 0.016, Material::Yellow, 12);
    draw.block({{-0.17, std::min(side * inner, side * (inner + 0.02)), top - 0.30},
                {0.17, std::max(side * inner, side * (inner + 0.02)), top + 0.24},
                0.01,
                0.01},
               Material::Orange);
  }
}

}  // namespace mw::scene
