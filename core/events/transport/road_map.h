// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/events/transport/transport_model.h"

namespace mw::events {

/// An arc while the map is made: where it begins.
struct MapArc {
  Index from = 0;
  ArcModel arc;
};

/// The quickest ways from every node to one stop.
struct WaysToStop {
  std::vector<Index> next_arc;  ///< per node; kNone at the stop and where there is no way
  std::vector<Ticks> way;       ///< per node; kNeverTicks where there is none
};

/// Dijkstra's algorithm backwards from the stop, in whole ticks; of equally quick ways the arc that is listed first.
/// @note O(arcs log nodes)
[[nodiscard]] WaysToStop waysTo(Index stop_node, Index nodes, const std::vector<MapArc>& arcs);

}  // namespace mw::events
