// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/factory/transport_height.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

using factory::kTransportHeight_m;

/// Length, width and height of a type where the factory says nothing, metres: as the element type declares.
[[nodiscard]] Vec3 defaultSizeOf(BodyType type);

/// Length, width and height in which a look shows best: what a new element of it gets, metres.
[[nodiscard]] Vec3 usualSizeOf(BodyType type, BodyVariant variant);

/// Length, width and height that an element is drawn with: its own size, else its belt length, else the type's.
[[nodiscard]] Vec3 sizeOf(const SceneElement& element);

/// The size at which the body is built before it is scaled to sizeOf(): never so small that its details would turn
/// over. Heights of tables and belts scale with it.
[[nodiscard]] Vec3 drawnSizeOf(const SceneElement& element);
/// sizeOf() over drawnSizeOf(), axis by axis.
[[nodiscard]] Vec3 bodyScaleOf(const SceneElement& element);
/// Height of the surface on which parts travel through this element.
[[nodiscard]] double transportHeightOf(const SceneElement& element);

/// Local to world.
[[nodiscard]] Vec3 toWorld(const SceneElement& element, const Vec3& local_m);

/// The smallest box in the element's own frame around its body: from `low` to `high`, turned and moved by its pose.
struct LocalBox {
  Vec3 low;
  Vec3 high;
};
[[nodiscard]] LocalBox localBoxOf(const SceneElement& element);

/// A place where parts enter or leave, with the horizontal direction in which they travel there (unit length, world).
struct Port {
  Vec3 position_m;
  Vec3 direction;
};
struct Ports {
  Port in;
  Port out;
};

/// Where parts enter and leave, in world coordinates at transport height.
///
/// Machines, tables and docks: the middle of the -x and of the +x side. Conveyors: first and last point of the path.
/// Robots take and give at the base.
[[nodiscard]] Ports portsOf(const SceneElement& element);

/// Where a flow leaves `from` and arrives at `to`: as portsOf(), but a turntable has ports all around, a lift at both
/// ends, a pusher at its sides too; the flow takes the one that faces the other element.
[[nodiscard]] Ports portsBetween(const SceneElement& from, const SceneElement& to);

/// The points a conveyor runs along, local frame, on the floor; never fewer than two.
[[nodiscard]] std::vector<Vec3> centerLineOf(const SceneElement& element);

/// The element in straight pieces: one conveyor per leg of a bent path, for everything else the element itself. All
/// have the element's id.
[[nodiscard]] std::vector<SceneElement> straightPiecesOf(const SceneElement& element);

}  // namespace mw::scene
