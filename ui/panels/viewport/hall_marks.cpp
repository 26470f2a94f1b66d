// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/hall_marks.h"

#include "core/layout/marks.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/tools/measure_tool.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

using scene::GizmoHandle;

Token colorOf(GizmoHandle handle) {
  switch (handle) {
    case GizmoHandle::MoveX:
    case GizmoHandle::MoveYZ:
      return Token::AxisX;
    case GizmoHandle::MoveY:
    case GizmoHandle::MoveXZ:
      return Token::AxisY;
    default:
      return Token::AxisZ;
  }
}

}  // namespace

Sketch marksOf(const Viewport& view, const factory::Factory& factory) {
  Sketch sketch;
  if (!factory.json().contains("layout")) return sketch;
  for (const layout::Dimension& dimension : layout::dimensionsOf(factory)) {
    for (Stroke& stroke : rulerBetween(view, placeOf(view, dimension.from), placeOf(view, dimension.to))) {
      if (stroke.shape != Stroke::Shape::Label) stroke.color = Token::Muted;
      sketch.push_back(std::move(stroke));
    }
  }
  for (const layout::Note& note : layout::notesOf(factory)) {
    sketch.push_back(dotAt(view, placeOf(view, note.at), Token::Warning, 3.5));
    sketch.push_back(labelAt(view, placeOf(view, note.at), QString::fromStdString(note.text)));
  }
  return sketch;
}

Sketch gizmoSketch(std::span<const scene::GizmoPart> parts, GizmoHandle hot) {
  Sketch sketch;
  // The nearest to the hand come first in the list, so they are drawn last.
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    Stroke stroke;
    for (const scene::DisplayPoint& p : part->points) stroke.points << QPointF(p.x, p.y);
    stroke.color = colorOf(part->handle);
    const bool is_ring = part->handle == GizmoHandle::Turn;
    const bool is_hot = part->handle == hot;
    stroke.has_arrow = !part->is_closed;
    stroke.width_px = is_hot ? 3.5 : part->is_closed ? 1.5 : 2.5;
    if (part->is_closed && !is_ring) {
      stroke.shape = Stroke::Shape::Area;
      stroke.fill = is_hot ? 0.6 : 0.3;
    } else if (is_ring) {
      stroke.points << stroke.points.front();
    }
    sketch.push_back(std::move(stroke));
  }
  return sketch;
}

}  // namespace mw::panels
