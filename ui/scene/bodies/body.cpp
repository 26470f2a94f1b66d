// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"

#include <algorithm>

#include "ui/scene/bodies/arm.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

struct Mast {
  Vec3 foot;
  double top_z;
};

/// Half the side of the plate under a jointed arm.
double armPlate_m(const Vec3& s) {
  constexpr double kMost_m = 0.34;
  return std::min({s.x / 2, s.y / 2, kMost_m});
}

Mast armMastOf(const Vec3& s) {
  const double plate = armPlate_m(s);
  return {{-0.8 * plate, 0.8 * plate, 0.045}, 0.58};
}

/// Where the beacon's mast stands on each body.
Mast mastOf(const SceneElement& element, const Vec3& s) {
  const auto at = [&](double fx, double fy, double z, double length) {
    return Mast{{fx * s.x, fy * s.y, z}, z + length};
  };
  switch (element.variant) {
    case BodyVariant::Oven:
      return at(0.42, -0.32, s.z - 0.13, 0.36);
    case BodyVariant::Lathe:
      return at(0.41, 0.25, s.z - 0.03, 0.26);
    case BodyVariant::Press:
      return {{0.36 * s.x - 0.08, 0.22 * s.y, s.z - 0.01}, s.z + 0.22};
    case BodyVariant::PaintBooth:
      return at(0.43, -0.38, s.z - 0.01, 0.24);
    case BodyVariant::Filler:
      return at(0.40, 0.40, s.z - 0.01, 0.24);
    case BodyVariant::Capper:
      return {{0.40 * s.x, 0.5 * s.y - 0.42, std::max(kTransportHeight_m + 0.60, s.z - 0.52) + 0.11}, s.z - 0.12};
    case BodyVariant::Labeller:
      return {{0.5 * s.x - 0.16, 0.06 * s.y + 0.05, s.z - 0.01}, s.z + 0.22};
    case BodyVariant::Washer:
      return at(-0.36, 0.0, s.z - 0.03, 0.26);
    case BodyVariant::Gantry:
      return at(0.43, -0.42, s.z - 0.01, 0.2);
    case BodyVariant::Manual:
      return {{s.x / 2 - 0.07, s.y / 2 - 0.08, s.z - 0.02}, s.z + 0.18};
    case BodyVariant::Measuring:
      return {{0.10 * s.x, s.y / 2 - 0.18, s.z - 0.12}, s.z + 0.14};
    case BodyVariant::FlowRack:
      return {{s.x / 2 - 0.04, s.y / 2 - 0.04, s.z - 0.02}, s.z + 0.18};
    case BodyVariant::FloorArea:
      return {{-s.x / 2 + 0.05, s.y / 2 - 0.05, s.z - 0.02}, s.z + 0.16};
    case BodyVariant::Standard:
      break;
  }
  switch (element.type) {
    case BodyType::Station:
      return at(0.34, 0.02, s.z - 0.005, 0.24);
    case BodyType::Conveyor: {
      const std::vector<Vec3> line = centerLineOf(element);
      const Vec3 along = normalized(line.back() - line[line.size() - 2]);
      const Vec3 left{-along.y, along.x, 0};
      const Vec3 foot = line.back() - along * 0.14 + left * (s.y / 2 - 0.03) + Vec3{0, 0, kTransportHeight_m + 0.02};
      return {foot, foot.z + 0.26};
    }
    case BodyType::Buffer:
      return {{s.x / 2 - 0.08, s.y / 2 - 0.04, 0.84}, 1.14};
    case BodyType::Source:
      return {{0.05 * s.x, 0.35, 1.32}, 1.54};
    case BodyType::Sink:
      return {{0.30 * s.x, -0.5 * s.y + 0.16, s.z - 0.01}, s.z + 0.2};
    case BodyType::Assembly:
    case BodyType::Disassembly:
      return at(0.44, 0.43, s.z - 0.02, 0.2);
    case BodyType::Batch:
    case BodyType::Unbatch:
      return at(0.43, -0.42, s.z - 0.01, 0.2);
    case BodyType::Inspection:
      return at(0.0, 0.3, s.z - 0.005, 0.22);
    case BodyType::Robot:
      return {{-0.36 * s.x, 0.36 * s.y, 0.10}, 0.62};
    case BodyType::Storage:
      return {{-s.x / 2 + 0.04, s.y / 2 - 0.04, s.z - 0.02}, s.z + 0.16};
    case BodyType::Turntable:
      return {{0.45 * s.x, 0.45 * s.y, 0.92}, 1.2};
    case BodyType::Lift:
      return {{s.x / 2 - 0.08, 0.5 * s.y - 0.06, s.z - 0.01}, s.z + 0.24};
    case BodyType::Pusher:
      return {{0.14 * s.x, -element.transfer.side * (s.y / 2 + 0.2), 1.02}, 1.28};
    case BodyType::Vehicle:
      return {{-0.40 * s.x, 0.34 * s.y, s.z - 0.02}, s.z + 0.2};
    case BodyType::Other:
      break;
  }
  return at(0.35, 0.3, s.z - 0.005, 0.22);
}

