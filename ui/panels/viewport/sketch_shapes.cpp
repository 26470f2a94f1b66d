// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/sketch_shapes.h"

#include <array>

#include "ui/panels/viewport/viewport.h"
#include "ui/scene/footprint.h"
#include "ui/scene/pick.h"

namespace mw::panels {
namespace {

constexpr double kTint = 0.28;

QPolygonF project(const Viewport& view, std::span<const scene::Vec3> points_m) {
  QPolygonF points;
  for (const scene::Vec3& point_m : points_m) {
    const auto at = view.toWidget(point_m);
    if (!at) return {};
    points << *at;
  }
  return points;
}

}  // namespace

QString metresText(double length_m) {
  return Viewport::tr("%1 m").arg(length_m, 0, 'f', 2);
}

Stroke lineThrough(const Viewport& view, std::span<const scene::Vec3> points_m, Token color, double width_px) {
  Stroke stroke;
  stroke.points = project(view, points_m);
  stroke.color = color;
  stroke.width_px = width_px;
  return stroke;
}

Stroke dotAt(const Viewport& view, const scene::Vec3& point_m, Token color, double radius_px) {
  Stroke stroke = lineThrough(view, {&point_m, 1}, color, radius_px);
  stroke.shape = Stroke::Shape::Dot;
  return stroke;
}

Stroke labelAt(const Viewport& view, const scene::Vec3& point_m, const QString& text) {
  Stroke stroke = lineThrough(view, {&point_m, 1}, Token::Text);
  stroke.shape = Stroke::Shape::Label;
  stroke.text = text;
  return stroke;
}

Stroke tintOf(const Viewport& view, const scene::SceneElement& element, Token color) {
  const scene::LocalBox box = scene::localBoxOf(element);
  std::vector<scene::DisplayPoint> corners;
  Stroke stroke;
  stroke.shape = Stroke::Shape::Area;
  stroke.color = color;
  stroke.fill = kTint;
  for (int i = 0; i < 8; ++i) {
    const scene::Vec3 corner{(i & 1) != 0 ? box.high.x : box.low.x, (i & 2) != 0 ? box.high.y : box.low.y,
                             (i & 4) != 0 ? box.high.z : box.low.z};
    const auto at = view.toWidget(scene::toWorld(element, corner));
    if (!at) return stroke;
    corners.push_back({at->x(), at->y()});
  }
  for (const scene::DisplayPoint& p : scene::convexHull(std::move(corners))) stroke.points << QPointF(p.x, p.y);
  return stroke;
}

Stroke bandOf(const Viewport& view, const layout::Block& block, Token color) {
  std::vector<scene::Vec3> corners;
  for (const auto& [x, y] : std::array<std::pair<int, int>, 4>{{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}}) {
    const double along_m = x * block.half_x_m;
    const double across_m = y * block.half_y_m;
    corners.push_back({block.center.x_m + block.cos_yaw * along_m - block.sin_yaw * across_m,
                       block.center.y_m + block.sin_yaw * along_m + block.cos_yaw * across_m, block.low_m});
  }
  Stroke stroke = lineThrough(view, corners, color);
  stroke.shape = Stroke::Shape::Area;
  stroke.is_dashed = true;
  stroke.fill = 0.15;
  return stroke;
}

Sketch ghostOf(const Viewport& view, const layout::Body& body, Token color) {
  std::vector<layout::Block> blocks;
  layout::appendBlocks(body, 0, blocks);
  Sketch sketch;
  for (const layout::Block& block : blocks) sketch.push_back(bandOf(view, block, color));
  return sketch;
}

Sketch rulerBetween(const Viewport& view, const scene::Vec3& a_m, const scene::Vec3& b_m) {
  const std::array<scene::Vec3, 2> ends = {a_m, b_m};
  return {lineThrough(view, ends, Token::Accent, 1.5), dotAt(view, a_m, Token::Accent, 3),
          dotAt(view, b_m, Token::Accent, 3), labelAt(view, (a_m + b_m) * 0.5, metresText(norm(b_m - a_m)))};
}

}  // namespace mw::panels
