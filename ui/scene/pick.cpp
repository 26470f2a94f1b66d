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

}  // namespace

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
  double best = std::numeric_limits<double>::infinity();
  std::size_t winner = 0;
  const Vec3& d = ray.direction;
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const TurnedBox& box = boxes_[i];
    const Vec3 o = ray.origin - box.center;
    double near = 0;
    double far = best;
    if (!clip(o.z, d.z, box.half.z, near, far)) continue;
    const double c = box.cos_yaw;
    const double s = box.sin_yaw;
    if (!clip(c * o.x + s * o.y, c * d.x + s * d.y, box.half.x, near, far)) continue;
    if (!clip(c * o.y - s * o.x, c * d.y - s * d.x, box.half.y, near, far)) continue;
    if (near < best) best = near, winner = i;
  }
  if (best == std::numeric_limits<double>::infinity()) return std::nullopt;
  return PickHit{ids_[winner], best, ray.origin + ray.direction * best};
}

std::vector<std::string> Picker::pickInside(const CameraPose& pose, const Viewport& view, DisplayPoint a,
                                            DisplayPoint b) const {
  const auto [x0, x1] = std::minmax(a.x, b.x);
  const auto [y0, y1] = std::minmax(a.y, b.y);
  std::vector<std::string> inside;
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const std::optional<Projection> p = worldToDisplay(pose, view, boxes_[i].center);
    if (!inside.empty() && inside.back() == ids_[i]) continue;
    if (p && p->at.x >= x0 && p->at.x <= x1 && p->at.y >= y0 && p->at.y <= y1) inside.push_back(ids_[i]);
  }
  return inside;
}

}  // namespace mw::scene
