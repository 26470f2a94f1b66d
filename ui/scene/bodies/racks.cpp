// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/part_slot.h"

namespace mw::scene {

void buildFlowRack(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2 - 0.04;
  const double hy = s.y / 2 - 0.04;
  for (const double sx : {-1.0, 0.0, 1.0}) {
    for (const double sy : {-1.0, 1.0}) {
      draw.bar({sx * hx, sy * hy, 0.02}, {sx * hx, sy * hy, s.z}, 0.055, 0.055, Material::Frame);
      draw.cylinder({sx * hx, sy * hy, 0}, {sx * hx, sy * hy, 0.03}, 0.05, Material::Dark, 12);
    }
    draw.bar({sx * hx, -hy, s.z - 0.03}, {sx * hx, hy, s.z - 0.03}, 0.045, 0.045, Material::Frame);
  }
  for (const double side : {-1.0, 1.0}) {
    draw.bar({-hx, side * hy, s.z - 0.03}, {hx, side * hy, s.z - 0.03}, 0.045, 0.045, Material::Frame);
  }
  // Shelves of rollers in blue rails; a lip at the front keeps the boxes.
  const Deck deck = deckOf(sheet.element);
  for (const double z : deck.level_z_m) {
    for (const double side : {-1.0, 1.0}) {
      draw.block({{-hx, side * hy - 0.02, z - 0.09}, {hx, side * hy + 0.02, z + 0.035}, 0.008, 0.01}, Material::Blue);
    }
    draw.setRole(Role::Detail);
    const int rollers = std::max(4, static_cast<int>(2 * hx / 0.11));
    for (int i = 0; i < rollers; ++i) {
      const double x = -hx + 2 * hx * (i + 0.5) / rollers;
      draw.cylinder({x, -hy + 0.02, z - 0.022}, {x, hy - 0.02, z - 0.022}, 0.02, Material::Steel, 8);
    }
    for (const double side : {-1.0, 1.0}) {
      draw.bar({side * hx, -hy, z + 0.02}, {side * hx, hy, z + 0.02}, 0.03, 0.07, Material::Yellow);
    }
    draw.setRole(Role::Body);
  }
}

void buildFloorArea(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  draw.setRole(Role::Detail);
  for (const double side : {-1.0, 1.0}) {
    draw.block({{-hx, side * (hy - 0.05) - 0.05, 0}, {hx, side * (hy - 0.05) + 0.05, 0.012}, 0.01, 0.004},
               Material::Yellow);
    draw.block({{side * (hx - 0.05) - 0.05, -hy, 0}, {side * (hx - 0.05) + 0.05, hy, 0.012}, 0.01, 0.004},
               Material::Yellow);
  }
  const int columns = std::max(1, static_cast<int>((s.x - 0.2) / 1.25));
  const int rows = std::max(1, static_cast<int>((s.y - 0.2) / 0.95));
  const double dx = (s.x - 0.24) / columns;
  const double dy = (s.y - 0.24) / rows;
  for (int i = 0; i < columns; ++i) {
    for (int k = 0; k < rows; ++k) {
      drawPallet(draw, {-hx + 0.12 + (i + 0.5) * dx, -hy + 0.12 + (k + 0.5) * dy, 0.005}, dx - 0.10, dy - 0.10);
    }
  }
  // A sign on a post says what stands here.
  draw.setRole(Role::Body);
  draw.bar({-hx + 0.05, hy - 0.05, 0}, {-hx + 0.05, hy - 0.05, s.z}, 0.05, 0.05, Material::Frame);
  draw.box({-hx + 0.22, hy - 0.05, s.z - 0.13}, {0.36, 0.025, 0.24}, 0.012, Material::Blue);
}

}  // namespace mw::scene
