// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// The front opening of a machining centre, between the blocks of its shell; the deck lies behind it.
struct Opening {
  double left, right, bottom, top;
  double front;  ///< y of the shell's front
};

/// The outline of a housing that is built of several blocks.
void drawHull(SolidBuilder& draw, const Vec3& half, double radius) {
  draw.setRole(Role::Hull);
  draw.block({{-half.x, -half.y, 0.12}, {half.x, half.y, half.z}, radius, 0.07}, Material::Shell);
  draw.setRole(Role::Body);
}

void drawShell(SolidBuilder& draw, const Vec3& s, const Opening& o) {
  const double hx = s.x / 2 - 0.05;
  const double hy = -o.front;
  const double r = 0.13;
  const double back = std::min(o.front + 0.5 * s.y, hy - 0.1);
  draw.block({{-s.x / 2, -s.y / 2, 0.0}, {s.x / 2, s.y / 2, 0.13}, 0.10, 0.025}, Material::Base);
  drawHull(draw, {hx + 0.008, hy + 0.008, s.z}, r);
  draw.setRole(Role::Detail);
  draw.block({{-hx, -hy, 0.11}, {hx, hy, o.bottom}, r, 0}, Material::Shell);
  draw.block({{-hx, -hy, o.bottom}, {o.left, hy, o.top}, r, 0, {0.05, 1, 1, 0.05}}, Material::Shell);
  draw.block({{o.right, -hy, o.bottom}, {hx, hy, o.top}, r, 0, {1, 0.05, 0.05, 1}}, Material::Shell);
  draw.block({{o.left - 0.02, back, o.bottom}, {o.right + 0.02, hy, o.top}, 0.004, 0}, Material::Shell);
  draw.block({{-hx - 0.008, -hy - 0.008, o.top}, {hx + 0.008, hy + 0.008, o.top + 0.10}, r, 0.01}, Material::Blue);
  draw.block({{-hx, -hy, o.top + 0.10}, {hx, hy, s.z}, r, 0.07}, Material::Shell);
  draw.setRole(Role::Body);
}

/// Bright walls, so that spindle and table stand out against them.
void drawCabin(SolidBuilder& draw, const Opening& o, double depth) {
  const double mid = (o.left + o.right) / 2;
  const double width = o.right - o.left;
  draw.box({mid, o.front + depth, (o.bottom + o.top) / 2}, {width, 0.03, o.top - o.bottom}, 0.005, Material::Cabin);
  draw.box({mid, o.front + depth / 2 + 0.02, o.bottom}, {width, depth, 0.03}, 0.008, Material::Base);
  for (const double x : {o.left, o.right}) {
    draw.box({x, o.front + depth / 2 + 0.02, (o.bottom + o.top) / 2}, {0.03, depth, o.top - o.bottom - 0.01}, 0.005,
             Material::Frame);
  }
  draw.box({mid, o.front + 0.30, o.top - 0.03}, {width * 0.9, 0.06, 0.03}, 0.008, Material::Lamp);
}

/// The table with its grooves, the headstock over it with a tool in the spindle, the ring of tools at the wall.
void drawInside(SolidBuilder& draw, const Vec3& s, const Opening& o) {
  const double width = o.right - o.left;
  const double depth = 0.5 * s.y - 0.05;
  draw.setRole(Role::Detail);
  drawCabin(draw, o, depth);
  const double x = o.left + 0.18 * width;
  const double y = o.front + 0.56 * depth;
  const double table = o.bottom + 0.035;
  draw.box({o.left + 0.40 * width, y, table}, {0.70 * width, 0.44 * depth, 0.045}, 0.008, Material::Steel);
  for (const double groove : {-0.12, 0.0, 0.12})
    draw.box({o.left + 0.40 * width, y + groove * depth, table + 0.022}, {0.68 * width, 0.018, 0.006}, 0.001,
             Material::Dark);
  draw.box({x, y + 0.10 * depth, o.top - 0.14}, {0.26, 0.42 * depth, 0.30}, 0.03, Material::Frame);
  draw.cylinder({x, y, o.top - 0.27}, {x, y, o.top - 0.36}, 0.085, Material::Steel, 18);
  draw.cone({x, y, o.top - 0.35}, 0.06, {x, y, o.top - 0.41}, 0.035, Material::Dark, 14);
  draw.cylinder({x, y, o.top - 0.40}, {x, y, std::max(o.top - 0.50, table + 0.08)}, 0.022, Material::Yellow, 10);
  const Vec3 ring{o.right - 0.20 * width, o.front + 0.80 * depth, o.top - 0.16};
  draw.cylinder(ring, ring + Vec3{0, 0, 0.07}, 0.17, Material::Base, 24);
  for (int i = 0; i < 10; ++i) {
    const double angle = 0.6283 * i;
    const Vec3 tool = ring + Vec3{0.15 * std::cos(angle), 0.15 * std::sin(angle), 0};
    draw.cone(tool + Vec3{0, 0, -0.02}, 0.03, tool + Vec3{0, 0, -0.10}, 0.014, Material::Steel, 8);
  }
  draw.setRole(Role::Body);
}

