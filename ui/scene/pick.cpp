// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/pick.h"

#include <algorithm>
#include <limits>

#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// Narrows [near, far] to where a coordinate of the ray is inside +-half.
bool clip(double origin, double direction, double half, double& near, double& far) {
  const double inverse = 1.0 / (direction == 0 ? 1e-300 : direction);
  const double a = (-half - origin) * inverse;
  const double b = (half - origin) * inverse;
  near = std::max(near, std::min(a, b));
  far = std::min(far, std::max(a, b));
  return near <= far;
}

/// The stretch of a ray, in metres from its origin, that lies below a height.
struct Stretch {
  double near = 0;
  double far = std::numeric_limits<double>::infinity();
};

Stretch below(double height_m, const Ray& ray) {
  const double above_m = ray.origin.z - height_m;
  if (ray.direction.z == 0) return above_m > 0 ? Stretch{0, -1} : Stretch{};
  const double crossing_m = -above_m / ray.direction.z;
  if (ray.direction.z < 0) return {std::max(0.0, crossing_m), std::numeric_limits<double>::infinity()};
  return {0, crossing_m};
}

double turnOf(DisplayPoint a, DisplayPoint b, DisplayPoint c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Whether an edge of the first convex polygon parts it from the second.
bool isApart(const std::vector<DisplayPoint>& polygon, const std::vector<DisplayPoint>& other) {
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const DisplayPoint& a = polygon[i];
    const DisplayPoint& b = polygon[(i + 1) % polygon.size()];
    const bool parts =
        std::all_of(other.begin(), other.end(), [&](const DisplayPoint& p) { return turnOf(a, b, p) < 0; });
    if (parts) return true;
  }
  return false;
}

}  // namespace

// Andrew (1979), "Another efficient algorithm for convex hulls in two dimensions".
std::vector<DisplayPoint> convexHull(std::vector<DisplayPoint> points) {
  if (points.size() < 3) return points;
  std::sort(points.begin(), points.end(),
            [](const DisplayPoint& a, const DisplayPoint& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<DisplayPoint> hull(2 * points.size());
  std::size_t count = 0;
  const auto add = [&](const DisplayPoint& p, std::size_t base) {
    while (count >= base + 2 && turnOf(hull[count - 2], hull[count - 1], p) <= 0) --count;
    hull[count++] = p;
  };
  for (const DisplayPoint& p : points) add(p, 0);
  const std::size_t lower = count - 1;
  for (std::size_t i = points.size() - 1; i-- > 0;) add(points[i], lower);
  hull.resize(count - 1);
  return hull;
}

void Picker::setElements(std::span<const SceneElement> elements) {
  boxes_.clear();
  ids_.clear();
  boxes_.reserve(elements.size());
  ids_.reserve(elements.size());
  for (const SceneElement& element : elements) {
    for (const SceneElement& piece : straightPiecesOf(element)) {
      const LocalBox box = localBoxOf(piece);
      boxes_.push_back({toWorld(piece, (box.low + box.high) * 0.5), (box.high - box.low) * 0.5, std::cos(piece.yaw_rad),
                        std::sin(piece.yaw_rad)});
      ids_.push_back(element.id);
    }
  }
}

std::optional<PickHit> Picker::pick(const Ray& ray) const {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  const Stretch seen = section_m_ ? below(*section_m_, ray) : Stretch{};
  double best = kNone;
  std::size_t winner = 0;
  const Vec3& d = ray.direction;
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const TurnedBox& box = boxes_[i];
    const Vec3 o = ray.origin - box.center;
    double near = seen.near;
    double far = std::min(best, seen.far);
    if (!clip(o.z, d.z, box.half.z, near, far)) continue;
    const double c = box.cos_yaw;
    const double s = box.sin_yaw;
    if (!clip(c * o.x + s * o.y, c * d.x + s * d.y, box.half.x, near, far)) continue;
    if (!clip(c * o.y - s * o.x, c * d.y - s * d.x, box.half.y, near, far)) continue;
    if (near < best) best = near, winner = i;
  }
  if (best == kNone) return std::nullopt;
  return PickHit{ids_[winner], best, ray.origin + ray.direction * best};
}

std::vector<DisplayPoint> Picker::outlineOf(const TurnedBox& box, const CameraPose& pose, const Viewport& view) {
  std::vector<DisplayPoint> corners;
  for (int i = 0; i < 8; ++i) {
    const double x = (i & 1) != 0 ? box.half.x : -box.half.x;
    const double y = (i & 2) != 0 ? box.half.y : -box.half.y;
    const double z = (i & 4) != 0 ? box.half.z : -box.half.z;
    const Vec3 corner{box.cos_yaw * x - box.sin_yaw * y, box.sin_yaw * x + box.cos_yaw * y, z};
    const auto seen = worldToDisplay(pose, view, box.center + corner);
    if (!seen) return {};
    corners.push_back(seen->at);
  }
  return convexHull(std::move(corners));
}

std::vector<std::string> Picker::pickInside(const CameraPose& pose, const Viewport& view, DisplayPoint a,
                                            DisplayPoint b, BoxRule rule) const {
  const auto [x0, x1] = std::minmax(a.x, b.x);
  const auto [y0, y1] = std::minmax(a.y, b.y);
  const std::vector<DisplayPoint> box = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
  const auto isTaken = [&](std::size_t i) {
    const std::vector<DisplayPoint> outline = outlineOf(boxes_[i], pose, view);
    if (outline.empty()) return false;
    if (rule == BoxRule::Touching) return !isApart(outline, box) && !isApart(box, outline);
    return std::all_of(outline.begin(), outline.end(),
                       [&](const DisplayPoint& p) { return p.x >= x0 && p.x <= x1 && p.y >= y0 && p.y <= y1; });
  };
  std::vector<std::string> taken;
  // The legs of a bent conveyor follow one another: all of them, or any.
  for (std::size_t i = 0; i < boxes_.size();) {
    std::size_t legs = 0;
    std::size_t hits = 0;
    const std::string& id = ids_[i];
    for (; i < boxes_.size() && ids_[i] == id; ++i, ++legs) hits += isTaken(i) ? 1 : 0;
    if (rule == BoxRule::Contained ? hits == legs : hits > 0) taken.push_back(id);
  }
  return taken;
}

}  // namespace mw::scene
