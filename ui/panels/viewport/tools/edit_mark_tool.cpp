// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/edit_mark_tool.h"

#include <QLineF>
#include <algorithm>

#include "core/layout/marks.h"
#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/label_overlay.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/tools/measure_tool.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kReach_px = 6;

double distanceTo(const QLineF& line, QPointF at) {
  const QPointF way = line.p2() - line.p1();
  const double length2 = QPointF::dotProduct(way, way);
  const double share = length2 > 0 ? std::clamp(QPointF::dotProduct(at - line.p1(), way) / length2, 0.0, 1.0) : 0;
  return QLineF(line.p1() + share * way, at).length();
}

bool isAtNote(const Viewport& view, const layout::Note& note, QPointF at) {
  const auto foot = view.toWidget(placeOf(view, note.at));
  if (!foot) return false;
  const QRectF words = view.overlay().boxOf(QString::fromStdString(note.text), *foot);
  return words.contains(at) || QLineF(*foot, at).length() < kReach_px;
}

/// On its words, or on its line where that lies on the bare floor: bodies under it can be clicked as ever.
bool isAtDimension(const Viewport& view, const layout::Dimension& dimension, const PointerEvent& event) {
  const scene::Vec3 a = placeOf(view, dimension.from);
  const scene::Vec3 b = placeOf(view, dimension.to);
  if (const auto middle = view.toWidget((a + b) * 0.5)) {
    if (view.overlay().boxOf(metresText(norm(b - a)), *middle).contains(event.at)) return true;
  }
  const auto from = view.toWidget(a);
  const auto to = view.toWidget(b);
  return event.element.empty() && from && to && distanceTo({*from, *to}, event.at) < kReach_px;
}

}  // namespace

std::optional<MarkName> markAt(const Viewport& view, const PointerEvent& event) {
  const factory::Factory& factory = view.document().factory();
  if (!factory.json().contains("layout")) return std::nullopt;
  for (const layout::Note& note : layout::notesOf(factory)) {
    if (isAtNote(view, note, event.at)) return MarkName{MarkName::Kind::Note, note.id};
  }
  for (const layout::Dimension& dimension : layout::dimensionsOf(factory)) {
    if (isAtDimension(view, dimension, event)) return MarkName{MarkName::Kind::Dimension, dimension.id};
  }
  return std::nullopt;
}

bool EditMarkTool::key(Viewport& view, const QKeyEvent& event) {
  if (event.key() != Qt::Key_Delete && event.key() != Qt::Key_Backspace) return false;
  attempt(view.status(), [&] {
    if (mark_.kind == MarkName::Kind::Dimension) {
      commands::removeDimension(view.document(), mark_.id);
    } else {
      commands::setNote(view.document(), {mark_.id, {}, {}});
    }
  });
  finish();
  return true;
}

bool EditMarkTool::letsGoOf(const Viewport& view, const PointerEvent& event) const {
  return markAt(view, event) != mark_;
}

Sketch EditMarkTool::sketch(const Viewport& view) const {
  const factory::Factory& factory = view.document().factory();
  Sketch sketch;
  for (const layout::Dimension& dimension : layout::dimensionsOf(factory)) {
    if (mark_ != MarkName{MarkName::Kind::Dimension, dimension.id}) continue;
    for (Stroke& stroke : rulerBetween(view, placeOf(view, dimension.from), placeOf(view, dimension.to))) {
      if (stroke.shape == Stroke::Shape::Line) stroke.width_px = 3;
      stroke.is_held = true;
      sketch.push_back(std::move(stroke));
    }
  }
  for (const layout::Note& note : layout::notesOf(factory)) {
    if (mark_ != MarkName{MarkName::Kind::Note, note.id}) continue;
    sketch.push_back(labelAt(view, placeOf(view, note.at), QString::fromStdString(note.text)));
    sketch.back().is_held = true;
  }
  return sketch;
}

QString EditMarkTool::hint() const {
  return mark_.kind == MarkName::Kind::Dimension ? Viewport::tr("Delete removes this dimension · Esc lets go")
                                                 : Viewport::tr("Delete removes this note · Esc lets go");
}

}  // namespace mw::panels
