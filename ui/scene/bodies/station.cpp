// SPDX-License-Identifier: GPL-3.0-or-later
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

void drawInside(SolidBuilder& draw, const Vec3& s, const Opening& o) {
  const double mid = (o.left + o.right) / 2;
  const double width = o.right - o.left;
  const double depth = 0.5 * s.y - 0.05;
  draw.setRole(Role::Detail);
  draw.box({mid, o.front + depth, (o.bottom + o.top) / 2}, {width, 0.03, o.top - o.bottom}, 0.005, Material::Base);
  draw.box({mid, o.front + depth / 2 + 0.02, o.bottom}, {width, depth, 0.03}, 0.008, Material::Frame);
  for (const double x : {o.left, o.right}) {
    draw.box({x, o.front + depth / 2 + 0.02, (o.bottom + o.top) / 2}, {0.03, depth, o.top - o.bottom - 0.01}, 0.005,
             Material::Base);
  }
  draw.box({mid, o.front + 0.30, o.top - 0.03}, {width * 0.9, 0.06, 0.03}, 0.008, Material::Lamp);
  const double x = o.left + 0.22 * width;
  const double y = o.front + 0.72 * depth;
  draw.box({x, y, o.top - 0.09}, {0.26, 0.26, 0.18}, 0.03, Material::Base);
  draw.cylinder({x, y, o.top - 0.16}, {x, y, o.top - 0.27}, 0.07, Material::Steel, 14);
  draw.cone({x, y, o.top - 0.26}, 0.035, {x, y, o.top - 0.34}, 0.02, Material::Steel, 10);
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
    const double x = -0.36 * s.x + 0.09 * i;
    draw.box({x, 0.28 * s.y, s.z + 0.004}, {0.045, 0.26 * s.y, 0.02}, 0.006, Material::Frame);
  }
  draw.cylinder({-0.02 * s.x, 0.3 * s.y, s.z - 0.02}, {-0.02 * s.x, 0.3 * s.y, s.z + 0.07}, 0.15, Material::Frame, 20);
  draw.cylinder({-0.02 * s.x, 0.3 * s.y, s.z + 0.05}, {-0.02 * s.x, 0.3 * s.y, s.z + 0.078}, 0.11, Material::Dark, 20);
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
  drawSides(draw, s);
  drawPanel(draw, {0.41 * s.x, opening.front, 0.60 * s.z}, 0.26);
}

void buildOven(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2 - 0.06;
  const double hy = s.y / 2 - 0.06;
  draw.block({{-s.x / 2, -s.y / 2, 0}, {s.x / 2, s.y / 2, 0.14}, 0.10, 0.025}, Material::Base);
  drawHull(draw, {hx + 0.008, hy + 0.008, s.z - 0.12}, 0.13);
  draw.setRole(Role::Detail);
  draw.block({{-hx, -hy, 0.12}, {hx, hy, 0.64 * s.z}, 0.13, 0}, Material::ShellWarm);
  draw.block({{-hx - 0.008, -hy - 0.008, 0.64 * s.z}, {hx + 0.008, hy + 0.008, 0.64 * s.z + 0.09}, 0.135, 0.01},
             Material::Red);
  draw.block({{-hx, -hy, 0.64 * s.z + 0.09}, {hx, hy, s.z - 0.12}, 0.13, 0.10}, Material::ShellWarm);
  for (const double side : {-1.0, 1.0}) {
    draw.setRole(Role::Detail);
    draw.box({side * hx, 0, kTransportHeight_m + 0.20}, {0.05, 0.96, 0.64}, 0.014, Material::Frame);
    draw.box({side * (hx + 0.006), 0, kTransportHeight_m + 0.20}, {0.054, 0.80, 0.48}, 0.014, Material::Dark);
    draw.setRole(Role::Body);
    draw.cylinder({side * 0.24 * s.x, 0.12 * s.y, s.z - 0.15}, {side * 0.24 * s.x, 0.12 * s.y, s.z + 0.42}, 0.13,
                  Material::Frame, 24);
    draw.cylinder({side * 0.24 * s.x, 0.12 * s.y, s.z - 0.13}, {side * 0.24 * s.x, 0.12 * s.y, s.z - 0.08}, 0.18,
                  Material::Base, 24);
    draw.cylinder({side * 0.24 * s.x, 0.12 * s.y, s.z + 0.40}, {side * 0.24 * s.x, 0.12 * s.y, s.z + 0.45}, 0.15,
                  Material::Base, 24);
  }
  draw.setRole(Role::Detail);
  for (int i = 0; i < 3; ++i) {
    const double x = (i - 1) * 0.25 * s.x - 0.06;
    draw.box({x, -hy - 0.002, 0.42 * s.z}, {0.20 * s.x, 0.03, 0.34}, 0.012, Material::Frame);
    draw.box({x, -hy - 0.010, 0.42 * s.z}, {0.20 * s.x - 0.1, 0.03, 0.24}, 0.012, Material::Glass);
    draw.box({x, -hy - 0.020, 0.42 * s.z - 0.09}, {0.20 * s.x - 0.14, 0.02, 0.03}, 0.008, Material::Glow);
  }
  draw.setRole(Role::Body);
  drawPanel(draw, {0.40 * s.x, -hy, 0.60 * s.z}, 0.28);
}

}  // namespace mw::scene
