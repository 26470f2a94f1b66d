// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {

void buildMeasuring(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  const double top = kTransportHeight_m;
  // A granite slab on a welded frame with air springs.
  for (const double sx : {-1.0, 1.0}) {
    for (const double sy : {-1.0, 1.0}) {
      const Vec3 foot{sx * (hx - 0.20), sy * (hy - 0.18), 0};
      draw.bar(foot + Vec3{0, 0, 0.02}, foot + Vec3{0, 0, top - 0.24}, 0.13, 0.13, Material::Shell);
      draw.cylinder(foot, foot + Vec3{0, 0, 0.05}, 0.10, Material::Dark, 16);
      draw.cylinder(foot + Vec3{0, 0, top - 0.32}, foot + Vec3{0, 0, top - 0.20}, 0.09, Material::Dark, 16);
    }
    draw.bar({sx * (hx - 0.20), -hy + 0.2, 0.22}, {sx * (hx - 0.20), hy - 0.2, 0.22}, 0.09, 0.09, Material::Shell);
    draw.bar({-hx + 0.2, sx * (hy - 0.18), 0.22}, {hx - 0.2, sx * (hy - 0.18), 0.22}, 0.09, 0.09, Material::Shell);
  }
  draw.block({{-hx + 0.02, -hy + 0.04, top - 0.22}, {hx - 0.02, hy - 0.04, top}, 0.03, 0.015}, Material::Granite);
  // The gantry: two legs on air bearings, a beam, the quill with the probe.
  const double x = 0.10 * s.x;
  const double beam = s.z - 0.34;
  draw.block({{x - 0.20, hy - 0.30, top}, {x + 0.20, hy - 0.06, beam + 0.24}, 0.05, 0.03}, Material::Shell);
  draw.block({{x - 0.11, -hy + 0.08, top}, {x + 0.11, -hy + 0.22, beam + 0.04}, 0.04, 0.02}, Material::Shell);
  draw.block({{x - 0.24, -hy + 0.06, top + 0.002}, {x + 0.24, -hy + 0.24, top + 0.07}, 0.02, 0.012}, Material::Base);
  draw.block({{x - 0.13, -hy + 0.04, beam}, {x + 0.13, hy - 0.04, beam + 0.24}, 0.04, 0.03}, Material::Shell);
  draw.block({{x - 0.137, -hy + 0.12, beam + 0.05}, {x + 0.137, hy - 0.12, beam + 0.10}, 0.02, 0.008}, Material::Blue);
  draw.block({{x - 0.20, -0.20, beam - 0.08}, {x + 0.20, 0.12, beam + 0.32}, 0.05, 0.04}, Material::ShellWarm);
  draw.bar({x, -0.04, top + 0.46}, {x, -0.04, s.z}, 0.12, 0.12, Material::Base);
  draw.setRole(Role::Detail);
  draw.cylinder({x, -0.04, top + 0.38}, {x, -0.04, top + 0.47}, 0.05, Material::Dark, 16);
  draw.cylinder({x, -0.04, top + 0.20}, {x, -0.04, top + 0.39}, 0.012, Material::Steel, 10);
  draw.sphere({x, -0.04, top + 0.19}, 0.028, Material::Red, 12);
  for (const double y : {-0.30 * s.y, 0.0, 0.30 * s.y}) {
    draw.cylinder({-0.36 * s.x, y, top - 0.01}, {-0.36 * s.x, y, top + 0.015}, 0.03, Material::Steel, 12);
  }
  draw.setRole(Role::Body);
  drawPanel(draw, {0.40 * s.x, -hy + 0.06, 1.18}, 0.28);
  draw.bar({0.40 * s.x, -hy + 0.04, top - 0.1}, {0.40 * s.x, -hy + 0.04, 1.2}, 0.05, 0.05, Material::Base);
}

}  // namespace mw::scene
