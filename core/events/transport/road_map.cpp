// SPDX-License-Identifier: Apache-2.0
#include "core/events/transport/road_map.h"

#include <functional>
#include <queue>

namespace mw::events {

WaysToStop waysTo(Index stop_node, Index nodes, const std::vector<MapArc>& arcs) {
  std::vector<std::vector<Index>> into(nodes);
  for (Index i = 0; i < arcs.size(); ++i) into[arcs[i].arc.to].push_back(i);
  WaysToStop ways{std::vector<Index>(nodes, kNone), std::vector<Ticks>(nodes, kNeverTicks)};
  using Entry = std::pair<Ticks, Index>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  ways.way[stop_node] = 0;
  open.emplace(0, stop_node);
  while (!open.empty()) {
    const auto [way, node] = open.top();
    open.pop();
    if (way > ways.way[node]) continue;
    for (const Index i : into[node]) {
      const Ticks longer = way + arcs[i].arc.time;
      if (longer >= ways.way[arcs[i].from]) continue;
      ways.way[arcs[i].from] = longer;
      open.emplace(longer, arcs[i].from);
    }
  }
  for (Index i = 0; i < arcs.size(); ++i) {
    const Index from = arcs[i].from;
    const Ticks rest = ways.way[arcs[i].arc.to];
    if (from == stop_node || ways.next_arc[from] != kNone || rest == kNeverTicks) continue;
    if (rest + arcs[i].arc.time == ways.way[from]) ways.next_arc[from] = i;
  }
  return ways;
}

}  // namespace mw::events
