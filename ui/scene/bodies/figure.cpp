// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/figure.h"

namespace mw::scene {
namespace {

void limb(SolidBuilder& draw, const Vec3& a, double ra, const Vec3& b, double rb, Material material) {
  draw.cone(a, ra, b, rb, material, 12);
  draw.sphere(b, rb, material, 10);
}

void drawLeg(SolidBuilder& draw, double side) {
  const Vec3 hip{0, side * 0.095, 0.92};
  const Vec3 knee{0.025, side * 0.105, 0.50};
  const Vec3 ankle{-0.01, side * 0.11, 0.10};
  limb(draw, hip, 0.092, knee, 0.066, Material::Trousers);
  limb(draw, knee, 0.066, ankle, 0.052, Material::Trousers);
  draw.block({{-0.09, side * 0.11 - 0.05, 0}, {0.17, side * 0.11 + 0.05, 0.085}, 0.045, 0.03}, Material::Dark);
}

void drawArm(SolidBuilder& draw, double side) {
  const Vec3 shoulder{0, side * 0.205, 1.40};
  const Vec3 elbow{0.06, side * 0.25, 1.12};
  const Vec3 wrist{0.29, side * 0.15, 1.06};
  draw.sphere(shoulder, 0.068, Material::Jacket, 12);
  limb(draw, shoulder, 0.062, elbow, 0.050, Material::Jacket);
  limb(draw, elbow, 0.050, wrist, 0.037, Material::Jacket);
  draw.sphere({0.345, side * 0.14, 1.05}, 0.044, Material::Skin, 10);
}

}  // namespace

void drawOperator(SolidBuilder& draw, const Vec3& foot, double yaw_rad) {
  draw.setFrame(frameTurned(foot, yaw_rad));
  draw.setRole(Role::Body);
  for (const double side : {-1.0, 1.0}) {
    drawLeg(draw, side);
    drawArm(draw, side);
  }
  draw.block({{-0.10, -0.165, 0.84}, {0.10, 0.165, 1.02}, 0.085, 0.05}, Material::Trousers);
  draw.block({{-0.105, -0.175, 0.97}, {0.11, 0.175, 1.24}, 0.09, 0.03}, Material::Jacket);
  draw.block({{-0.115, -0.205, 1.18}, {0.12, 0.205, 1.475}, 0.095, 0.075}, Material::Jacket);
  draw.setRole(Role::Detail);
  // Reflecting bands, as on work clothes.
  draw.block({{-0.119, -0.192, 1.10}, {0.124, 0.192, 1.145}, 0.095, 0.006}, Material::Yellow);
  draw.setRole(Role::Body);
  draw.cylinder({0.005, 0, 1.45}, {0.015, 0, 1.56}, 0.052, Material::Skin, 14);
  draw.sphere({0.02, 0, 1.645}, 0.104, Material::Skin, 18);
  draw.cone({0.012, 0, 1.655}, 0.112, {0.0, 0, 1.755}, 0.055, Material::Base, 18);
  draw.block({{0.02, -0.085, 1.652}, {0.165, 0.085, 1.672}, 0.06, 0.008}, Material::Base);
  draw.setFrame({});
}

}  // namespace mw::scene
