// SPDX-License-Identifier: GPL-3.0-or-later
// What of the hall is where on screen.
#include <algorithm>
#include <cmath>

#include "ui/models/selection.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/scene/footprint.h"

namespace mw::panels {

std::optional<scene::Vec3> Viewport::gizmoOrigin() const {
  if (selection_.ids().empty()) return std::nullopt;
  const std::vector<scene::Vec3> corners = hall_.corners(selection_.ids());
  if (corners.empty()) return std::nullopt;
  scene::Vec3 low = corners.front();
  scene::Vec3 high = low;
  for (const scene::Vec3& p : corners) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
  return (low + high) * 0.5;
}

std::string Viewport::elementAt(QPointF at) const {
  const auto hit = hall_.picker().pick(scene::rayThrough(camera_, viewSize(), {at.x(), at.y()}));
  return hit ? hit->id : std::string();
}

std::optional<scene::Vec3> Viewport::floorAt(QPointF at) const {
  return scene::displayToFloor(camera_, viewSize(), {at.x(), at.y()});
}

scene::Vec3 Viewport::grabPoint(QPointF at) const {
  const scene::Ray ray = scene::rayThrough(camera_, viewSize(), {at.x(), at.y()});
  if (const auto hit = hall_.picker().pick(ray)) return hit->point_m;
  const auto floor = floorAt(at);
  const double farthest_m = 4 * camera_.distance_m;
  if (floor && norm(*floor - scene::eyeOf(camera_)) < farthest_m) return *floor;
  return scene::eyeOf(camera_) + ray.direction * camera_.distance_m;
}

std::optional<QPointF> Viewport::toWidget(const scene::Vec3& point_m) const {
  const auto seen = scene::worldToDisplay(camera_, viewSize(), point_m);
  return seen ? std::optional(QPointF(seen->at.x, seen->at.y)) : std::nullopt;
}

std::optional<QPoint> Viewport::worldToWidget(double x_m, double y_m, double z_m) const {
  const auto at = toWidget({x_m, y_m, z_m});
  return at ? std::optional(at->toPoint()) : std::nullopt;
}

std::optional<QPoint> Viewport::elementToWidget(const std::string& id) const {
  const scene::SceneElement* element = shownElement(id);
  if (element == nullptr) return std::nullopt;
  const scene::LocalBox box = scene::localBoxOf(*element);
  const scene::Vec3 middle = scene::toWorld(*element, (box.low + box.high) * 0.5);
  return worldToWidget(middle.x, middle.y, middle.z);
}

}  // namespace mw::panels