/// Looks that several types share. @returns whether the element has one
bool drawVariant(const BodySheet& sheet) {
  if (sheet.element.enclosure) return buildEnclosure(sheet), true;
  switch (sheet.element.variant) {
    case BodyVariant::Standard:
      return false;
    case BodyVariant::Oven:
      return buildOven(sheet), true;
    case BodyVariant::Lathe:
      return buildLathe(sheet), true;
    case BodyVariant::Press:
      return buildPress(sheet), true;
    case BodyVariant::PaintBooth:
      return buildPaintBooth(sheet), true;
    case BodyVariant::Measuring:
      return buildMeasuring(sheet), true;
    case BodyVariant::Filler:
      return buildFiller(sheet), true;
    case BodyVariant::Capper:
      return buildCapper(sheet), true;
    case BodyVariant::Labeller:
      return buildLabeller(sheet), true;
    case BodyVariant::Washer:
      return buildWasher(sheet), true;
    case BodyVariant::Gantry:
      return buildPalletiser(sheet), true;
    case BodyVariant::Manual:
      return buildManual(sheet), true;
    case BodyVariant::FlowRack:
      return buildFlowRack(sheet), true;
    case BodyVariant::FloorArea:
      return buildFloorArea(sheet), true;
  }
  return false;
}

void drawType(const BodySheet& sheet) {
  if (drawVariant(sheet)) return;
  switch (sheet.element.type) {
    case BodyType::Source:
      return buildSource(sheet);
    case BodyType::Buffer:
      return buildBuffer(sheet);
    case BodyType::Station:
      return buildStation(sheet);
    case BodyType::Conveyor:
      return buildConveyor(sheet);
    case BodyType::Assembly:
      return buildAssembly(sheet);
    case BodyType::Disassembly:
      return buildDisassembly(sheet);
    case BodyType::Batch:
    case BodyType::Unbatch:
      return buildPalletiser(sheet);
    case BodyType::Inspection:
      return buildInspection(sheet);
    case BodyType::Robot:
      return buildRobot(sheet);
    case BodyType::Storage:
      return buildStorage(sheet);
    case BodyType::Sink:
      return buildSink(sheet);
    case BodyType::Vehicle:
      return buildVehicle(sheet);
    case BodyType::Turntable:
      return buildTurntable(sheet);
    case BodyType::Lift:
      return buildLift(sheet);
    case BodyType::Pusher:
      return buildPusher(sheet);
    case BodyType::Other:
      break;
  }
  buildOther(sheet);
}

/// A deck on posts under what stands above the floor.
void drawStand(const BodySheet& sheet) {
  constexpr double kLowest_m = 0.15;
  constexpr double kDeck_m = 0.08;
  constexpr double kPost_m = 0.1;
  const double foot_m = sheet.element.position_m.z;
  if (foot_m < kLowest_m || sheet.element.type == BodyType::Vehicle) return;
  const double hx = sheet.size.x / 2;
  const double hy = sheet.size.y / 2;
  sheet.draw.block({{-hx, -hy, -kDeck_m}, {hx, hy, -0.004}, 0.03, 0.01}, Material::Frame);
  for (const double x : {-hx + kPost_m, hx - kPost_m}) {
    for (const double y : {-hy + kPost_m, hy - kPost_m}) {
      sheet.draw.bar({x, y, 0.02 - foot_m}, {x, y, 0.005 - kDeck_m}, kPost_m, kPost_m, Material::Base);
      sheet.draw.block({{x - 0.09, y - 0.09, -foot_m}, {x + 0.09, y + 0.09, 0.025 - foot_m}, 0.02, 0.008},
                       Material::Base);
    }
  }
}

}  // namespace

