// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// A side of an element as seen from its front, -y: parts come in on the left, -x, and leave on the right.
enum class EnclosureSide { Front, Back, Left, Right, Top };

/// A door in a side of an enclosure.
struct EnclosureDoor {
  std::string id;
  EnclosureSide side = EnclosureSide::Front;
  double at_m = 0;      ///< its middle, along x or y, from the middle of the side
  double width_m = 0;   ///< along x; on the left and on the right along y
  double height_m = 0;  ///< of one in the top along y
  double sill_m = 0;    ///< lower edge of the opening above the element's foot
  double opens_s = 0;   ///< to open, and to close
  bool lifts = false;   ///< goes up, else aside
  bool operator==(const EnclosureDoor&) const = default;
};

/// Walls and a roof around what a station does, with doors; as large as its size_m.
struct Enclosure {
  std::array<double, 3> size_m{};
  double wall_m = 0;
  std::vector<EnclosureDoor> doors;
  bool operator==(const Enclosure&) const = default;
};

/// @param element  checked against its declaration
/// @returns none where it is open all around
[[nodiscard]] std::optional<Enclosure> enclosureOf(const Element& element);

/// How long it takes until all its doors are open, or closed: they move together. 0 without an enclosure.
[[nodiscard]] double doorTime_s(const Element& element);

/// An upright box in the element's own frame, whose origin is on the floor in the middle of its footprint.
struct Panel {
  std::array<double, 3> center_m{};
  std::array<double, 3> size_m{};
};
/// What stands fixed, the base first: that up to the transport height, walls around the openings, and the roof.
[[nodiscard]] std::vector<Panel> wallPanels(const Enclosure& enclosure);
/// A closed door: a leaf that runs before its wall and overlaps the opening on all sides.
[[nodiscard]] Panel doorPanel(const Enclosure& enclosure, const EnclosureDoor& door);
/// How the leaf moves from closed to open.
[[nodiscard]] std::array<double, 3> doorTravel_m(const EnclosureDoor& door);
/// The opening through wall and leaf, with what nobody may reach into while the door closes.
[[nodiscard]] Panel doorway(const Enclosure& enclosure, const EnclosureDoor& door);
/// How far the doorways of the sides reach beyond the outer face of their wall.
struct DoorwayDepth {
  double outside_m = 0;
  double inside_m = 0;  ///< the wall itself included
};
[[nodiscard]] DoorwayDepth doorwayDepth(const Enclosure& enclosure);
/// Out of the element, square to a side.
[[nodiscard]] std::array<double, 3> outwardOf(EnclosureSide side);

/// The door through which a point outside gets to the middle of the element: the side door that faces it most squarely,
/// else one in the top.
/// @param point_m  in the element's own frame
/// @returns index of the door; none where no door faces it
[[nodiscard]] std::optional<std::size_t> doorFacing(const Enclosure& enclosure, const std::array<double, 2>& point_m);

/// A point of the hall in the element's own frame.
[[nodiscard]] std::array<double, 2> inFrameOf(const Pose& pose, double x_m, double y_m);

/// Doors that don't fit into their walls, that no part gets through, or through which nothing comes; and who comes
/// where there is no door (belt_passage.h).
[[nodiscard]] Findings checkEnclosures(const Factory& factory);

}  // namespace mw::factory
