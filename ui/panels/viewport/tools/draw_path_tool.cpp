// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/draw_path_tool.h"

#include <QLocale>
#include <cmath>
#include <numbers>

#include "core/layout/paths.h"
#include "core/layout/port_snap.h"
#include "ui/commands/edits.h"
#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/attempt.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

using layout::Point;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kRightAngle_rad = 90 * kDegree;

double directionOf(Point from, Point to) {
  return std::atan2(to.y_m - from.y_m, to.x_m - from.x_m);
}

}  // namespace

std::optional<PathEnd> pathEndNear(const Viewport& view, Point at, bool is_start) {
  std::optional<PathEnd> best;
  double nearest_m = layout::kPortReach_m;
  for (const layout::Body& body : view.hall().restingBodies()) {
    for (const layout::Port& end : is_start ? layout::outletsOf(body) : layout::inletsOf(body)) {
      if (layout::distance_m(end.at, at) >= nearest_m) continue;
      nearest_m = layout::distance_m(end.at, at);
      best = PathEnd{body.id, end.at};
    }
  }
  return best;
}

std::optional<Point> DrawPathTool::pointAt(const Viewport& view, const PointerEvent& event) const {
  const auto floor = view.floorAt(event.at);
  if (!floor) return std::nullopt;
  const Point raw{floor->x, floor->y};
  if (purpose_ == PathPurpose::Conveyor) {
    if (const auto end = pathEndNear(view, raw, points_.empty())) return end->at;
  }
  const scene::Vec3 snapped = view.snap().snapped(*floor, event.modifiers);
  Point point{snapped.x, snapped.y};
  // Shift keeps legs along the hall or across it.
  if (!points_.empty() && event.modifiers.testFlag(Qt::ShiftModifier)) {
    const Point last = points_.back();
    const bool is_along = std::abs(point.x_m - last.x_m) > std::abs(point.y_m - last.y_m);
    (is_along ? point.y_m : point.x_m) = is_along ? last.y_m : last.x_m;
  }
  return point;
}

std::optional<Point> DrawPathTool::typedPoint() const {
  if (points_.empty()) return std::nullopt;
  const QString length = typed_.section(QLatin1Char('<'), 0, 0);
  bool has_length = false;
  const double length_m = QLocale::c().toDouble(length, &has_length);
  if (!has_length || length_m <= 0) return std::nullopt;
  double angle_rad = next_ ? directionOf(points_.back(), *next_) : 0;
  if (typed_.contains(QLatin1Char('<'))) {
    bool has_angle = false;
    angle_rad = QLocale::c().toDouble(typed_.section(QLatin1Char('<'), 1), &has_angle) * kDegree;
    if (!has_angle) return std::nullopt;
  } else {
    // A hand does not hold a direction exactly; along the hall it means exactly that.
    const double nearest_rad = std::round(angle_rad / kRightAngle_rad) * kRightAngle_rad;
    if (std::abs(angle_rad - nearest_rad) < 5 * kDegree) angle_rad = nearest_rad;
  }
  return points_.back() + Point{length_m * std::cos(angle_rad), length_m * std::sin(angle_rad)};
}

void DrawPathTool::addPoint(Viewport& view, Point point) {
  if (!points_.empty() && layout::distance_m(points_.back(), point) < 1e-6) return;
  points_.push_back(point);
  typed_.clear();
  if (purpose_ != PathPurpose::Conveyor) return;
  const auto end = pathEndNear(view, point, points_.size() == 1);
  const bool is_on_it = end && layout::distance_m(end->at, point) < 1e-6;
  (points_.size() == 1 ? from_ : to_) = is_on_it ? end->element : std::string();
}

void DrawPathTool::press(Viewport& view, const PointerEvent& event) {
  if (event.button != Qt::LeftButton) return;
  if (const auto typed = typedPoint()) {
    addPoint(view, *typed);
  } else if (const auto point = pointAt(view, event)) {
    addPoint(view, *point);
  }
  showHint(view, event.at);
}

