// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/factory/transfer_room.h"
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kBladeThick_m = 0.05;
constexpr double kBladeHigh_m = 0.12;
constexpr double kBladeOver_m = 5e-3;  // above the belt
constexpr double kBladeOfBelt = 0.8;
constexpr double kOverlap_m = 0.04;  // what a stage stays in the one before
constexpr double kRodHeight_m = kTransportHeight_m + kBladeOver_m + kBladeHigh_m / 2;

/// Of each stage, and of the housing that holds them all when the blade is back.
double stageLength_m(double belt_width_m) {
  return belt_width_m / kStages + kOverlap_m;
}

/// Both are drawn for a blade that pushes to the left.
Frame frameOf(const BodySheet& sheet) {
  return frameTurned({}, sheet.element.transfer.side < 0 ? std::numbers::pi : 0);
}

}  // namespace

void buildPusher(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const Vec3& s = sheet.size;
  const double hx = s.x / 2;
  draw.setFrame(frameOf(sheet));
  drawBeltDeck(draw, {.x0 = -hx, .x1 = hx, .width = s.y, .has_rollers = sheet.element.transfer.has_rollers});
  for (const double x : {-hx + 0.16, hx - 0.16}) {
    for (const double side : {-1.0, 1.0}) {
      const double y = side * (s.y / 2 - 0.05);
      draw.bar({x, y, 0.02}, {x, y, kTransportHeight_m - 0.12}, 0.06, 0.06, Material::Base);
      draw.cylinder({x, y, 0}, {x, y, 0.03}, 0.055, Material::Dark, 12);
    }
    draw.bar({x, -s.y / 2 + 0.06, 0.30}, {x, s.y / 2 - 0.06, 0.30}, 0.05, 0.05, Material::Base);
  }
  draw.box({-0.12 * s.x, 0.1 * s.y, 0.60}, {0.26, 0.16, 0.16}, 0.03, Material::Dark);
  // The housing beside the belt, on its own feet, and what it holds.
  const double front = -s.y / 2 - kBladeThick_m;
  const double back = -s.y / 2 - factory::housingReach_m(s.y);
  const double half = (factory::kHousingShare / 2 - 0.01) * s.x;
  const double middle_y = (front + back) / 2;
  draw.block({{-half, back, 0.56}, {half, front - 0.012, 1.03}, 0.03, 0.025}, Material::Shell);
  draw.block({{-half - 0.005, back - 0.005, 0.64}, {half + 0.005, front - 0.02, 0.69}, 0.03, 0.006}, Material::Blue);
  draw.box({0, front - 0.012, kRodHeight_m}, {1.5 * half, 0.02, 0.19}, 0.008, Material::Dark);
  for (const double x : {-half + 0.06, half - 0.06}) {
    draw.bar({x, middle_y, 0.02}, {x, middle_y, 0.58}, 0.07, 0.07, Material::Base);
    draw.block({{x - 0.07, middle_y - 0.1, 0}, {x + 0.07, middle_y + 0.1, 0.03}, 0.02, 0.01}, Material::Base);
  }
  draw.bar({-half + 0.06, middle_y, 0.30}, {half - 0.06, middle_y, 0.30}, 0.05, 0.05, Material::Base);
  draw.setRole(Role::Detail);
  draw.cylinder({-0.6 * half, back - 0.002, 0.80}, {-0.6 * half, back - 0.018, 0.80}, 0.03, Material::Red, 14);
  draw.cylinder({-half + 0.1, middle_y, 1.025}, {half - 0.14, middle_y, 1.025}, 0.03, Material::Steel, 16);
  draw.setRole(Role::Body);
  draw.setFrame({});
}

void buildStage(const BodySheet& sheet, int stage) {
  SolidBuilder& draw = sheet.draw;
  const Vec3& s = sheet.size;
  const double front = -s.y / 2 - kBladeThick_m;
  const double thick = 0.10 - 0.022 * (stage - 1);
  draw.setFrame(frameOf(sheet));
  for (const double x : {-0.1 * s.x, 0.1 * s.x}) {
    draw.box({x, front + 0.004 - stageLength_m(s.y) / 2, kRodHeight_m}, {thick, stageLength_m(s.y), thick}, 0.008,
             stage % 2 == 0 ? Material::Frame : Material::Steel);
  }
  if (stage < kStages) return draw.setFrame({});
  const double half = kBladeOfBelt * s.x / 2;
  const double low = kTransportHeight_m + kBladeOver_m;
  draw.block({{-half, front, low}, {half, front + kBladeThick_m - 0.015, low + kBladeHigh_m}, 0.012, 0.012},
             Material::Yellow);
  draw.block({{-half + 0.012, front + kBladeThick_m - 0.02, low + 0.012},
              {half - 0.012, front + kBladeThick_m, low + kBladeHigh_m - 0.012},
              0.008,
              0.006},
             Material::Dark);
  draw.setFrame({});
}

}  // namespace mw::scene