/// A sliding door, half open: what is being machined can be seen beside it.
void drawDoor(SolidBuilder& draw, const Opening& o) {
  const double width = o.right - o.left;
  const double x0 = o.left + 0.46 * width;
  const double x1 = o.right + 0.03;
  const double z0 = o.bottom - 0.03;
  const double z1 = o.top - 0.01;
  const double y = o.front;
  draw.setRole(Role::Detail);
  for (const double x : {x0, x1 - 0.07}) {
    draw.block({{x, y - 0.03, z0}, {x + 0.07, y + 0.03, z1}, 0.015, 0.02}, Material::Frame);
  }
  for (const double z : {z0, z1 - 0.07}) {
    draw.block({{x0 + 0.01, y - 0.028, z}, {x1 - 0.01, y + 0.028, z + 0.07}, 0.012, 0.02}, Material::Frame);
  }
  draw.block({{x0 + 0.06, y - 0.008, z0 + 0.06}, {x1 - 0.06, y + 0.008, z1 - 0.06}, 0.02, 0.004}, Material::Pane);
  draw.cylinder({x0 + 0.03, y - 0.07, z0 + 0.18}, {x0 + 0.03, y - 0.07, z1 - 0.14}, 0.016, Material::Steel, 10);
  for (const double z : {z0 + 0.20, z1 - 0.16}) {
    draw.cylinder({x0 + 0.03, y, z}, {x0 + 0.03, y - 0.07, z}, 0.012, Material::Steel, 8);
  }
  draw.box({(o.left + o.right) / 2, y - 0.015, z0 - 0.02}, {width + 0.1, 0.05, 0.03}, 0.008, Material::Steel);
  draw.setRole(Role::Body);
}

/// What a machining centre has beside its cabin: the drive of the upright axis over the roof, the drawer for chips, the
/// cabinet with its switch.
void drawAround(SolidBuilder& draw, const Vec3& s, const Opening& o) {
  draw.setRole(Role::Hull);
  draw.block({{-0.34 * s.x, 0.06 * s.y, s.z - 0.06}, {-0.04 * s.x, 0.36 * s.y, s.z + 0.24}, 0.06, 0.05},
             Material::Shell);
  draw.setRole(Role::Detail);
  draw.block({{-0.34 * s.x, 0.06 * s.y, s.z - 0.06}, {-0.04 * s.x, 0.36 * s.y, s.z + 0.24}, 0.06, 0.05},
             Material::Shell);
  draw.cylinder({-0.19 * s.x, 0.21 * s.y, s.z + 0.22}, {-0.19 * s.x, 0.21 * s.y, s.z + 0.40}, 0.10, Material::Dark, 20);
  const double middle = (o.left + o.right) / 2 - 0.06 * s.x;
  const double z = 0.13 + 0.36 * (o.bottom - 0.13);
  draw.box({middle, o.front - 0.006, z}, {0.52 * s.x, 0.03, 0.46 * (o.bottom - 0.13)}, 0.012, Material::Frame);
  draw.box({middle, o.front - 0.016, z}, {0.50 * s.x, 0.03, 0.40 * (o.bottom - 0.13)}, 0.012, Material::ShellWarm);
  draw.cylinder({middle - 0.1 * s.x, o.front - 0.05, z + 0.03}, {middle + 0.1 * s.x, o.front - 0.05, z + 0.03}, 0.016,
                Material::Steel, 10);
  draw.setRole(Role::Body);
}

/// Hatches through which parts enter and leave, and a cabinet at the back.
void drawSides(SolidBuilder& draw, const Vec3& s) {
  const double hx = s.x / 2 - 0.05;
  draw.setRole(Role::Detail);
  for (const double side : {-1.0, 1.0}) {
    draw.box({side * hx, 0, kTransportHeight_m + 0.2}, {0.03, 0.78, 0.62}, 0.012, Material::Frame);
    draw.box({side * (hx + 0.004), 0, kTransportHeight_m + 0.2}, {0.034, 0.66, 0.50}, 0.012, Material::Dark);
  }
  draw.block({{-0.34 * s.x, s.y / 2 - 0.06, 0.13}, {0.1 * s.x, s.y / 2 + 0.0, 0.82 * s.z}, 0.012, 0.012},
             Material::ShellWarm);
  for (int i = 0; i < 5; ++i) {
    const double x = 0.24 * s.x + 0.07 * i;
    draw.box({x, 0.30 * s.y, s.z + 0.004}, {0.045, 0.26 * s.y, 0.02}, 0.006, Material::Frame);
  }
  draw.cylinder({0.12 * s.x, 0.28 * s.y, s.z - 0.02}, {0.12 * s.x, 0.28 * s.y, s.z + 0.07}, 0.13, Material::Frame, 20);
  draw.cylinder({0.12 * s.x, 0.28 * s.y, s.z + 0.05}, {0.12 * s.x, 0.28 * s.y, s.z + 0.078}, 0.10, Material::Dark, 20);
  draw.setRole(Role::Body);
}

}  // namespace

void buildStation(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const Opening opening{-0.32 * s.x, 0.31 * s.x, 0.37 * s.z, 0.74 * s.z, -s.y / 2 + 0.05};
  drawShell(draw, s, opening);
  drawInside(draw, s, opening);
  drawDoor(draw, opening);
  drawAround(draw, s, opening);
  drawSides(draw, s);
  drawPanel(draw, {0.41 * s.x, opening.front, 0.60 * s.z}, 0.26);
}

}  // namespace mw::scene
