// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/label_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace mw::panels {
namespace {

constexpr double kLift = 6;  ///< between the anchor and the label
constexpr double kAir = 3;   ///< around every label
constexpr double kEdge = 4;  ///< between a label and the edge of the room

/// Where it would go from its place, the nearest first.
std::array<QPointF, 6> detoursOf(const QSizeF& size) {
  const double up = size.height() + kAir + 1;
  const double aside = std::round(0.5 * size.width());
  return {{{0, 0}, {0, -up}, {0, -2 * up}, {-aside, -up}, {aside, -up}, {0, -3 * up}}};
}

}  // namespace

QRectF pushedInto(const QRectF& room, QRectF box) {
  const QRectF inner = room.adjusted(kEdge, kEdge, -kEdge, -kEdge);
  box.moveLeft(std::clamp(box.left(), inner.left(), std::max(inner.left(), inner.right() - box.width())));
  box.moveTop(std::clamp(box.top(), inner.top(), std::max(inner.top(), inner.bottom() - box.height())));
  return box;
}

QRectF freePlaceOf(const LabelWish& wish) {
  return {std::round(wish.anchor.x() - wish.size.width() / 2), std::round(wish.anchor.y() - wish.size.height() - kLift),
          wish.size.width(), wish.size.height()};
}

std::vector<std::optional<QRectF>> placeLabels(std::span<const LabelWish> wishes, const QRectF& room,
                                               std::span<const QRectF> taken) {
  std::vector<std::size_t> order(wishes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wishes[a].urgency > wishes[b].urgency; });
  std::vector<QRectF> full(taken.begin(), taken.end());
  std::vector<std::optional<QRectF>> places(wishes.size());
  for (const std::size_t i : order) {
    const LabelWish& wish = wishes[i];
    if (!room.contains(wish.anchor)) continue;
    const auto detours = detoursOf(wish.size);
    for (const QPointF& detour : std::span(detours).first(wish.may_move ? detours.size() : 1)) {
      const QRectF box = pushedInto(room, freePlaceOf(wish).translated(detour));
      const QRectF wide = box.adjusted(-kAir, -kAir, kAir, kAir);
      if (std::any_of(full.begin(), full.end(), [&wide](const QRectF& other) { return other.intersects(wide); })) {
        continue;
      }
      places[i] = box;
      full.push_back(box);
      break;
    }
  }
  return places;
}

}  // namespace mw::panels
