// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"

namespace mw::scene {
namespace {

/// Where the working space lies: between headstock and the end housing, under the slanted cover.
struct Bed {
  double left, right;  ///< x of the opening
  double front, back;  ///< y of the housing
  double sill;         ///< z of its lower edge
  double brow_y;       ///< y at which the slope has reached the top
  double top;
};

/// A slice of the slanted housing.
void slice(SolidBuilder& draw, const Bed& bed, double x0, double x1, double lift, Material material) {
  draw.prism({{0, bed.front - lift, bed.sill - 0.02},
              {0, bed.back + lift, bed.sill - 0.02},
              {0, bed.back + lift, bed.top + lift},
              {0, bed.brow_y - lift, bed.top + lift},
              {0, bed.front - lift, bed.sill + 0.26 * (bed.top - bed.sill)}},
             x0, x1, 0.05, material);
}

/// The spindle with its chuck, the bar in it, the tailstock, the turret over the bed.
void drawInside(SolidBuilder& draw, const Bed& bed) {
  const double width = bed.right - bed.left;
  const double y = bed.front + 0.40 * (bed.back - bed.front);
  const double z = bed.sill + 0.42 * (bed.top - bed.sill);
  draw.block(
      {{bed.left - 0.02, bed.front + 0.06, bed.sill - 0.10}, {bed.right + 0.02, bed.back - 0.06, bed.sill}, 0.01, 0},
      Material::Frame);
  draw.block({{bed.left - 0.02, bed.brow_y + 0.10, bed.sill - 0.02},
              {bed.right + 0.02, bed.back - 0.04, bed.top - 0.02},
              0.02,
              0.02},
             Material::Base);
  draw.box({(bed.left + bed.right) / 2, bed.brow_y + 0.07, bed.top - 0.10}, {0.8 * width, 0.05, 0.04}, 0.008,
           Material::Lamp);
  for (const double rail : {-0.10, 0.12}) {
    draw.box({(bed.left + bed.right) / 2, y + rail, bed.sill + 0.03}, {width, 0.05, 0.06}, 0.008, Material::Steel);
  }
  const double r = std::min(0.24, 0.42 * (bed.top - bed.sill));
  draw.cylinder({bed.left - 0.02, y, z}, {bed.left + 0.06, y, z}, r * 1.1, Material::Base, 28);
  draw.cylinder({bed.left + 0.05, y, z}, {bed.left + 0.20, y, z}, r, Material::Steel, 28);
  for (int i = 0; i < 3; ++i) {
    const double angle = 0.6 + 2.0944 * i;
    const Vec3 out{0, std::cos(angle) * r * 0.62, std::sin(angle) * r * 0.62};
    draw.box(Vec3{bed.left + 0.225, y, z} + out, {0.07, 0.075, 0.075}, 0.012, Material::Dark);
  }
  draw.cylinder({bed.left + 0.18, y, z}, {bed.left + 0.62 * width, y, z}, 0.36 * r, Material::Steel, 20);
  draw.cone({bed.left + 0.60 * width, y, z}, 0.30 * r, {bed.left + 0.66 * width, y, z}, 0.1 * r, Material::Steel, 16);
  draw.box({bed.left + 0.82 * width, y, bed.sill + 0.5 * (z - bed.sill)}, {0.26 * width, 0.22, z - bed.sill + 0.16},
           0.04, Material::ShellWarm);
  draw.cylinder({bed.left + 0.45 * width, y + 0.26, z + 0.12}, {bed.left + 0.56 * width, y + 0.26, z + 0.12}, 0.85 * r,
                Material::Dark, 8);
}

/// The sliding door with its window lies on the slope over the right half of the opening.
void drawDoor(SolidBuilder& draw, const Bed& bed) {
  const double width = bed.right - bed.left;
  const double z0 = bed.sill + 0.24 * (bed.top - bed.sill);
  const Vec3 foot{bed.left + 0.50 * width, bed.front - 0.012, z0};
  const Vec3 up{0, bed.brow_y - bed.front, bed.top - z0};
  const Vec3 along = normalized(up);
  const double height = norm(up) + 0.02;
  draw.setFrame({{1, 0, 0}, {0, along.y, along.z}, {0, -along.z, along.y}, foot});
  const double length = 0.52 * width;
  // A frame of four bars and a pane in it.
  for (const double y : {0.03, height - 0.03})
    draw.box({length / 2, y, 0.0}, {length, 0.075, 0.05}, 0.015, Material::Blue);
  for (const double x : {0.035, length - 0.035})
    draw.box({x, height / 2, 0.0}, {0.075, height, 0.05}, 0.015, Material::Blue);
  draw.box({length / 2, height / 2, -0.002}, {length - 0.12, height - 0.11, 0.016}, 0.004, Material::Pane);
  draw.cylinder({0.06, 0.25 * height, 0.07}, {0.06, 0.75 * height, 0.07}, 0.016, Material::Steel, 10);
  draw.setFrame({});
}

}  // namespace

void buildLathe(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const Bed bed{-0.22 * s.x, 0.30 * s.x, -hy + 0.08, hy - 0.06, 0.40 * s.z, -0.10 * s.y, s.z - 0.02};
  draw.block({{-hx, -hy, 0}, {hx, hy, 0.13}, 0.08, 0.02}, Material::Base);
  draw.block({{-hx + 0.04, -hy + 0.06, 0.11}, {hx - 0.04, hy - 0.05, bed.sill}, 0.06, 0.02}, Material::ShellWarm);
  draw.block({{-hx + 0.034, -hy + 0.052, bed.sill - 0.10}, {hx - 0.034, hy - 0.044, bed.sill - 0.03}, 0.06, 0.01},
             Material::Blue);
  slice(draw, bed, -hx + 0.05, bed.left, 0, Material::Shell);
  slice(draw, bed, bed.right, hx - 0.05, 0, Material::Shell);
  draw.setRole(Role::Detail);
  draw.prism({{0, bed.brow_y + 0.02, bed.top - 0.06},
              {0, bed.back - 0.01, bed.top - 0.06},
              {0, bed.back - 0.01, bed.top},
              {0, bed.brow_y + 0.02, bed.top}},
             bed.left - 0.01, bed.right + 0.01, 0.02, Material::Shell);
  drawInside(draw, bed);
  drawDoor(draw, bed);
  // The lower edge of the opening, the chip drawer under it, the gear housing's badge.
  draw.box({(bed.left + bed.right) / 2, bed.front + 0.03, bed.sill + 0.08}, {bed.right - bed.left + 0.04, 0.06, 0.20},
           0.02, Material::Shell);
  draw.box({0.04 * s.x, -hy + 0.05, 0.24 * s.z}, {0.42 * s.x, 0.04, 0.20 * s.z}, 0.012, Material::Frame);
  draw.box({0.04 * s.x, -hy + 0.02, 0.28 * s.z}, {0.20 * s.x, 0.03, 0.03}, 0.01, Material::Dark);
  draw.setRole(Role::Body);
  drawPanel(draw, {0.40 * s.x, bed.front + 0.02, 0.66 * s.z}, 0.27);
}

}  // namespace mw::scene
