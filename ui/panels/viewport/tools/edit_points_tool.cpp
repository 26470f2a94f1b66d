// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/edit_points_tool.h"

#include <QLineF>
#include <algorithm>

#include "core/layout/paths.h"
#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

using layout::Point;

constexpr double kReach_px = 9;

const Json& networksOf(const Viewport& view) {
  static const Json kNone = Json::array();
  const Json& root = view.document().factory().json();
  return root.contains("networks") ? root["networks"] : kNone;
}

const Json& listIn(const Json& network, const char* key) {
  static const Json kNone = Json::array();
  return network.contains(key) ? network[key] : kNone;
}

/// The network that the i-th item of one of the lists is in, all networks counted through, and its index there.
std::pair<std::size_t, std::size_t> placeOf(const Viewport& view, const char* key, std::size_t i) {
  const Json& networks = networksOf(view);
  std::size_t network = 0;
  while (network + 1 < networks.size() && i >= listIn(networks[network], key).size()) {
    i -= listIn(networks[network++], key).size();
  }
  return {network, i};
}

layout::RoadNodeName nodeName(const Viewport& view, std::size_t index) {
  const auto [network, i] = placeOf(view, "nodes", index);
  return {network, networksOf(view).at(network)["nodes"].at(i)["id"].get<std::string>()};
}

}  // namespace

std::optional<EditPointsTool::Handle> EditPointsTool::handleAt(const Viewport& view, QPointF at) const {
  const auto isNear = [&](Point point) {
    const auto seen = view.toWidget(onFloor(point));
    return seen && QLineF(*seen, at).length() < kReach_px;
  };
  const std::vector<Point> all = points(view);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (isNear(all[i])) return Handle{i, false};
  }
  const Legs lines = legs(view);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (isNear((all[lines[i].first] + all[lines[i].second]) * 0.5)) return Handle{i, true};
  }
  return std::nullopt;
}

void EditPointsTool::press(Viewport& view, const PointerEvent& event) {
  if (event.button != Qt::LeftButton) return;
  held_ = handleAt(view, event.at);
  goal_.reset();
  if (!held_) finish();  // a click elsewhere is done with it
}

void EditPointsTool::move(Viewport& view, const PointerEvent& event) {
  under_ = handleAt(view, event.at);
  if (!held_) return;
  const auto floor = view.floorAt(event.at);
  if (!floor) return;
  const scene::Vec3 place = view.snap().snapped(*floor, event.modifiers);
  goal_ = Point{place.x, place.y};
  view.overlay().setHint(Viewport::tr("x %1 m   y %2 m").arg(place.x, 0, 'f', 2).arg(place.y, 0, 'f', 2), event.at);
}

void EditPointsTool::release(Viewport& view, const PointerEvent&) {
  view.overlay().setHint({}, {});
  if (held_ && goal_) {
    attempt(view.status(),
            [&] { held_->is_leg ? insertPoint(view, held_->index, *goal_) : movePoint(view, held_->index, *goal_); });
  }
  held_.reset();
  goal_.reset();
}

bool EditPointsTool::key(Viewport& view, const QKeyEvent& event) {
  if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
    finish();
    return true;
  }
  if (event.key() != Qt::Key_Delete && event.key() != Qt::Key_Backspace) return false;
  if (under_ && !under_->is_leg) {
    attempt(view.status(), [&] { removePoint(view, under_->index); });
    under_.reset();
  }
  return true;
}

void EditPointsTool::cancel(Viewport& view) {
  view.overlay().setHint({}, {});
}

