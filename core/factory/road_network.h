// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

inline constexpr std::size_t kNoIndex = std::numeric_limits<std::size_t>::max();

/// A crossing, a stop or the end of a road. Any number of vehicles may stand on it.
struct RoadNode {
  std::string id;
  double x_m = 0;
  double y_m = 0;
  double z_m = 0;
  std::string element;  ///< the element it serves; empty: none by name
};

/// A road between two nodes.
struct RoadEdge {
  std::size_t from = 0;
  std::size_t to = 0;
  double length_m = 0;
  bool is_two_way = true;
  std::optional<std::int64_t> capacity;  ///< vehicles at a time; none is unlimited
  double speed_mps = std::numeric_limits<double>::infinity();
  /// How far right of its middle vehicles drive; 0 on a one-way road, and on one where two can't pass.
  double lane_m = 0;
  double width_m = std::numeric_limits<double>::infinity();
};

/// What a fleet drives on: the network it names, or, where it names none, straight lines between the elements, whose
/// ids are then the ids of the nodes and whose indices are the factory's.
struct RoadNetwork {
  bool is_straight = true;
  std::vector<RoadNode> nodes;
  std::vector<RoadEdge> edges;
  double straight_lane_m = 0;  ///< as lane_m, where is_straight

  /// kNoIndex where there is no such node.
  [[nodiscard]] std::size_t findNode(std::string_view id) const;
  /// Where vehicles stop for an element: the node that names it, else the node with its id, else the nearest one (the
  /// first listed of equals). kNoIndex only without any node.
  [[nodiscard]] std::size_t stopOf(const Element& element) const;
  /// Nodes that can be driven to from a node, itself included.
  [[nodiscard]] std::vector<bool> reachableFrom(std::size_t node) const;
};

[[nodiscard]] double distance_m(const RoadNode& a, const RoadNode& b);

/// What the widest vehicles of all fleets on the same roads need, with what they carry.
struct LaneNeed {
  double width_m = 0;
  double clearance_m = 0;
  /// For two to pass each other.
  [[nodiscard]] double passing_m() const { return 2 * width_m + clearance_m; }
};
[[nodiscard]] LaneNeed laneNeedOf(const Factory& factory, std::size_t fleet);

/// The network of a fleet (index in `vehicles`). Edges with an unknown end are left out: checkTransport() reports them.
[[nodiscard]] RoadNetwork roadNetworkOf(const Factory& factory, std::size_t fleet);

[[nodiscard]] bool isByVehicle(const Flow& flow);
/// The fleet that serves a flow by vehicle: the one it names, else the only one; kNoIndex where that says nothing.
[[nodiscard]] std::size_t fleetOf(const Factory& factory, const Flow& flow);

}  // namespace mw::factory
