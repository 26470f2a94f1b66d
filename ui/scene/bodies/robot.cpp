// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"

namespace mw::scene {
namespace {

/// A link of the arm: a tapered bar with round ends and dark joint caps across it.
void drawLink(SolidBuilder& draw, const Vec3& a, const Vec3& b, double ra, double rb, double y_shift) {
  const Vec3 shift{0, y_shift, 0};
  draw.sphere(a + shift, ra * 1.06, Material::Orange, 18);
  draw.sphere(b + shift, rb * 1.08, Material::Orange, 18);
  draw.cone(a + shift, ra, b + shift, rb, Material::Orange, 20);
}

void drawJoint(SolidBuilder& draw, const Vec3& at, double radius, double width) {
  draw.cylinder({at.x, at.y - width / 2, at.z}, {at.x, at.y + width / 2, at.z}, radius, Material::Base, 22);
}

}  // namespace

void buildRobot(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double k = s.z / 1.8;  // drawn for a height of 1.8 m
  const double foot = std::min(s.x, s.y) / 2;
  draw.block({{-foot, -foot, 0}, {foot, foot, 0.06}, 0.06, 0.015}, Material::Base);
  draw.cylinder({0, 0, 0.05}, {0, 0, 0.30 * k}, 0.30 * k, Material::Base, 28);
  draw.cone({0, 0, 0.29 * k}, 0.29 * k, {0, 0, 0.52 * k}, 0.24 * k, Material::Orange, 28);
  draw.box({0.02, 0, 0.64 * k}, {0.42 * k, 0.36 * k, 0.36 * k}, 0.09 * k, Material::Orange);

  const Vec3 shoulder{0.06 * k, 0, 0.74 * k};
  const Vec3 elbow{-0.16 * k, 0, 1.52 * k};
  const Vec3 wrist{0.38 * k, 0, 1.66 * k};
  const Vec3 hand{0.40 * k, 0, 1.30 * k};
  drawJoint(draw, shoulder, 0.17 * k, 0.46 * k);
  drawLink(draw, shoulder, elbow, 0.145 * k, 0.11 * k, 0);
  drawJoint(draw, elbow, 0.145 * k, 0.36 * k);
  draw.box({elbow.x - 0.12 * k, 0, elbow.z + 0.02 * k}, {0.2 * k, 0.2 * k, 0.2 * k}, 0.05 * k, Material::Base);
  drawLink(draw, elbow, wrist, 0.11 * k, 0.075 * k, 0);
  drawJoint(draw, wrist, 0.09 * k, 0.22 * k);
  draw.cone(wrist, 0.07 * k, hand, 0.055 * k, Material::Orange, 16);
  draw.cylinder({hand.x, 0, hand.z + 0.03 * k}, {hand.x, 0, hand.z - 0.05 * k}, 0.07 * k, Material::Steel, 18);
  draw.box({hand.x, 0, hand.z - 0.08 * k}, {0.10 * k, 0.28 * k, 0.06 * k}, 0.015 * k, Material::Dark);
  for (const double side : {-1.0, 1.0}) {
    draw.box({hand.x, side * 0.11 * k, hand.z - 0.19 * k}, {0.06 * k, 0.025 * k, 0.18 * k}, 0.008 * k, Material::Dark);
  }
  // The hose pack runs over the elbow.
  draw.setRole(Role::Detail);
  const Vec3 hose[] = {{-0.10 * k, 0.16 * k, 0.62 * k},
                       {-0.26 * k, 0.2 * k, 1.0 * k},
                       {-0.30 * k, 0.16 * k, 1.50 * k},
                       {-0.08 * k, 0.12 * k, 1.72 * k},
                       {0.25 * k, 0.10 * k, 1.74 * k}};
  for (std::size_t i = 1; i < std::size(hose); ++i) {
    draw.cylinder(hose[i - 1], hose[i], 0.03 * k, Material::Dark, 10);
    draw.sphere(hose[i], 0.03 * k, Material::Dark, 10);
  }
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
