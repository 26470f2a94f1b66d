// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kPlateTop_m = 0.68;
constexpr double kPlateThick_m = 0.05;
constexpr double kHalfBelt = 0.3;  // of the plate's diameter

/// Round things stand in a square.
double radiusOf(const Vec3& s) {
  return std::min(s.x, s.y) / 2;
}

/// Half of what fits across the plate, so far from its middle.
double chord_m(double radius, double x) {
  return std::sqrt(std::max(radius * radius - x * x, 0.0));
}

/// Between the straight end of the belt and the round edge: rollers, shorter and shorter.
void drawEnds(SolidBuilder& draw, double from, double radius, double most) {
  constexpr double kRoller_m = 0.022;
  constexpr double kPitch_m = 0.05;
  draw.setRole(Role::Detail);
  for (double x = from + kRoller_m; x < radius - kRoller_m; x += kPitch_m) {
    const double half = std::min(most, chord_m(radius - 0.03, x));
    if (half < 0.05) break;
    for (const double sign : {-1.0, 1.0}) {
      draw.cylinder({sign * x, -half, kTransportHeight_m - kRoller_m}, {sign * x, half, kTransportHeight_m - kRoller_m},
                    kRoller_m, Material::Steel, 12);
    }
  }
  draw.setRole(Role::Body);
}

}  // namespace

void buildTurntable(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const Vec3& s = sheet.size;
  const double r = radiusOf(s);
  draw.cylinder({0, 0, 0}, {0, 0, 0.05}, 0.92 * r, Material::Base, 40);
  draw.cone({0, 0, 0.045}, 0.78 * r, {0, 0, 0.34}, 0.56 * r, Material::Shell, 40);
  draw.cylinder({0, 0, 0.33}, {0, 0, 0.50}, 0.56 * r, Material::Shell, 40);
  draw.cylinder({0, 0, 0.385}, {0, 0, 0.435}, 0.565 * r, Material::Blue, 40);
  // The slewing ring: fixed race, moving race, bolts.
  draw.cylinder({0, 0, 0.49}, {0, 0, 0.55}, 0.76 * r, Material::Base, 40);
  draw.setRole(Role::Detail);
  draw.cylinder({0, 0, 0.54}, {0, 0, kPlateTop_m - kPlateThick_m + 0.005}, 0.70 * r, Material::Steel, 40);
  for (int i = 0; i < 12; ++i) {
    const double angle = 2 * std::numbers::pi * (i + 0.5) / 12;
    const Vec3 at{0.73 * r * std::cos(angle), 0.73 * r * std::sin(angle), 0.545};
    draw.cylinder(at, at + Vec3{0, 0, 0.02}, 0.014, Material::Frame, 8);
  }
  for (int i = 0; i < 8; ++i) {
    const double angle = 2 * std::numbers::pi * i / 8;
    const Vec3 at{0.85 * r * std::cos(angle), 0.85 * r * std::sin(angle), 0.045};
    draw.cylinder(at, at + Vec3{0, 0, 0.022}, 0.018, Material::Frame, 8);
  }
  // The drive that turns it.
  const Vec3 motor{0, -0.68 * r, 0};
  draw.cylinder(motor + Vec3{0, 0, 0.16}, motor + Vec3{0, 0, 0.42}, 0.07, Material::Dark, 18);
  draw.cylinder(motor + Vec3{0, 0, 0.41}, motor + Vec3{0, 0, 0.50}, 0.09, Material::Frame, 18);
  draw.setRole(Role::Body);
  // The post with the controls stands where no conveyor comes.
  const Vec3 post{0.45 * s.x, 0.45 * s.y, 0};
  draw.block({{post.x - 0.065, post.y - 0.065, 0}, {post.x + 0.06, post.y + 0.06, 0.03}, 0.02, 0.01}, Material::Base);
  draw.block({{post.x - 0.05, post.y - 0.05, 0.025}, {post.x + 0.05, post.y + 0.05, 0.93}, 0.02, 0.012},
             Material::Shell);
  draw.setRole(Role::Hull);
  draw.cylinder({0, 0, kPlateTop_m - kPlateThick_m}, {0, 0, kTransportHeight_m}, r, Material::Steel, 40);
  draw.setRole(Role::Body);
}

void buildPlate(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const double r = radiusOf(sheet.size);
  const double half = 2 * kHalfBelt * r;
  const double end = chord_m(r, half + 0.05) - 0.02;
  draw.cylinder({0, 0, kPlateTop_m - kPlateThick_m}, {0, 0, kPlateTop_m}, r - 0.008, Material::Steel, 56);
  draw.cylinder({0, 0, kPlateTop_m - kPlateThick_m + 0.013}, {0, 0, kPlateTop_m - 0.013}, r - 0.003, Material::Yellow,
                56);
  drawBeltDeck(draw,
               {.x0 = -end, .x1 = end, .width = 2 * half + 0.1, .has_rollers = sheet.element.transfer.has_rollers});
  drawEnds(draw, end, r, half - 0.03);
  // What carries the rollers between belt and edge, and the drive of the belt beside it.
  for (const double sign : {-1.0, 1.0}) {
    const double width = std::min(half - 0.06, chord_m(r - 0.03, r - 0.06));
    draw.box({sign * (end + r - 0.04) / 2, 0, kPlateTop_m + 0.045},
             {std::max(r - 0.04 - end, 0.03), 2 * std::max(width, 0.06), 0.09}, 0.01, Material::Frame);
  }
  draw.setRole(Role::Detail);
  const double beside = half + 0.05 + 0.045;
  if (chord_m(r, beside + 0.05) > 0.16) {
    draw.cylinder({-0.13, beside, kPlateTop_m + 0.05}, {0.11, beside, kPlateTop_m + 0.05}, 0.04, Material::Dark, 16);
  }
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
