// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/motion/belt_line.h"
#include "core/motion/friction.h"

// How parts come onto a belt, go from one to the next, and leave.

namespace mw::motion {
namespace {

constexpr double kMoveUp_s = 3;  // so long nobody asks why a part stands behind one that was taken

}  // namespace

/// Whether the longest part that there is has room behind those on the belt. Where one other belt leads onto it, that
/// is room behind the place where a part would wait on that one.
bool BeltLine::isEntryClear(std::size_t lane) const {
  const ConveyorGeometry& geometry = built_.lanes[lane].geometry;
  const std::optional<std::size_t> junction = built_.lanes[lane].start_junction;
  if (isTaken(junction)) return false;
  if (junction && built_.crossroads[*junction].isByWays()) return isAnyWayClear(lane, *junction);
  const Leg* leg = &geometry.legs.front();
  double entry_m = 0;  // along that leg
  if (junction && !built_.crossroads[*junction].junction.is_shared) {
    leg = &built_.lanes[built_.crossroads[*junction].junction.ins.front()].geometry.legs.back();
    entry_m = leg->length_m - geometry.start.hold_m;
  }
  return std::none_of(riders_.begin(), riders_.end(), [&](const Rider& rider) {
    if (rider.lane != lane || rider.is_fallen) return false;
    const double both_halves_m = longest_half_m_ + halfLength_m(rider) + kEntryGap_m;
    const auto [along_m, across_m] = leg->alongAndAcross_m(rider.state.position_m);
    return std::hypot(along_m - entry_m, across_m) < std::max(geometry.pitch_m, both_halves_m);
  });
}

bool BeltLine::takeClearEntry(std::uint32_t conveyor) {
  const std::size_t lane = laneOf(conveyor);
  if (!built_.lanes[lane].is_entry_taken || !isEntryClear(lane)) return false;
  built_.lanes[lane].is_entry_taken = false;
  return true;
}

void BeltLine::put(std::uint32_t conveyor, const BeltPart& part, double at_s, const std::optional<BodyState>& state) {
  const std::size_t lane = laneOf(conveyor);
  built_.lanes[lane].is_entry_taken = true;
  ++states_[lane].n_parts;
  const auto leaving = std::find_if(riders_.begin(), riders_.end(), [&](const Rider& rider) {
    return rider.is_leaving && rider.part.number == part.number && built_.areJoined(rider.lane, lane);
  });
  leaving == riders_.end() ? putDown(lane, part, at_s, state) : rideOver(*leaving, lane, at_s);
}

void BeltLine::putDown(std::size_t lane, const BeltPart& part, double at_s, const std::optional<BodyState>& state) {
  const ConveyorGeometry& geometry = built_.lanes[lane].geometry;
  const factory::Part& type = part_types_[part.type];
  const Leg& first = geometry.legs.front();
  const double speed_mps = states_[lane].is_running ? geometry.speed_mps : 0;
  const double late_s = std::max(0.0, observed_s_ - at_s);
  Box box;
  box.size_m = type.size_m;
  box.position_m = first.at(speed_mps * late_s, 0, type.size_m[2] / 2);
  box.yaw_rad = first.yaw_rad;
  box.pitch_rad = -first.slope_rad;
  box.friction = kPartFriction;
  box.lane = static_cast<int>(lane);
  Vector3 velocity = first.direction();
  for (double& component : velocity) component *= speed_mps;

  Rider rider;
  rider.part = part;
  rider.lane = lane;
  rider.body = world_.addMoving(box, type.mass_kg, velocity);
  rider.entered_s = at_s;
  if (state) world_.setState(rider.body, *state);
  rider.state = world_.state(rider.body);
  if (built_.lanes[lane].start_junction) {
    rider.crossing = Crossing{*built_.lanes[lane].start_junction, {}, true, false, at_s};
    takeWay(rider);
  }
  addRider(std::move(rider));
}

/// One of that number which still rides into an enclosure, or fell there, is it: the enclosure has given it out again.
void BeltLine::addRider(Rider rider) {
  std::erase_if(riders_, [&](const Rider& other) {
    if (!other.is_going_in || other.part.number != rider.part.number) return false;
    world_.remove(other.body);
    return true;
  });
  JamWatch::restart(rider, observed_s_);
  const auto after =
      std::upper_bound(riders_.begin(), riders_.end(), rider.part.number,
                       [](std::uint32_t number, const Rider& other) { return number < other.part.number; });
  riders_.insert(after, std::move(rider));
}

std::optional<BeltLine::Given> BeltLine::giveBody(const PartOnBelt& part) {
  const Rider* found = riderOf(part.part);
  if (found == nullptr || found->is_fallen) return std::nullopt;
  const Given given{found->body, found->entered_s};
  letMoveUp(part.conveyor);
  --states_[found->lane].n_parts;
  riders_.erase(riders_.begin() + (found - riders_.data()));
  return given;
}

std::optional<BodyId> BeltLine::bodyOf(const PartOnBelt& part) const {
  const Rider* found = riderOf(part.part);
  return found == nullptr ? std::nullopt : std::optional(found->body);
}

void BeltLine::noteLeft(const PartOnBelt& part, double entered_s, double at_s) {
  transports_.push_back({part.part, part.conveyor, entered_s, at_s});
}

void BeltLine::adopt(std::uint32_t conveyor, const BeltPart& part, double at_s, BodyId body) {
  Rider rider;
  rider.part = part;
  rider.lane = laneOf(conveyor);
  rider.body = body;
  rider.entered_s = at_s;
  rider.state = world_.state(body);
  built_.lanes[rider.lane].is_entry_taken = true;
  ++states_[rider.lane].n_parts;
  addRider(std::move(rider));
}

void BeltLine::rideOver(Rider& rider, std::size_t lane, double at_s) {
  const std::size_t from = rider.lane;
  rider.is_leaving = false;
  rider.lane = lane;
  rider.arrived_s.reset();
  rider.stops_passed = 0;
  rider.is_at_stop = false;
  rider.crossing = Crossing{*built_.lanes[lane].start_junction, from, false};
  JamWatch::restart(rider, observed_s_);
  const Crossroads& crossroads = built_.crossroads[rider.crossing->junction];
  rider.crossing->is_waiting = crossroads.isByWays();
  if (!rider.crossing->is_waiting) world_.setLane(rider.body, static_cast<int>(lane));
  letOver(rider.crossing->junction);
  if (built_.lanes[lane].geometry.start.hold_m == 0) count(rider, from, at_s);
}

void BeltLine::count(Rider& rider, std::size_t from, double at_s) {
  transports_.push_back({rider.part.number, built_.lanes[from].geometry.element, rider.entered_s, at_s});
  rider.entered_s = at_s;
  rider.crossing->is_counted = true;
}

void BeltLine::take(const PartOnBelt& part, double at_s) {
  const auto rider = std::find_if(riders_.begin(), riders_.end(),
                                  [&part](const Rider& each) { return each.part.number == part.part; });
  if (rider == riders_.end()) return;  // it left the hall while a vehicle came for it
  letMoveUp(part.conveyor);
  if (!rider->is_fallen) --states_[rider->lane].n_parts;
  if (!rider->is_fallen && laneAt(*rider).end_junction) {
    rider->is_leaving = true;
    rider->left_s = at_s;
    return;
  }
  if (!rider->is_fallen) transports_.push_back({part.part, part.conveyor, rider->entered_s, at_s});
  if (!rider->is_fallen && laneAt(*rider).geometry.end.is_doorway) return letIn(*rider);
  world_.remove(rider->body);
  riders_.erase(rider);
}

void BeltLine::letMoveUp(std::uint32_t conveyor) {
  const std::size_t lane = laneOf(conveyor);
  for (Rider& behind : riders_) {
    if (behind.lane == lane) behind.next_look_s = std::max(behind.next_look_s, observed_s_ + kMoveUp_s);
  }
}

std::optional<BodyState> BeltLine::stateOf(const PartOnBelt& part) const {
  const Rider* rider = riderOf(part.part);
  if (rider == nullptr || rider->is_fallen) return std::nullopt;
  return rider->state;
}

/// The conveyor at a divert that a part slid onto instead of its own.
std::optional<std::size_t> BeltLine::strayedOnto(const Rider& rider, const Junction& junction) const {
  const ConveyorGeometry& own = laneAt(rider).geometry;
  const double off_m = std::abs(own.legs.front().alongAndAcross_m(rider.state.position_m)[1]);
  if (off_m <= own.width_m / 2) return std::nullopt;
  for (const std::size_t out : junction.outs) {
    const ConveyorGeometry& other = built_.lanes[out].geometry;
    const auto [along_m, across_m] = other.legs.front().alongAndAcross_m(rider.state.position_m);
    const bool is_on = along_m > junction.reach_m && std::abs(across_m) < other.width_m / 2;
    if (out != rider.lane && is_on) return out;
  }
  return std::nullopt;
}

void BeltLine::watchCrossing(Rider& rider, double time_s) {
  const Crossing& crossing = *rider.crossing;
  const Junction& junction = built_.crossroads[crossing.junction].junction;
  if (const auto other = strayedOnto(rider, junction)) {
    rider.is_fallen = true;
    --states_[rider.lane].n_parts;
    report(MishapKind::Strayed, rider, time_s);
    mishaps_.back().blocker = built_.lanes[*other].geometry.element;
    return;
  }
  const Leg& first = laneAt(rider).geometry.legs.front();
  const double along_m = first.alongAndAcross_m(rider.state.position_m)[0];
  if (!crossing.is_counted) {
    const Leg& last = built_.lanes[*crossing.from].geometry.legs.back();
    const double before_m = last.alongAndAcross_m(rider.state.position_m)[0] - last.length_m;
    if (before_m + along_m >= 0) count(rider, *crossing.from, time_s);  // over the line between both ways
  }
  const auto& size_m = part_types_[rider.part.type].size_m;
  const double clear_m = junction.reach_m + std::hypot(size_m[0], size_m[1]) / 2;
  if (!crossing.is_counted || along_m < clear_m) return;
  world_.setWay(rider.body, 0);
  rider.crossing.reset();
}

}  // namespace mw::motion
