// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// The wet part: a tunnel over a tank, open to the operator behind a pane.
struct Tunnel {
  double half_x, half_y;
  double sill;  ///< of the window
  double brow;  ///< where the roof begins
  double top;
};

/// The housing around the window: tank, back wall, portals, roof with sloping shoulders.
void drawHousing(SolidBuilder& draw, const Tunnel& t) {
  draw.setRole(Role::Hull);
  draw.block({{-t.half_x, -t.half_y, 0.12}, {t.half_x, t.half_y, t.top}, 0.06, 0.05}, Material::Shell);
  draw.setRole(Role::Detail);
  draw.block({{-t.half_x, -t.half_y, 0.12}, {t.half_x, t.half_y, t.sill}, 0.05, 0.02}, Material::Shell);
  draw.block({{-t.half_x - 0.006, -t.half_y - 0.006, t.sill - 0.10},
              {t.half_x + 0.006, t.half_y + 0.006, t.sill - 0.04},
              0.055,
              0.008},
             Material::Blue);
  draw.block({{-t.half_x, t.half_y - 0.08, t.sill - 0.02}, {t.half_x, t.half_y, t.brow + 0.02}, 0.03, 0.01},
             Material::ShellWarm);
  const double shoulder = 0.42 * t.half_y;
  draw.prism({{0, -t.half_y, t.brow},
              {0, t.half_y, t.brow},
              {0, t.half_y, t.brow + 0.10},
              {0, t.half_y - shoulder, t.top},
              {0, -t.half_y + shoulder, t.top},
              {0, -t.half_y, t.brow + 0.10}},
             -t.half_x, t.half_x, 0.04, Material::Shell);
  draw.setRole(Role::Body);
}

/// Both ends: a frame around the way through, strips of a curtain hanging in it.
void drawPortals(SolidBuilder& draw, const Tunnel& t) {
  draw.setRole(Role::Detail);
  const double door = std::min(0.40, 0.44 * t.half_y);
  const double from = kTransportHeight_m + 0.05;
  for (const double side : {-1.0, 1.0}) {
    const double x = side * (t.half_x - 0.04);
    for (const double wall : {-1.0, 1.0}) {
      draw.block({{x - 0.04, std::min(wall * door, wall * t.half_y), t.sill - 0.02},
                  {x + 0.04, std::max(wall * door, wall * t.half_y), t.brow + 0.02},
                  0.02,
                  0.01},
                 Material::Shell);
    }
    draw.box({x, 0, t.brow - 0.03}, {0.10, 2 * door + 0.08, 0.10}, 0.015, Material::Frame);
    constexpr int kStrips = 6;
    const double width = 2 * door / kStrips;
    for (int i = 0; i < kStrips; ++i) {
      const double y = -door + (i + 0.5) * width;
      draw.box({x + (i % 2 == 0 ? 0.008 : -0.008), y, (from + t.brow - 0.05) / 2},
               {0.010, width - 0.012, t.brow - 0.05 - from}, 0.003, Material::Blue);
    }
  }
  draw.setRole(Role::Body);
}

/// Arches of pipe with nozzles that look inwards.
void drawSpray(SolidBuilder& draw, const Tunnel& t) {
  draw.setRole(Role::Detail);
  const double reach = 0.62 * t.half_y;
  const double low = kTransportHeight_m - 0.02;
  const double high = t.brow - 0.07;
  const int arches = std::max(2, static_cast<int>(t.half_x / 0.32));
  for (int i = 0; i < arches; ++i) {
    const double x = -t.half_x + 2 * t.half_x * (i + 1) / (arches + 1);
    for (const double side : {-1.0, 1.0}) {
      draw.cylinder({x, side * reach, low}, {x, side * reach, high}, 0.022, Material::Steel, 10);
      for (const double z : {0.3, 0.7}) {
        const double at = low + z * (high - low);
        draw.cone({x, side * reach, at}, 0.024, {x, side * (reach - 0.08), at}, 0.012, Material::Yellow, 8);
      }
    }
    draw.cylinder({x, -reach, high}, {x, reach, high}, 0.022, Material::Steel, 10);
    draw.cone({x, 0, high}, 0.024, {x, 0, high - 0.08}, 0.012, Material::Yellow, 8);
  }
  draw.setRole(Role::Body);
}

