// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// The upright plate that carries the reels; what is on it lies in its plane, x along it and z up.
struct Plate {
  double y;           ///< of its front face
  double low, high;   ///< z
  double half_width;  ///< x
};

/// A reel on its spindle, before a flange of its full size: paper around a core of cardboard.
void drawReel(SolidBuilder& draw, const Plate& plate, const Vec3& at, double radius, double paper) {
  const auto disc = [&](double from, double to, double r, Material material, int sides) {
    draw.cylinder({at.x, plate.y - from, at.z}, {at.x, plate.y - to, at.z}, r, material, sides);
  };
  disc(-0.01, 0.03, 0.30 * radius, Material::Dark, 18);
  disc(0.02, 0.035, radius, Material::Frame, 40);
  disc(0.03, 0.17, paper, Material::Shell, 40);
  disc(0.165, 0.176, 0.34 * radius, Material::Carton, 28);
  disc(0.17, 0.21, 0.18 * radius, Material::Dark, 18);
}

/// A stretch of web between two points of the plate, with labels on it.
void drawWeb(SolidBuilder& draw, const Plate& plate, const Vec3& a, const Vec3& b, bool has_labels) {
  const double y = plate.y - 0.10;
  draw.bar({a.x, y, a.z}, {b.x, y, b.z}, 0.008, 0.12, Material::Cabin);
  if (!has_labels) return;
  const Vec3 way = b - a;
  const int count = std::max(1, static_cast<int>(norm(way) / 0.14));
  for (int i = 0; i < count; ++i) {
    const Vec3 from = a + way * ((i + 0.2) / count);
    const Vec3 to = a + way * ((i + 0.8) / count);
    draw.bar({from.x, y, from.z}, {to.x, y, to.z}, 0.014, 0.09, Material::Green);
  }
}

void drawRoller(SolidBuilder& draw, const Plate& plate, const Vec3& at) {
  draw.cylinder({at.x, plate.y + 0.01, at.z}, {at.x, plate.y - 0.18, at.z}, 0.035, Material::Steel, 14);
}

/// From the full reel over rollers to the edge where the labels come off, and on to the reel of empty web.
void drawLabelling(SolidBuilder& draw, const Plate& plate) {
  const double w = plate.half_width;
  const double height = plate.high - plate.low;
  const double radius = std::min(0.40 * height, 0.46 * w);
  const Vec3 full{-w + radius + 0.05, 0, plate.high - radius - 0.05};
  const Vec3 empty{w - 0.72 * radius - 0.06, 0, plate.high - 0.72 * radius - 0.07};
  const Vec3 edge{0.05 * w, 0, plate.low + 0.20};
  const Vec3 in{-0.55 * w, 0, plate.low + 0.40};
  const Vec3 out{0.62 * w, 0, plate.low + 0.46};
  drawReel(draw, plate, full, radius, 0.88 * radius);
  drawReel(draw, plate, empty, 0.72 * radius, 0.44 * radius);
  drawWeb(draw, plate, {full.x - 0.62 * radius, 0, full.z - 0.62 * radius}, in, true);
  drawWeb(draw, plate, in, edge, true);
  drawWeb(draw, plate, edge + Vec3{0, 0, 0.05}, out, false);
  drawWeb(draw, plate, out, {empty.x + 0.34 * radius, 0, empty.z - 0.2 * radius}, false);
  for (const Vec3& at : {in, out, Vec3{-0.10 * w, 0, plate.low + 0.36}}) drawRoller(draw, plate, at);
  // The edge itself, and the brush that smooths the label down.
  draw.box({edge.x - 0.10, plate.y - 0.10, edge.z - 0.02}, {0.30, 0.16, 0.05}, 0.015, Material::Base);
  draw.cylinder({edge.x + 0.20, plate.y - 0.10, plate.low + 0.02}, {edge.x + 0.20, plate.y - 0.10, plate.low + 0.34},
                0.07, Material::Dark, 18);
}

