// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"

namespace mw::scene {
namespace {

constexpr double kFrame_m = 0.045;

Vec3 vectorOf(const std::array<double, 3>& v) {
  return {v[0], v[1], v[2]};
}

std::array<double, 3> sizeOf(const factory::Panel& panel) {
  return panel.size_m;
}

/// Which axis a panel is thinnest along.
std::size_t thinAxis(const factory::Panel& panel) {
  const auto size_m = sizeOf(panel);
  return static_cast<std::size_t>(std::min_element(size_m.begin(), size_m.end()) - size_m.begin());
}

/// A profile all around a flat panel, as wide as kFrame_m, thicker than it.
void drawFrame(SolidBuilder& draw, const factory::Panel& panel, double thicker_m, Material material) {
  const std::size_t thin = thinAxis(panel);
  const std::size_t a = (thin + 1) % 3;
  const std::size_t b = (thin + 2) % 3;
  for (const auto& [along, across] : {std::pair{a, b}, std::pair{b, a}}) {
    for (const double side : {-1.0, 1.0}) {
      std::array<double, 3> center = panel.center_m;
      std::array<double, 3> size = panel.size_m;
      center[across] += side * (panel.size_m[across] - kFrame_m) / 2;
      size[across] = kFrame_m;
      size[thin] += thicker_m;
      draw.box(vectorOf(center), vectorOf(size), 0.008, material);
    }
  }
}

void drawBand(SolidBuilder& draw, const Vec3& s, double z, Material material) {
  draw.block({{-s.x / 2 - 0.006, -s.y / 2 - 0.006, z - 0.04}, {s.x / 2 + 0.006, s.y / 2 + 0.006, z}, 0.02, 0.006},
             material);
}

/// The track that a sliding door hangs in, or both that a lifting one runs up.
void drawTracks(SolidBuilder& draw, const factory::Enclosure& enclosure, const factory::EnclosureDoor& door) {
  if (door.side == factory::EnclosureSide::Top) return;
  const factory::Panel leaf = factory::doorPanel(enclosure, door);
  const std::array<double, 3> travel_m = factory::doorTravel_m(door);
  const std::size_t wide = travel_m[0] != 0 || thinAxis(leaf) == 1 ? 0 : 1;
  for (const double side : {-1.0, 1.0}) {
    std::array<double, 3> center = leaf.center_m;
    std::array<double, 3> size = leaf.size_m;
    const std::size_t across = door.lifts ? wide : 2;
    const std::size_t along = door.lifts ? 2 : wide;
    center[across] += side * (leaf.size_m[across] / 2 + 0.012);
    center[along] += travel_m[along] / 2;
    size[across] = 0.024;
    size[along] += travel_m[along];
    draw.box(vectorOf(center), vectorOf(size), 0.006, Material::Steel);
  }
}

}  // namespace

std::vector<Mesh> buildDoors(const SceneElement& element) {
  std::vector<Mesh> doors;
  const factory::Enclosure& enclosure = *element.enclosure;
  for (const factory::EnclosureDoor& door : enclosure.doors) {
    SolidBuilder draw;
    factory::Panel leaf = factory::doorPanel(enclosure, door);
    const std::size_t thin = thinAxis(leaf);
    drawFrame(draw, leaf, 0, Material::Steel);
    factory::Panel glass = leaf;
    for (std::size_t axis = 0; axis < 3; ++axis) glass.size_m[axis] -= axis == thin ? 0.014 : 2 * kFrame_m - 0.01;
    draw.box(vectorOf(glass.center_m), vectorOf(glass.size_m), 0.004, Material::Glass);
    if (element.variant == BodyVariant::Oven) {
      factory::Panel glow = glass;
      glow.size_m[thin] = leaf.size_m[thin] - 0.008;
      glow.size_m[2] = 0.05;
      glow.center_m[2] += glass.size_m[2] * 0.28;
      for (std::size_t axis = 0; axis < 2; ++axis)
        if (axis != thin) glow.size_m[axis] *= 0.7;
      draw.box(vectorOf(glow.center_m), vectorOf(glow.size_m), 0.004, Material::Glow);
    }
    doors.push_back(draw.take());
  }
  return doors;
}

void buildEnclosure(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const factory::Enclosure& enclosure = *sheet.element.enclosure;
  const bool is_oven = sheet.element.variant == BodyVariant::Oven;
  const Material sheet_metal = is_oven ? Material::ShellWarm : Material::Shell;
  const Vec3& s = sheet.size;
  draw.block({{-s.x / 2, -s.y / 2, 0}, {s.x / 2, s.y / 2, 0.14}, 0.03, 0.02}, Material::Base);
  std::vector<factory::Panel> walls = factory::wallPanels(enclosure);
  walls.front().center_m[2] += 0.07;  // the base stands on its plinth
  walls.front().size_m[2] -= 0.14;
  for (const factory::Panel& wall : walls) draw.box(vectorOf(wall.center_m), vectorOf(wall.size_m), 0.006, sheet_metal);
  draw.setRole(Role::Detail);
  drawBand(draw, s, s.z - 0.02, is_oven ? Material::Red : Material::Blue);
  draw.box({0, 0, 0.8 + 0.004}, {s.x - 2 * enclosure.wall_m, s.y - 2 * enclosure.wall_m, 0.012}, 0.004,
           Material::Steel);
  if (is_oven) {
    const double inside_m = s.z - enclosure.wall_m - 0.03;
    for (const double side : {-1.0, 1.0})
      draw.box({0, side * 0.3 * s.y, inside_m}, {0.7 * s.x, 0.05, 0.03}, 0.008, Material::Glow);
    draw.cylinder({0, 0.2 * s.y, s.z - 0.01}, {0, 0.2 * s.y, s.z + 0.35}, 0.11, Material::Steel, 24);
    draw.cone({0, 0.2 * s.y, s.z + 0.39}, 0.17, {0, 0.2 * s.y, s.z + 0.46}, 0.05, Material::Frame, 24);
    draw.cylinder({0, 0.2 * s.y, s.z + 0.33}, {0, 0.2 * s.y, s.z + 0.41}, 0.03, Material::Frame, 12);
  }
  for (const factory::EnclosureDoor& door : enclosure.doors) drawTracks(draw, enclosure, door);
  drawPanel(draw, {0.3 * s.x, -s.y / 2, 0.62 * s.z}, 0.22);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