Vec3 beaconOf(const SceneElement& element) {
  if (element.imported) return {0, 0, sizeOf(element).z};
  if (element.arm) {
    const Mast mast = armMastOf(sizeOf(element));
    return {mast.foot.x, mast.foot.y, mast.top_z};
  }
  const Vec3 drawn = drawnSizeOf(element);
  SceneElement drawn_element = element;
  drawn_element.size_m = drawn;
  const Mast mast = mastOf(drawn_element, drawn);
  const Vec3 scale = bodyScaleOf(element);
  return {mast.foot.x * scale.x, mast.foot.y * scale.y, mast.top_z * scale.z};
}

Mesh buildArmStand(const SceneElement& element) {
  SolidBuilder draw;
  const Vec3 s = sizeOf(element);
  const double plate = armPlate_m(s);
  draw.block({{-plate, -plate, 0}, {plate, plate, 0.05}, 0.06, 0.015}, Material::Base);
  constexpr double kLowest_m = 0.05;  // what is lower hides under the plate
  if (const double above_m = element.position_m.z; above_m > kLowest_m) {
    const double column = 0.7 * plate;
    const double foot = 1.1 * plate;
    draw.block({{-column, -column, -above_m}, {column, column, 0.01}, 0.03, 0.01}, Material::Shell);
    draw.block({{-foot, -foot, -above_m}, {foot, foot, 0.03 - above_m}, 0.03, 0.01}, Material::Base);
  }
  const Mast mast = armMastOf(s);
  drawMast(draw, mast.foot, mast.top_z);
  return draw.take();
}

Mesh buildBody(const SceneElement& element) {
  if (element.arm) {
    Mesh mesh = buildArmStand(element);
    for (const Mesh& body : buildArm(*element.arm)) append(mesh, body);
    return mesh;
  }
  SolidBuilder draw;
  const Vec3 drawn = drawnSizeOf(element);
  SceneElement drawn_element = element;
  drawn_element.size_m = drawn;
  const BodySheet sheet{draw, drawn_element, drawn};
  drawType(sheet);
  draw.setFrame({});
  draw.setRole(Role::Body);
  if (element.type != BodyType::Conveyor) drawStand(sheet);
  const Mast mast = mastOf(drawn_element, drawn);
  drawMast(draw, mast.foot, mast.top_z);
  Mesh mesh = draw.take();
  const Vec3 scale = bodyScaleOf(element);
  for (Vec3& p : mesh.points) p = {p.x * scale.x, p.y * scale.y, p.z * scale.z};
  return mesh;
}

std::vector<Mesh> buildMoving(const SceneElement& element) {
  if (element.arm || element.imported) return {};
  if (element.enclosure) return buildDoors(element);
  if (element.variant != BodyVariant::Standard) return {};
  SceneElement drawn_element = element;
  drawn_element.size_m = drawnSizeOf(element);
  const Vec3 scale = bodyScaleOf(element);
  std::vector<Mesh> moving;
  const auto add = [&](const auto& build) {
    SolidBuilder draw;
    build(BodySheet{draw, drawn_element, *drawn_element.size_m});
    Mesh mesh = draw.take();
    for (Vec3& p : mesh.points) p = {p.x * scale.x, p.y * scale.y, p.z * scale.z};
    moving.push_back(std::move(mesh));
  };
  if (element.type == BodyType::Turntable) add(buildPlate);
  if (element.type == BodyType::Lift) add(buildPlatform);
  for (const ScenePlace& stop : element.stops) add([&](const BodySheet& sheet) { buildStopBlade(sheet, stop); });
  if (element.type == BodyType::Pusher) {
    for (int stage = 1; stage <= kStages; ++stage) add([&](const BodySheet& sheet) { buildStage(sheet, stage); });
  }
  return moving;
}

Mesh buildBeaconLamp() {
  SolidBuilder draw;
  draw.cylinder({0, 0, 0}, {0, 0, 0.11}, 0.062, Material::Shell, 18);
  draw.cone({0, 0, 0.10}, 0.06, {0, 0, 0.14}, 0.036, Material::Shell, 18);
  return draw.take();
}

}  // namespace mw::scene
