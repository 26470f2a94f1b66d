// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/layout/body.h"

namespace mw::layout {

/// The points an element's belt passes, hall coordinates; its two ends where it is straight.
[[nodiscard]] std::vector<Point> pathOf(const factory::Element& element);
/// A conveyor's JSON along these points: it stands in the middle of them, unturned. Keeps what else it says.
/// @throws InputError for fewer than two points, or legs shorter than 0.1 m
[[nodiscard]] Json conveyorAlong(Json conveyor, std::span<const Point> points);
/// Length along the points, metres.
[[nodiscard]] double lengthOf_m(std::span<const Point> points);

/// Ends this near an existing node of a road are that node.
inline constexpr double kSameNode_m = 0.3;

/// A node of a network of roads: which network (its index), and the node's id in it.
struct RoadNodeName {
  std::size_t network = 0;
  std::string node;
};
/// A road between two nodes: which network, and its index among the edges there.
struct RoadEdgeName {
  std::size_t network = 0;
  std::size_t edge = 0;
};

/// Adds a road through these points to the first network that has a node at one of them, else to the first, or to a new
/// one; ends and corners on existing nodes join them. @throws InputError for fewer than two points
[[nodiscard]] factory::Factory withRoad(const factory::Factory& factory, std::span<const Point> points);
/// @throws InputError for a network or a node that is not there
[[nodiscard]] factory::Factory withRoadNodeAt(const factory::Factory& factory, const RoadNodeName& name, Point at);
/// Takes a node away; a road that went through it goes straight on.
/// @throws InputError for a network or a node that is not there
[[nodiscard]] factory::Factory withoutRoadNode(const factory::Factory& factory, const RoadNodeName& name);
/// Splits a road by a new node. @throws InputError for a network or an edge that is not there
[[nodiscard]] factory::Factory withRoadNodeOn(const factory::Factory& factory, const RoadEdgeName& name, Point at);

}  // namespace mw::layout