Sketch EditPointsTool::sketch(const Viewport& view) const {
  std::vector<Point> all = points(view);
  const Legs lines = legs(view);
  std::optional<Point> inserted;
  if (held_ && goal_) {
    if (held_->is_leg) {
      inserted = goal_;
    } else if (held_->index < all.size()) {
      all[held_->index] = *goal_;
    }
  }
  Sketch sketch;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<scene::Vec3> line = {onFloor(all[lines[i].first]), onFloor(all[lines[i].second])};
    const bool is_split = inserted && held_->index == i;
    if (is_split) line.insert(line.begin() + 1, onFloor(*inserted));
    sketch.push_back(lineThrough(view, line, Token::Accent, 2));
    Stroke middle = dotAt(view, is_split ? onFloor(*inserted) : (line.front() + line.back()) * 0.5, Token::Panel, 4);
    sketch.push_back(std::move(middle));
  }
  for (const Point& point : all) sketch.push_back(dotAt(view, onFloor(point), Token::Accent, 5.5));
  return sketch;
}

QString EditPointsTool::hint() const {
  return Viewport::tr("Drag points · drag a middle to add one · Delete takes one away · Enter or Esc ends");
}

std::vector<Point> EditPathTool::points(const Viewport& view) const {
  const factory::Element* element = view.document().factory().findElement(conveyor_);
  return element == nullptr ? std::vector<Point>() : layout::pathOf(*element);
}

EditPointsTool::Legs EditPathTool::legs(const Viewport& view) const {
  Legs lines;
  for (std::size_t i = 1; i < points(view).size(); ++i) lines.emplace_back(i - 1, i);
  return lines;
}

void EditPathTool::movePoint(Viewport& view, std::size_t index, Point at) {
  std::vector<Point> path = points(view);
  path.at(index) = at;
  commands::setPath(view.document(), conveyor_, path);
}

void EditPathTool::insertPoint(Viewport& view, std::size_t leg, Point at) {
  std::vector<Point> path = points(view);
  path.insert(path.begin() + static_cast<std::ptrdiff_t>(leg) + 1, at);
  commands::setPath(view.document(), conveyor_, path);
}

void EditPathTool::removePoint(Viewport& view, std::size_t index) {
  std::vector<Point> path = points(view);
  path.erase(path.begin() + static_cast<std::ptrdiff_t>(index));
  commands::setPath(view.document(), conveyor_, path);
}

std::vector<Point> EditRoadsTool::points(const Viewport& view) const {
  std::vector<Point> nodes;
  for (const Json& network : networksOf(view)) {
    for (const Json& node : listIn(network, "nodes")) {
      nodes.push_back({node["x_m"].get<double>(), node["y_m"].get<double>()});
    }
  }
  return nodes;
}

EditPointsTool::Legs EditRoadsTool::legs(const Viewport& view) const {
  Legs lines;
  std::size_t first = 0;
  for (const Json& network : networksOf(view)) {
    const Json& nodes = listIn(network, "nodes");
    const auto indexOf = [&nodes](const Json& id) {
      const auto found = std::find_if(nodes.begin(), nodes.end(), [&id](const Json& node) { return node["id"] == id; });
      return static_cast<std::size_t>(found - nodes.begin());
    };
    for (const Json& edge : listIn(network, "edges")) {
      const std::pair ends(first + indexOf(edge["from"]), first + indexOf(edge["to"]));
      const std::size_t end = first + nodes.size();
      // An edge to nowhere keeps its place in the list, as a point.
      lines.push_back(ends.first < end && ends.second < end ? ends : std::pair(first, first));
    }
    first += nodes.size();
  }
  return lines;
}

void EditRoadsTool::movePoint(Viewport& view, std::size_t index, Point at) {
  commands::moveRoadNode(view.document(), nodeName(view, index), at);
}

void EditRoadsTool::insertPoint(Viewport& view, std::size_t leg, Point at) {
  const auto [network, edge] = placeOf(view, "edges", leg);
  commands::splitRoad(view.document(), {network, edge}, at);
}

void EditRoadsTool::removePoint(Viewport& view, std::size_t index) {
  commands::removeRoadNode(view.document(), nodeName(view, index));
}

}  // namespace mw::panels
