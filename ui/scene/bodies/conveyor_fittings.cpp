// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "ui/scene/bodies/body.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kRail_m = 0.06;
constexpr double kBladeHigh_m = 0.07;   // above the belt
constexpr double kBladeThick_m = 0.02;  // along it
constexpr double kSlotFront_m = 0.045;  // of the cover plate, before and behind the face of the blade
constexpr double kSlotBack_m = 0.065;
constexpr double kRoller_m = 0.04;

/// x along the belt, y to its left, z square to it, from the belt's surface.
Frame frameAt(const ScenePlace& place) {
  const double c = std::cos(place.slope_rad);
  const double s = std::sin(place.slope_rad);
  return {turned({c, 0, s}, place.yaw_rad), turned({0, 1, 0}, place.yaw_rad), turned({-s, 0, c}, place.yaw_rad),
          place.at_m + Vec3{0, 0, kTransportHeight_m}};
}

double halfBetweenRails_m(const BodySheet& sheet) {
  return sheet.size.y / 2 - kRail_m;
}

/// A cover plate with the blade's slot between two rollers, and the cylinder below that lifts it.
void drawStopDrive(const BodySheet& sheet, const ScenePlace& place) {
  SolidBuilder& draw = sheet.draw;
  const double half = halfBetweenRails_m(sheet) + 0.01;
  draw.setFrame(frameAt(place));
  draw.block({{-kSlotFront_m, -half, -0.030}, {kSlotBack_m, half, -0.006}, 0.004, 0.004}, Material::Frame);
  draw.block({{-0.02, -half, -0.125}, {0.04, half, -0.085}, 0.006, 0.006}, Material::Base);
  draw.setRole(Role::Detail);
  draw.cylinder({0.01, 0, -0.30}, {0.01, 0, -0.11}, 0.042, Material::Dark, 18);
  draw.cylinder({0.01, 0, -0.315}, {0.01, 0, -0.295}, 0.030, Material::Steel, 14);
  draw.setRole(Role::Body);
}

/// Sender and mirror on the rails, a little above the belt.
void drawEye(const BodySheet& sheet, const ScenePlace& place) {
  constexpr double kBeam_m = 0.10;
  SolidBuilder& draw = sheet.draw;
  const double rail = sheet.size.y / 2 - kRail_m / 2;
  draw.setFrame(frameAt(place));
  for (const double side : {-1.0, 1.0}) {
    const double y = side * rail;
    const double face = side * (rail - 0.019);
    draw.bar({0, y, 0.02}, {0, y, kBeam_m - 0.02}, 0.014, 0.014, Material::Steel);
    draw.box({0, y, kBeam_m}, {0.036, 0.034, 0.062}, 0.006, side < 0 ? Material::Dark : Material::Shell);
    draw.setRole(Role::Detail);
    draw.cylinder({0, face, kBeam_m}, {0, face - side * 0.003, kBeam_m}, 0.012,
                  side < 0 ? Material::Red : Material::Steel, 14);
    draw.setRole(Role::Body);
  }
}

}  // namespace

bool isInSlot(const SceneElement& conveyor, const Vec3& on_line_m) {
  return std::any_of(conveyor.stops.begin(), conveyor.stops.end(), [&](const ScenePlace& stop) {
    const double along_m = dot(on_line_m - stop.at_m, frameAt(stop).x);
    return norm(on_line_m - stop.at_m) < 0.5 && along_m > -kSlotFront_m - kRoller_m &&
           along_m < kSlotBack_m + kRoller_m;
  });
}

void buildConveyorFittings(const BodySheet& sheet) {
  for (const ScenePlace& stop : sheet.element.stops) drawStopDrive(sheet, stop);
  for (const ScenePlace& eye : sheet.element.eyes) drawEye(sheet, eye);
  sheet.draw.setFrame({});
}

void buildStopBlade(const BodySheet& sheet, const ScenePlace& place) {
  SolidBuilder& draw = sheet.draw;
  const double half = std::max(0.5 * halfBetweenRails_m(sheet), halfBetweenRails_m(sheet) - 0.03);
  draw.setFrame(frameAt(place));
  draw.block({{0.003, -half, -0.05}, {kBladeThick_m, half, kBladeHigh_m}, 0.004, 0.006}, Material::Yellow);
  draw.block({{-0.001, -half + 0.02, 0.012}, {0.006, half - 0.02, kBladeHigh_m - 0.014}, 0.002, 0.002}, Material::Dark);
  draw.cylinder({0.01, 0, -0.12}, {0.01, 0, -0.04}, 0.016, Material::Steel, 14);
  draw.setFrame({});
}

}  // namespace mw::scene