/// The belt that carries the bottles past, between rails.
void drawBelt(SolidBuilder& draw, double hx, double y) {
  const double top = kTransportHeight_m;
  draw.block({{-hx, y - 0.17, top - 0.14}, {hx, y + 0.17, top - 0.03}, 0.02, 0.015}, Material::Frame);
  draw.block({{-hx + 0.01, y - 0.13, top - 0.04}, {hx - 0.01, y + 0.13, top}, 0.012, 0.008}, Material::Dark);
  for (const double side : {-0.17, 0.17}) {
    draw.bar({-hx + 0.02, y + side, top + 0.14}, {hx - 0.02, y + side, top + 0.14}, 0.022, 0.03, Material::Steel);
    for (const double x : {-0.8, -0.3, 0.3, 0.8})
      draw.bar({x * hx, y + side * 1.12, top - 0.08}, {x * hx, y + side * 1.12, top + 0.14}, 0.022, 0.022,
               Material::Frame);
  }
}

/// Posts with panes keep hands out, but let the reels be seen.
void drawGuard(SolidBuilder& draw, double hx, double front, double back, double low, double high) {
  for (const double sx : {-1.0, 1.0}) {
    draw.bar({sx * hx, front, low}, {sx * hx, front, high}, 0.05, 0.05, Material::Frame);
    draw.bar({sx * hx, front, high - 0.02}, {sx * hx, back, high - 0.02}, 0.05, 0.05, Material::Frame);
  }
  draw.bar({-hx, front, high - 0.02}, {hx, front, high - 0.02}, 0.05, 0.05, Material::Frame);
  draw.block(
      {{-hx + 0.03, front - 0.008, kTransportHeight_m + 0.02}, {hx - 0.03, front + 0.008, high - 0.03}, 0.004, 0.004},
      Material::Pane);
}

}  // namespace

void buildLabeller(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const double table = kTransportHeight_m - 0.12;
  const double belt = -0.16 * s.y;
  draw.block({{-hx, -hy, 0}, {hx, hy, 0.10}, 0.08, 0.02}, Material::Base);
  draw.block({{-hx + 0.05, -hy + 0.06, 0.08}, {hx - 0.05, hy - 0.05, table}, 0.06, 0.025}, Material::Shell);
  draw.block({{-hx + 0.044, -hy + 0.054, table - 0.14}, {hx - 0.044, hy - 0.044, table - 0.08}, 0.064, 0.008},
             Material::Blue);
  const Plate plate{0.06 * s.y, table + 0.06, s.z - 0.06, hx - 0.14};
  draw.block({{-hx + 0.10, plate.y, table - 0.02}, {hx - 0.10, plate.y + 0.10, s.z}, 0.03, 0.02}, Material::ShellWarm);
  // The cabinet with the drives, behind the plate.
  draw.block({{-0.7 * hx, plate.y + 0.08, table - 0.02}, {0.7 * hx, hy - 0.06, 0.72 * s.z}, 0.06, 0.05},
             Material::Shell);
  draw.setRole(Role::Detail);
  drawBelt(draw, hx, belt);
  drawLabelling(draw, {plate.y, kTransportHeight_m + 0.06, plate.high, plate.half_width});
  for (const double x : {-0.5, 0.0, 0.5})
    draw.box({x * hx, hy - 0.055, 0.5 * s.z}, {0.30 * hx, 0.02, 0.20 * s.z}, 0.01, Material::Frame);
  for (const double x : {-0.46, 0.46})
    draw.box({x * hx, -hy + 0.056, 0.30}, {0.72 * hx, 0.02, 0.30}, 0.012, Material::Frame);
  drawGuard(draw, hx - 0.10, -hy + 0.11, plate.y, table - 0.02, 0.80 * s.z);
  draw.setRole(Role::Body);
  drawPanel(draw, {0.84 * hx, -hy + 0.10, 1.22}, 0.26);
}

}  // namespace mw::scene