void DrawPathTool::move(Viewport& view, const PointerEvent& event) {
  next_ = pointAt(view, event);
  pointer_ = event.at;
  showHint(view, event.at);
}

void DrawPathTool::doubleClick(Viewport& view, const PointerEvent&) {
  complete(view);
}

bool DrawPathTool::key(Viewport& view, const QKeyEvent& event) {
  if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
    if (const auto typed = typedPoint()) {
      addPoint(view, *typed);
    } else {
      complete(view);
      if (isDone()) return true;
    }
  } else if (event.key() == Qt::Key_Backspace) {
    if (!typed_.isEmpty()) {
      typed_.chop(1);
    } else if (!points_.empty()) {
      points_.pop_back();
    }
  } else if (!event.text().isEmpty() && QStringLiteral("0123456789.,-<").contains(event.text())) {
    typed_ += event.text() == QLatin1String(",") ? QStringLiteral(".") : event.text();
  } else {
    return false;
  }
  showHint(view, pointer_);
  return true;
}

void DrawPathTool::complete(Viewport& view) {
  if (points_.size() < 2) {
    view.status().say(Viewport::tr("A path needs two points: click once more, or Esc"), StatusBoard::Tone::Warning);
    return;
  }
  attempt(view.status(), [&] {
    if (purpose_ == PathPurpose::Road) {
      commands::addRoad(view.document(), points_);
    } else {
      addConveyor(view);
    }
    view.overlay().setHint({}, {});
    finish();
  });
}

void DrawPathTool::addConveyor(Viewport& view) {
  models::Document& document = view.document();
  Json conveyor = layout::conveyorAlong(newElement(document.factory(), "conveyor", 0, 0), points_);
  std::optional<commands::NewFlow> flow;
  if (!from_.empty()) {
    flow = commands::NewFlow{from_, ""};
  } else if (!to_.empty()) {
    flow = commands::NewFlow{"", to_};
  }
  const bool connects_both = !from_.empty() && !to_.empty();
  if (connects_both) document.undoStack().beginMacro(Viewport::tr("Add conveyor"));
  try {
    const std::string id = commands::addConnected(document, std::move(conveyor), flow);
    if (connects_both) commands::connectElements(document, id, to_);
    view.selection().select(id);
  } catch (const Error&) {
    if (connects_both) document.undoStack().endMacro();
    throw;
  }
  if (connects_both) document.undoStack().endMacro();
}

void DrawPathTool::showHint(Viewport& view, QPointF at) const {
  if (!typed_.isEmpty()) return view.overlay().setHint(Viewport::tr("%1 m").arg(typed_), at);
  if (!next_) return view.overlay().setHint({}, {});
  if (points_.empty()) {
    return view.overlay().setHint(Viewport::tr("x %1 m   y %2 m").arg(next_->x_m, 0, 'f', 2).arg(next_->y_m, 0, 'f', 2),
                                  at);
  }
  view.overlay().setHint(Viewport::tr("%1 m   %2°")
                             .arg(layout::distance_m(points_.back(), *next_), 0, 'f', 2)
                             .arg(directionOf(points_.back(), *next_) / kDegree, 0, 'f', 1),
                         at);
}

void DrawPathTool::cancel(Viewport& view) {
  view.overlay().setHint({}, {});
}

Sketch DrawPathTool::sketch(const Viewport& view) const {
  std::vector<scene::Vec3> line;
  for (const Point& point : points_) line.push_back(onFloor(point));
  const auto typed = typedPoint();
  if (typed || next_) line.push_back(onFloor(typed ? *typed : *next_));
  Sketch sketch = {lineThrough(view, line, Token::Accent, 3)};
  for (const Point& point : points_) sketch.push_back(dotAt(view, onFloor(point), Token::Accent, 4.5));
  return sketch;
}

QString DrawPathTool::hint() const {
  return Viewport::tr("Click points · 5 or 5<90 + Enter exact · Shift straight · Enter ends · Backspace back · Esc");
}

}  // namespace mw::panels
