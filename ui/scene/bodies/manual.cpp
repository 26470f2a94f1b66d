// SPDX-License-Identifier: GPL-3.0-or-later
#include <numbers>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/figure.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {

void buildManual(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  // The table takes the back, the operator's mat the front.
  const double edge = hy - std::min(0.85, 0.55 * s.y);
  const double top = kTransportHeight_m + 0.04;
  draw.setRole(Role::Detail);
  draw.block({{-0.42 * s.x, -hy + 0.02, 0}, {0.42 * s.x, edge - 0.04, 0.018}, 0.05, 0.006}, Material::Dark);
  draw.setRole(Role::Body);
  for (const double sx : {-1.0, 1.0}) {
    const double x = sx * (hx - 0.07);
    draw.bar({x, edge + 0.10, 0.03}, {x, edge + 0.10, top - 0.04}, 0.06, 0.06, Material::Frame);
    draw.bar({x, hy - 0.08, 0.03}, {x, hy - 0.08, s.z}, 0.06, 0.06, Material::Frame);
    draw.bar({x, edge + 0.04, 0.04}, {x, hy - 0.03, 0.04}, 0.06, 0.06, Material::Base);
    draw.bar({x, hy - 0.08, s.z - 0.05}, {x, edge + 0.06, s.z - 0.05}, 0.05, 0.05, Material::Frame);
  }
  draw.block({{-hx, edge, top - 0.06}, {hx, hy - 0.02, top}, 0.03, 0.015}, Material::Wood);
  draw.block({{-hx + 0.005, edge + 0.02, top - 0.12}, {hx - 0.005, hy - 0.04, top - 0.05}, 0.02, 0.01},
             Material::Frame);
  draw.block({{-hx + 0.05, edge + 0.02, s.z - 0.09}, {hx - 0.05, edge + 0.16, s.z - 0.02}, 0.03, 0.015},
             Material::Base);
  draw.setRole(Role::Detail);
  draw.box({0, edge + 0.09, s.z - 0.095}, {s.x - 0.3, 0.09, 0.018}, 0.005, Material::Lamp);
  // A shelf of bins slopes towards the hands, a screen shows the next step.
  const double shelf = top + 0.42;
  draw.block({{-hx + 0.08, hy - 0.40, shelf - 0.03}, {hx - 0.08, hy - 0.06, shelf}, 0.01, 0.008}, Material::Frame);
  const int bins = std::max(3, static_cast<int>(s.x / 0.30));
  const double pitch = (s.x - 0.22) / bins;
  for (int i = 0; i < bins; ++i) {
    const double x = -hx + 0.11 + (i + 0.5) * pitch;
    draw.box({x, hy - 0.23, shelf + 0.075}, {pitch - 0.035, 0.30, 0.15}, 0.015,
             i % 3 == 0 ? Material::Yellow : Material::Blue);
    draw.box({x, hy - 0.24, shelf + 0.145}, {pitch - 0.08, 0.23, 0.02}, 0.006, Material::Dark);
  }
  draw.bar({0.30 * s.x, hy - 0.10, shelf + 0.1}, {0.30 * s.x, hy - 0.10, s.z - 0.25}, 0.03, 0.03, Material::Base);
  draw.box({0.30 * s.x, hy - 0.14, s.z - 0.34}, {0.44, 0.04, 0.28}, 0.012, Material::Dark);
  draw.box({0.30 * s.x, hy - 0.163, s.z - 0.34}, {0.40, 0.012, 0.24}, 0.006, Material::Screen);
  // A fixture on the table, a driver on its balancer.
  draw.box({0, edge + 0.28, top + 0.03}, {0.40, 0.34, 0.06}, 0.012, Material::Base);
  draw.cylinder({-0.20 * s.x, edge + 0.10, s.z - 0.22}, {-0.20 * s.x, edge + 0.10, s.z - 0.08}, 0.05, Material::Yellow,
                14);
  draw.cylinder({-0.20 * s.x, edge + 0.10, 1.38}, {-0.20 * s.x, edge + 0.10, s.z - 0.2}, 0.007, Material::Dark, 6);
  draw.cylinder({-0.20 * s.x, edge + 0.10, 1.16}, {-0.20 * s.x, edge + 0.10, 1.39}, 0.028, Material::Dark, 10);
  draw.setRole(Role::Body);
  const double scale = std::min(1.0, s.z / 1.9);
  if (scale < 1) return;  // a body pressed flat has no room for somebody standing
  drawOperator(draw, {0, std::max(edge - 0.30, -hy + 0.20), 0}, std::numbers::pi / 2);
}

}  // namespace mw::scene
