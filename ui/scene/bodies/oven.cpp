// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// The insulated housing: half sizes and where its red band lies.
struct Housing {
  double half_x, half_y;
  double band, top;
};

void drawWalls(SolidBuilder& draw, const Housing& h) {
  draw.setRole(Role::Hull);
  draw.block({{-h.half_x - 0.008, -h.half_y - 0.008, 0.12}, {h.half_x + 0.008, h.half_y + 0.008, h.top}, 0.13, 0.07},
             Material::Shell);
  draw.setRole(Role::Detail);
  draw.block({{-h.half_x, -h.half_y, 0.12}, {h.half_x, h.half_y, h.band}, 0.10, 0}, Material::ShellWarm);
  draw.block({{-h.half_x - 0.008, -h.half_y - 0.008, h.band},
              {h.half_x + 0.008, h.half_y + 0.008, h.band + 0.09},
              0.105,
              0.01},
             Material::Red);
  draw.block({{-h.half_x, -h.half_y, h.band + 0.09}, {h.half_x, h.half_y, h.top}, 0.10, 0.08}, Material::ShellWarm);
  // Seams of the insulated panels.
  const int panels = std::max(3, static_cast<int>(2 * h.half_x / 0.6));
  for (int i = 1; i < panels; ++i) {
    const double x = -h.half_x + 2 * h.half_x * i / panels;
    for (const double side : {-1.0, 1.0})
      draw.box({x, side * h.half_y, (0.16 + h.band) / 2}, {0.022, 0.016, h.band - 0.18}, 0.004, Material::Frame);
  }
  draw.setRole(Role::Body);
}

/// The mouths at both ends, hot inside, with the track that leads through.
void drawMouths(SolidBuilder& draw, const Housing& h) {
  draw.setRole(Role::Detail);
  const double z = kTransportHeight_m;
  for (const double side : {-1.0, 1.0}) {
    draw.box({side * h.half_x, 0, z + 0.24}, {0.08, 1.06, 0.78}, 0.02, Material::Frame);
    draw.box({side * (h.half_x + 0.012), 0, z + 0.24}, {0.08, 0.86, 0.56}, 0.014, Material::Dark);
    draw.box({side * (h.half_x + 0.018), 0, z + 0.47}, {0.08, 0.82, 0.06}, 0.010, Material::Glow);
    draw.box({side * (h.half_x + 0.020), 0, z - 0.045}, {0.08, 0.80, 0.05}, 0.010, Material::Steel);
  }
  draw.setRole(Role::Body);
}

/// The front: a door with its bolts in the middle, windows with the glow behind them on both sides.
void drawFront(SolidBuilder& draw, const Housing& h, double height) {
  draw.setRole(Role::Detail);
  const double y = -h.half_y;
  const double door = std::min(0.62, 0.42 * h.half_x);
  const double low = 0.22;
  const double high = h.band - 0.08;
  draw.box({0, y - 0.010, (low + high) / 2}, {2 * door + 0.10, 0.05, high - low + 0.08}, 0.02, Material::Frame);
  for (const double side : {-1.0, 1.0}) {
    draw.box({side * door / 2, y - 0.030, (low + high) / 2}, {door - 0.02, 0.05, high - low}, 0.025, Material::Shell);
    for (const double z : {0.2, 0.8})
      draw.cylinder({side * (door - 0.01), y - 0.06, low + z * (high - low) - 0.09},
                    {side * (door - 0.01), y - 0.06, low + z * (high - low) + 0.09}, 0.03, Material::Dark, 12);
    draw.cylinder({side * 0.07, y - 0.08, low + 0.30 * (high - low)},
                  {side * 0.07, y - 0.08, low + 0.62 * (high - low)}, 0.020, Material::Steel, 10);
    const double x = side * (h.half_x + door) / 2;
    draw.box({x, y - 0.002, 0.42 * height}, {0.36 * h.half_x, 0.03, 0.36}, 0.012, Material::Frame);
    draw.box({x, y - 0.010, 0.42 * height}, {0.36 * h.half_x - 0.09, 0.03, 0.26}, 0.012, Material::Glass);
    draw.box({x, y - 0.020, 0.42 * height - 0.05}, {0.36 * h.half_x - 0.14, 0.02, 0.12}, 0.010, Material::Glow);
  }
  draw.setRole(Role::Body);
}

/// On the roof: the burner with its fan, the duct, the stacks under their caps.
void drawRoof(SolidBuilder& draw, const Housing& h) {
  const double y = 0.24 * h.half_y;
  for (const double side : {-1.0, 1.0}) {
    const Vec3 foot{side * 0.52 * h.half_x, y, h.top - 0.03};
    draw.cylinder(foot, foot + Vec3{0, 0, 0.05}, 0.20, Material::Base, 24);
    draw.cylinder(foot, foot + Vec3{0, 0, 0.46}, 0.13, Material::Steel, 24);
    draw.cone(foot + Vec3{0, 0, 0.50}, 0.20, foot + Vec3{0, 0, 0.58}, 0.05, Material::Frame, 24);
    draw.setRole(Role::Detail);
    for (const double turn : {0.5, 2.6, 4.7})
      draw.bar(foot + Vec3{0.11 * std::cos(turn), 0.11 * std::sin(turn), 0.44},
               foot + Vec3{0.13 * std::cos(turn), 0.13 * std::sin(turn), 0.52}, 0.02, 0.02, Material::Frame);
    draw.setRole(Role::Body);
  }
  draw.setRole(Role::Detail);
  draw.block({{-0.24 * h.half_x, y - 0.24, h.top - 0.02}, {0.20 * h.half_x, y + 0.24, h.top + 0.30}, 0.04, 0.03},
             Material::Red);
  draw.cylinder({0.16 * h.half_x, y, h.top + 0.15}, {0.42 * h.half_x, y, h.top + 0.15}, 0.10, Material::Steel, 20);
  draw.cylinder({-0.02 * h.half_x, y - 0.23, h.top + 0.15}, {-0.02 * h.half_x, y - 0.34, h.top + 0.15}, 0.13,
                Material::Dark, 22);
  draw.setRole(Role::Body);
}

}  // namespace

void buildOven(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const Housing housing{s.x / 2 - 0.07, s.y / 2 - 0.07, 0.66 * s.z, s.z - 0.12};
  draw.block({{-s.x / 2, -s.y / 2, 0}, {s.x / 2, s.y / 2, 0.14}, 0.10, 0.025}, Material::Base);
  drawWalls(draw, housing);
  drawMouths(draw, housing);
  drawFront(draw, housing, s.z);
  drawRoof(draw, housing);
  drawPanel(draw, {0.44 * s.x, -housing.half_y, 0.60 * s.z}, 0.26);
}

}  // namespace mw::scene
