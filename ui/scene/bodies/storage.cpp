// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/part_slot.h"

namespace mw::scene {

void buildStorage(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const Deck deck = deckOf(sheet.element);
  const double hx = s.x / 2 - 0.04;
  const double hy = s.y / 2 - 0.04;
  const int bays = std::max(1, static_cast<int>(std::lround(s.x / 1.25)));
  for (int i = 0; i <= bays; ++i) {
    const double x = -hx + 2 * hx * i / bays;
    for (const double side : {-1.0, 1.0}) {
      draw.bar({x, side * hy, 0.015}, {x, side * hy, s.z}, 0.085, 0.075, Material::Blue);
      draw.box({x, side * hy, 0.012}, {0.15, 0.14, 0.024}, 0.008, Material::Base);
    }
    draw.setRole(Role::Detail);
    const int braces = std::max(2, static_cast<int>(s.z / 0.7));
    for (int k = 0; k < braces; ++k) {
      const double z0 = 0.1 + (s.z - 0.2) * k / braces;
      const double z1 = 0.1 + (s.z - 0.2) * (k + 1) / braces;
      const double sign = k % 2 == 0 ? 1 : -1;
      draw.bar({x, -sign * hy, z0}, {x, sign * hy, z1}, 0.03, 0.03, Material::Blue);
    }
    draw.setRole(Role::Body);
  }
  for (const double z : deck.level_z_m) {
    for (const double side : {-1.0, 1.0}) {
      draw.block({{-hx, side * hy - 0.03, z - 0.13}, {hx, side * hy + 0.03, z - 0.02}, 0.01, 0.012}, Material::Orange);
    }
    draw.block({{-hx + 0.03, -hy + 0.02, z - 0.045}, {hx - 0.03, hy - 0.02, z - 0.004}, 0.008, 0.006}, Material::Frame);
  }
}

}  // namespace mw::scene
