// SPDX-License-Identifier: Apache-2.0
#include "core/events/transport/job_book.h"

namespace mw::events {

Index JobBook::choose(const FleetModel& fleet, Index node, Index last_ride) const {
  Index best = kNone;
  Ticks nearest = kNeverTicks;
  for (Index step = 0; step < fleet.rides.size(); ++step) {
    const bool takes_turns = fleet.dispatch == Dispatch::RoundRobin && last_ride != kNone;
    const Index first = takes_turns ? last_ride + 1 - fleet.rides.begin : 0;
    const Index ride = fleet.rides.begin + (first + step) % fleet.rides.size();
    const Index job = rides_[ride].head;
    if (job == kNone) continue;
    if (fleet.dispatch == Dispatch::RoundRobin) return job;
    if (fleet.dispatch == Dispatch::LongestWait) {
      if (best == kNone || at(job).number < at(best).number) best = job;
      continue;
    }
    const Ticks way = fleet.wayTo(model_.rides[ride].pickup, node);
    if (best != kNone && way >= nearest) continue;
    best = job;
    nearest = way;
  }
  return best;
}

}  // namespace mw::events
