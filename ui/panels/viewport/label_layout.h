// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <optional>
#include <span>
#include <vector>

namespace mw::panels {

/// A label that wants a place over its anchor.
struct LabelWish {
  QSizeF size;
  QPointF anchor;         ///< the label's lower middle comes a little above it
  double urgency = 0;     ///< the higher is placed first
  bool may_move = false;  ///< rather beside its place than not at all
};

/// Where labels go: none over another, over what is taken (legend, cube, buttons), or over the edge of the room. One
/// that finds its place taken moves up or aside where it may, or stays away.
/// @returns a box for each wish, in their order; none for those that stay away or whose anchor is out of sight
/// @note O(n * (n + taken)) for n wishes
[[nodiscard]] std::vector<std::optional<QRectF>> placeLabels(std::span<const LabelWish> wishes, const QRectF& room,
                                                             std::span<const QRectF> taken);

/// The same box moved so far that it lies in a room, a little from its edges.
[[nodiscard]] QRectF pushedInto(const QRectF& room, QRectF box);

/// The place a label has where nothing is in its way.
[[nodiscard]] QRectF freePlaceOf(const LabelWish& wish);

}  // namespace mw::panels
