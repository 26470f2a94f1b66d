// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/reach_sketch.h"

#include <array>
#include <cmath>
#include <numbers>

#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kCorners = 72;
constexpr double kLift_m = 0.03;

Stroke ringAround(const Viewport& view, const motion::LiveReach::Range& range) {
  std::vector<scene::Vec3> points;
  for (int i = 0; i <= kCorners; ++i) {
    const double angle_rad = 2 * std::numbers::pi * i / kCorners;
    points.push_back({range.foot_m[0] + range.radius_m * std::cos(angle_rad),
                      range.foot_m[1] + range.radius_m * std::sin(angle_rad), kLift_m});
  }
  Stroke ring = lineThrough(view, points, Token::Accent, 1.5);
  ring.shape = Stroke::Shape::Area;
  ring.fill = 0.08;
  return ring;
}

}  // namespace

Sketch reachSketch(const Viewport& view, const motion::LiveReach& reach) {
  Sketch sketch;
  for (const motion::LiveReach::Range& range : reach.ranges())
    if (range.radius_m > 0) sketch.push_back(ringAround(view, range));
  for (const motion::LiveReach::Port& port : reach.ports()) {
    const Token color = port.is_reached ? Token::Accent : Token::Error;
    const scene::Vec3 at_m{port.at_m[0], port.at_m[1], port.at_m[2]};
    for (const motion::LiveReach::Range& range : reach.ranges()) {
      if (range.robot != port.robot) continue;
      const std::array<scene::Vec3, 2> ends = {scene::Vec3{range.foot_m[0], range.foot_m[1], at_m.z}, at_m};
      Stroke line = lineThrough(view, ends, color, 1.5);
      line.is_dashed = !port.is_reached;
      sketch.push_back(std::move(line));
    }
    sketch.push_back(dotAt(view, at_m, color, 5));
  }
  return sketch;
}

}  // namespace mw::panels
