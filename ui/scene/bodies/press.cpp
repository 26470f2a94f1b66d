// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// Upper die on the ram, lower die on the bed, guide posts between them.
void drawTools(SolidBuilder& draw, double reach, double depth, double bed_z, double ram_z) {
  draw.block({{-reach, -depth, bed_z}, {reach, depth, bed_z + 0.07}, 0.02, 0.01}, Material::Steel);
  draw.block({{-0.62 * reach, -0.62 * depth, bed_z + 0.06}, {0.62 * reach, 0.62 * depth, bed_z + 0.16}, 0.02, 0.01},
             Material::Dark);
  draw.block({{-0.9 * reach, -0.9 * depth, ram_z - 0.07}, {0.9 * reach, 0.9 * depth, ram_z}, 0.02, 0.01},
             Material::Steel);
  draw.block({{-0.55 * reach, -0.55 * depth, ram_z - 0.15}, {0.55 * reach, 0.55 * depth, ram_z - 0.06}, 0.02, 0.01},
             Material::Dark);
  for (const double sx : {-1.0, 1.0}) {
    draw.cylinder({sx * 0.8 * reach, 0.7 * depth, bed_z}, {sx * 0.8 * reach, 0.7 * depth, ram_z}, 0.03, Material::Steel,
                  12);
  }
}

/// Stripes of warning along the edge over the tool.
void drawWarning(SolidBuilder& draw, double x0, double x1, double y, double z) {
  constexpr double kPitch = 0.17;
  const int n = std::max(2, static_cast<int>((x1 - x0) / kPitch));
  const double step = (x1 - x0) / n;
  for (int i = 0; i < n; ++i) {
    draw.box({x0 + (i + 0.5) * step, y, z}, {step - 0.004, 0.02, 0.075}, 0.004,
             i % 2 == 0 ? Material::Yellow : Material::Dark);
  }
}

/// The y at which the bed begins, the throat ends and the frame ends.
struct Throat {
  double front, neck, back;
};

/// The lower parts of the C, one plate on each side: column and bed, sloping where they meet.
void drawCheeks(SolidBuilder& draw, double side, const Throat& y, double bed_z, double head_z) {
  const double slope = 0.45 * (head_z - bed_z);
  for (const double sx : {-1.0, 1.0}) {
    const double x0 = sx > 0 ? side - 0.13 : -side - 0.03;
    draw.prism(
        {{0, y.front + 0.02, 0.09}, {0, y.back, 0.09}, {0, y.back, bed_z - 0.12}, {0, y.front + 0.02, bed_z - 0.12}},
        x0, x0 + 0.16, 0.04, Material::Shell);
    draw.prism({{0, y.neck - 0.02, bed_z - 0.20},
                {0, y.back, bed_z - 0.20},
                {0, y.back, head_z + 0.06},
                {0, y.neck + 0.08, head_z + 0.06},
                {0, y.neck + 0.08, bed_z + slope}},
               x0, x0 + 0.16, 0.04, Material::Shell);
  }
}

}  // namespace

void buildPress(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const double bed_z = kTransportHeight_m - 0.16;
  const double head_z = std::max(bed_z + 0.62, 0.60 * s.z);
  const double neck_y = 0.14 * s.y;  // the frame stands behind this, the throat is open before it
  const double side = 0.36 * s.x;
  const double front = -hy + 0.10;
  draw.block({{-hx, -hy, 0}, {hx, hy, 0.10}, 0.08, 0.02}, Material::Base);
  // The C: bed, column, head, in two thick cheeks with the slide between them.
  draw.block({{-side, front, 0.08}, {side, hy - 0.04, bed_z - 0.06}, 0.05, 0.03}, Material::ShellWarm);
  draw.block({{-side - 0.05, front - 0.03, bed_z - 0.12}, {side + 0.05, neck_y, bed_z}, 0.03, 0.02}, Material::Base);
  draw.block({{-side, neck_y, 0.08}, {side, hy - 0.04, s.z - 0.10}, 0.06, 0.04}, Material::ShellWarm);
  for (const double sx : {-1.0, 1.0}) {
    const double x0 = sx > 0 ? side - 0.16 : -side;
    draw.prism({{0, front + 0.04, head_z + 0.10},
                {0, front + 0.22, head_z},
                {0, hy - 0.06, head_z - 0.02},
                {0, hy - 0.06, s.z},
                {0, front + 0.16, s.z},
                {0, front + 0.04, s.z - 0.14}},
               x0, x0 + 0.16, 0.05, Material::Shell);
  }
  drawCheeks(draw, side, {front, neck_y, hy - 0.06}, bed_z, head_z);
  draw.block({{-side + 0.12, front + 0.10, head_z + 0.10}, {side - 0.12, hy - 0.1, s.z - 0.06}, 0.03, 0.03},
             Material::ShellWarm);
  draw.block({{-side + 0.10, front + 0.075, s.z - 0.30}, {side - 0.10, front + 0.13, s.z - 0.20}, 0.01, 0.01},
             Material::Blue);
  draw.setRole(Role::Detail);
  // The ram in its guides.
  const double reach = side - 0.20;
  const double middle = (front + neck_y) / 2;
  const double depth = (neck_y - front) / 2 - 0.05;
  const double ram_z = bed_z + 0.52 * (head_z - bed_z) + 0.08;
  draw.setFrame({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, middle, 0}});
  draw.block({{-reach, -depth + 0.03, ram_z - 0.01}, {reach, depth, head_z + 0.16}, 0.03, 0.02}, Material::Blue);
  for (const double x : {-0.55, 0.0, 0.55})
    draw.box({x * reach, -depth + 0.03, (ram_z + head_z) / 2 + 0.04}, {0.05, 0.03, head_z - ram_z - 0.04}, 0.008,
             Material::Steel);
  drawTools(draw, reach, depth, bed_z - 0.005, ram_z);
  draw.setFrame({});
  drawWarning(draw, -side + 0.02, side - 0.02, front + 0.035, head_z + 0.15);
  // Flywheel on the right cheek, motor on top.
  const double wheel = std::min(0.30 * (s.z - head_z) + 0.10, 0.42);
  const Vec3 hub{side, 0.10 * s.y, 0.5 * (head_z + s.z) + 0.02};
  draw.cylinder(hub, hub + Vec3{0.10, 0, 0}, wheel, Material::Base, 32);
  draw.cylinder(hub + Vec3{0.09, 0, 0}, hub + Vec3{0.125, 0, 0}, wheel * 0.82, Material::Frame, 32);
  draw.cylinder(hub + Vec3{0.11, 0, 0}, hub + Vec3{0.16, 0, 0}, wheel * 0.25, Material::Yellow, 20);
  draw.cylinder({-0.18 * s.x, 0.26 * s.y, s.z - 0.02}, {0.16 * s.x, 0.26 * s.y, s.z - 0.02}, 0.10, Material::Blue, 20);
  for (const double sx : {-1.0, 1.0}) {
    draw.bar({sx * (hx - 0.10), front - 0.02, 0.08}, {sx * (hx - 0.10), front - 0.02, 1.55}, 0.06, 0.06,
             Material::Yellow);
    draw.bar({sx * (hx - 0.10), front - 0.055, 0.55}, {sx * (hx - 0.10), front - 0.055, 1.45}, 0.03, 0.02,
             Material::Dark);
  }
  draw.setRole(Role::Body);
  drawPanel(draw, {-side - 0.13, front + 0.14, 1.30}, 0.24);
}

}  // namespace mw::scene