/// The window: posts, a pane, the lamp behind it.
void drawWindow(SolidBuilder& draw, const Tunnel& t) {
  draw.setRole(Role::Detail);
  const double y = -t.half_y + 0.03;
  const int fields = std::max(2, static_cast<int>(t.half_x / 0.55));
  for (int i = 0; i <= fields; ++i) {
    const double x = (t.half_x - 0.05) * (2.0 * i / fields - 1);
    draw.bar({x, y, t.sill - 0.02}, {x, y, t.brow + 0.02}, 0.055, 0.055, Material::Frame);
  }
  draw.block({{-t.half_x + 0.08, y - 0.008, t.sill}, {t.half_x - 0.08, y + 0.008, t.brow + 0.01}, 0.004, 0.004},
             Material::Pane);
  draw.box({0, -0.5 * t.half_y, t.brow - 0.01}, {1.5 * t.half_x, 0.07, 0.03}, 0.006, Material::Lamp);
  draw.setRole(Role::Body);
}

/// What keeps the water going: a pump before the tank, its pipe, the vapour's way out on the roof.
void drawPlant(SolidBuilder& draw, const Tunnel& t) {
  draw.setRole(Role::Detail);
  const double y = -t.half_y - 0.10;
  const double x = -0.52 * t.half_x;
  draw.box({x, y, 0.07}, {0.52, 0.18, 0.10}, 0.015, Material::Base);
  draw.cylinder({x - 0.26, y, 0.24}, {x + 0.06, y, 0.24}, 0.095, Material::Blue, 20);
  draw.cylinder({x + 0.05, y, 0.24}, {x + 0.20, y, 0.24}, 0.12, Material::Steel, 20);
  draw.cylinder({x + 0.14, y, 0.24}, {x + 0.14, y, t.sill - 0.16}, 0.035, Material::Steel, 12);
  draw.cylinder({x + 0.14, y, t.sill - 0.17}, {x + 0.14, -t.half_y + 0.02, t.sill - 0.17}, 0.035, Material::Steel, 12);
  draw.box({0.42 * t.half_x, -t.half_y - 0.004, 0.34}, {0.52 * t.half_x, 0.02, 0.26}, 0.01, Material::Frame);
  draw.cylinder({0.42 * t.half_x, -t.half_y - 0.03, 0.40}, {0.56 * t.half_x, -t.half_y - 0.03, 0.40}, 0.014,
                Material::Dark, 8);
  const Vec3 stack{0.38 * t.half_x, 0.20 * t.half_y, t.top};
  draw.box(stack + Vec3{0, 0, 0.06}, {0.44, 0.40, 0.16}, 0.03, Material::ShellWarm);
  draw.cylinder(stack + Vec3{0, 0, 0.12}, stack + Vec3{0, 0, 0.40}, 0.12, Material::Steel, 24);
  draw.cylinder(stack + Vec3{0, 0, 0.38}, stack + Vec3{0, 0, 0.44}, 0.15, Material::Frame, 24);
  draw.setRole(Role::Body);
}

}  // namespace

void buildWasher(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const Tunnel tunnel{hx - 0.10, s.y / 2 - 0.16, kTransportHeight_m - 0.04,
                      std::max(kTransportHeight_m + 0.42, 0.74 * s.z), s.z - 0.02};
  draw.block({{-hx + 0.02, -s.y / 2, 0}, {hx - 0.02, s.y / 2 - 0.10, 0.04}, 0.05, 0.015}, Material::Base);
  for (const double sx : {-0.9, 0.0, 0.9}) {
    for (const double sy : {-0.8, 0.8}) {
      draw.cylinder({sx * tunnel.half_x, sy * tunnel.half_y, 0.03}, {sx * tunnel.half_x, sy * tunnel.half_y, 0.14},
                    0.05, Material::Dark, 12);
    }
  }
  drawHousing(draw, tunnel);
  drawPortals(draw, tunnel);
  drawSpray(draw, tunnel);
  drawWindow(draw, tunnel);
  drawPlant(draw, tunnel);
  drawRollerTable(draw, {.x0 = -hx, .x1 = hx, .width = 0.56, .pitch = 0.16, .has_legs = false});
  drawPanel(draw, {0.78 * tunnel.half_x, -tunnel.half_y + 0.02, 1.32}, 0.26);
}

}  // namespace mw::scene
