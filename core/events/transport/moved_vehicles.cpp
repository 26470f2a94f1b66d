// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/events/elements/simulator.h"
#include "core/events/transport/transport.h"
#include "core/events/vehicle_mover.h"

namespace mw::events {

/// A vehicle that comes near a node goes on without a stop where the next track is free. Then it is on that one as far
/// as anybody asks, and its body leaves the one before when it passes the node: it holds two, but waits for none.
void Transport::approach(Index vehicle) {
  const VehicleRun& run = vehicles_[vehicle];
  if (run.arc == kNone || run.errand == Errand::Dropped) return;
  const FleetModel& fleet = fleetOf(vehicle);
  const Index next = fleet.arcTo(run.target, run.node);
  const bool turns_back = next != kNone && fleet.arcs[next].to == run.from;
  if (next == kNone || turns_back) return;
  const Index track = fleet.arcs[next].track;
  if (track != kNone && !traffic_.enterAhead(track)) return;
  tracks_behind_[vehicle].push_back(fleet.arcs[run.arc].track);
  go(vehicle);
}

/// Onto the arc it has just been put on.
void Transport::driveBody(Index vehicle) {
  const VehicleRun& run = vehicles_[vehicle];
  const FleetModel& fleet = fleetOf(vehicle);
  VehicleDrive way{fleet.road_nodes[run.from], fleet.road_nodes[run.node], fleet.stops[run.target] == run.node};
  if (way.is_last) way.robot = robotFor(vehicle);
  for (Index next = fleet.arcTo(run.target, run.node); next != kNone;) {
    const Index node = fleet.arcs[next].to;
    way.ahead.push_back(fleet.road_nodes[node]);
    next = fleet.arcTo(run.target, node);
  }
  mover_->drive(vehicle, way, SimTime::fromTicks(now()));
}

/// One that parks may stand anywhere about its node.
bool Transport::isBodyThere(Index vehicle) {
  if (mover_ == nullptr || vehicles_[vehicle].errand == Errand::Homing) return true;
  return mover_->isThere(vehicle, robotFor(vehicle));
}

void Transport::passNode(Index vehicle) {
  std::vector<Index>& behind = tracks_behind_[vehicle];
  if (behind.empty()) return;
  const Index track = behind.front();
  behind.erase(behind.begin());
  leaveTrack(track);
}

void Transport::bodyAtNode(Index vehicle) {
  if (std::exchange(vehicles_[vehicle].is_called, false)) {
    arrive(vehicle);
    simulator_.drain();
    return;
  }
  if (vehicles_[vehicle].arc == kNone) return;
  while (!tracks_behind_[vehicle].empty()) passNode(vehicle);
  endArc(vehicle);
  simulator_.drain();
}

void Transport::leaveEntry(Index vehicle) {
  EntryRun& entry = entries_[flows_[model_.rides[jobs_.at(vehicles_[vehicle].job).ride].flow].to];
  Index before = kNone;
  for (Index at = entry.head; at != vehicle; at = vehicles_[at].behind) before = at;
  (before == kNone ? entry.head : vehicles_[before].behind) = vehicles_[vehicle].behind;
  if (entry.tail == vehicle) entry.tail = before;
}

/// The part is spoilt and the room that was kept for it free. A vehicle on the road drives on to the next node and is
/// free there.
bool Transport::dropLoad(Index vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  if (run.errand == Errand::AtArm && run.job != kNone) return dropAtArm(vehicle);
  if (run.errand != Errand::ToDrop && run.errand != Errand::Unloading && run.errand != Errand::AtEntry) return false;
  if (run.errand == Errand::AtEntry) leaveEntry(vehicle);
  if (run.errand == Errand::Unloading) simulator_.calendar_.cancel(run.slot);
  if (run.waits != kNone) traffic_.forget(run.waits, vehicle);
  run.waits = kNone;
  run.is_called = false;
  const JobRun job = jobs_.at(run.job);
  jobs_.remove(run.job);
  run.job = kNone;
  const bool is_driving = run.arc != kNone;
  run.errand = is_driving ? Errand::Dropped : Errand::Unloaded;
  if (is_driving) setActivity(vehicle, Activity::Empty, true);
  simulator_.loseLoad(job);
  simulator_.drain();
  if (!is_driving) free(vehicle);
  return true;
}

}  // namespace mw::events
