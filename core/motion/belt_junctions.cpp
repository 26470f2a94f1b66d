// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/motion/belt_line.h"

// Who passes a place where several belts meet, and what carries parts over it.

namespace mw::motion {
namespace {

constexpr double kSameTime_s = 1e-9;
constexpr double kUpToSpeed = 2;  // times what friction needs to bring a part to a speed: then it has it or is held up

}  // namespace

bool BeltLine::isTaken(std::optional<std::size_t> junction) const {
  if (!junction || !built_.crossroads[*junction].junction.takes_turns) return false;
  return std::any_of(riders_.begin(), riders_.end(), [&](const Rider& rider) {
    return rider.crossing && !rider.is_fallen && rider.crossing->junction == *junction;
  });
}

std::vector<Rider*> BeltLine::heldAt(std::size_t junction) {
  std::vector<Rider*> held;
  for (Rider& rider : riders_) {
    if (rider.isHeldAtJunction() && !rider.is_fallen && rider.crossing->junction == junction) held.push_back(&rider);
  }
  std::stable_sort(held.begin(), held.end(), [](const Rider* a, const Rider* b) { return a->left_s < b->left_s; });
  return held;
}

bool BeltLine::isLetOver(const Rider& rider) const {
  return rider.crossing && rider.crossing->from && !rider.crossing->is_counted && !rider.crossing->is_waiting &&
         built_.crossroads[rider.crossing->junction].isByWays();
}

/// Who has waited longest first; one that can't go holds up those of its own belt alone.
void BeltLine::letOver(std::size_t junction) {
  std::vector<std::size_t> blocked;
  for (Rider* next : heldAt(junction)) {
    const std::size_t from = *next->crossing->from;
    const bool is_behind = std::count(blocked.begin(), blocked.end(), from) > 0;
    const std::optional<double> over_s = is_behind ? std::nullopt : overAt_s(*next);
    if (over_s) {
      goOver(*next, *over_s);
    } else {
      blocked.push_back(from);
    }
  }
}

/// A conveyor hands on a part per pitch, as the events have it.
std::optional<double> BeltLine::overAt_s(const Rider& rider) const {
  const std::size_t from = *rider.crossing->from;
  if (observed_s_ + kSameTime_s < built_.lanes[from].next_let_go_s) return std::nullopt;
  const Crossroads& crossroads = built_.crossroads[rider.crossing->junction];
  const JunctionWay& way = crossroads.ways[crossroads.junction.wayOf(from, rider.lane)];
  return overAt_s(crossingPart(rider, way), {from, rider.lane}, rider.crossing->junction);
}

double BeltLine::pitchAfter_s(double time_s, double due_s, const ConveyorGeometry& conveyor) const {
  return (time_s - due_s < step_s_ ? due_s : time_s) + conveyor.pitch_m / conveyor.speed_mps;
}

void BeltLine::goOver(Rider& rider, double over_s) {
  Lane& from = built_.lanes[*rider.crossing->from];
  Lane& to = laneAt(rider);
  rider.crossing->is_waiting = false;
  rider.crossing->let_go_s = observed_s_;
  from.next_let_go_s = pitchAfter_s(observed_s_, from.next_let_go_s, from.geometry);
  to.next_over_s = pitchAfter_s(over_s, to.next_over_s, to.geometry);
  world_.setLane(rider.body, static_cast<int>(rider.lane));
  takeWay(rider);
  JamWatch::restart(rider, observed_s_);
}

void BeltLine::takeWay(Rider& rider) {
  const Junction& junction = built_.crossroads[rider.crossing->junction].junction;
  if (junction.first_way == 0) return;
  if (!rider.crossing->from) {  // put down in the middle of it
    const auto to_it = std::find_if(junction.ways.begin(), junction.ways.end(),
                                    [&rider](const LanePair& way) { return way.out == rider.lane; });
    rider.crossing->from = to_it->in;
  }
  const std::size_t way = junction.wayOf(*rider.crossing->from, rider.lane);
  world_.setWay(rider.body, junction.first_way + static_cast<int>(way));
}

CrossingPart BeltLine::crossingPart(const Rider& rider, const JunctionWay& way) const {
  const Vector3& v = rider.state.velocity_mps;
  const Vector3& size_m = part_types_[rider.part.type].size_m;
  return {&way, way.alongOf(rider.state.position_m), std::hypot(v[0], v[1]), size_m[0], size_m[1]};
}

/// On the way out parts follow each other by a pitch; that is told by when they are over, not by where they are: on the
/// plate they cut the corner, the one as the other.
std::optional<double> BeltLine::overAt_s(const CrossingPart& part, const LanePair& pair, std::size_t number) const {
  if (!states_[pair.out].is_running) return std::nullopt;
  const Crossroads& crossroads = built_.crossroads[number];
  const ConveyorGeometry& out = built_.lanes[pair.out].geometry;
  const double near_m = crossroads.junction.reach_m + 2 * out.half_part_m;
  std::vector<CrossingPart> others;
  for (const Rider& rider : riders_) {
    if (rider.is_fallen || rider.isHeldAtJunction()) continue;
    if (rider.crossing && rider.crossing->junction == number) {
      const std::size_t way = crossroads.junction.wayOf(*rider.crossing->from, rider.lane);
      others.push_back(crossingPart(rider, crossroads.ways[way]));
      others.back().is_driven = isDrivenOver(rider, others.back());
    } else if (rider.lane == pair.out) {
      const auto [along_m, across_m] = out.legs.front().alongAndAcross_m(rider.state.position_m);
      if (along_m < 0 || along_m > near_m || std::abs(across_m) > out.width_m / 2) continue;
      others.push_back(crossingPart(rider, *part.way));
      others.back().is_driven = false;
    }
  }
  const std::optional<double> in_s = timeToBeOver_s(part, others);
  if (!in_s || observed_s_ + *in_s + kSameTime_s < built_.lanes[pair.out].next_over_s) return std::nullopt;
  return observed_s_ + *in_s;
}

/// Whether it has its speed or is about to, and nothing holds it up.
bool BeltLine::isDrivenOver(const Rider& rider, const CrossingPart& part) const {
  const double speed_up_s = part.way->plateSpeed_mps() / part.way->acceleration_mps2();
  if (observed_s_ - rider.crossing->let_go_s < kUpToSpeed * speed_up_s) return true;
  return part.speed_mps > std::min(part.way->inSpeed_mps(), part.way->outSpeed_mps()) / 2;
}

/// The part that waits at the lane's end, else one that comes there with the belt.
CrossingPart BeltLine::nextOf(std::size_t lane, const JunctionWay& way) const {
  const factory::Part* type = &part_types_.front();
  for (const factory::Part& each : part_types_) {
    if (each.size_m[0] > type->size_m[0]) type = &each;
  }
  for (const Rider& rider : riders_) {
    if (rider.lane == lane && rider.arrived_s && !rider.is_fallen && !rider.is_leaving) return crossingPart(rider, way);
  }
  return {&way, way.waitingAt_m(), way.inSpeed_mps(), type->size_m[0], type->size_m[1]};
}

bool BeltLine::isAnyWayClear(std::size_t lane, std::size_t number) const {
  const Crossroads& crossroads = built_.crossroads[number];
  const bool is_promised = std::any_of(riders_.begin(), riders_.end(), [lane](const Rider& rider) {
    return rider.lane == lane && rider.isHeldAtJunction() && !rider.is_fallen;
  });
  if (is_promised) return false;
  for (std::size_t k = 0; k < crossroads.ways.size(); ++k) {
    const LanePair& pair = crossroads.junction.ways[k];
    if (pair.out != lane || !built_.lanes[pair.in].is_on) continue;
    if (overAt_s(nextOf(pair.in, crossroads.ways[k]), pair, number)) return true;
  }
  return false;
}

void BeltLine::driveCrossroads(const Crossroads& crossroads, std::size_t number) {
  const Junction& junction = crossroads.junction;
  if (junction.first_way > 0) {
    for (const JunctionPlate& plate : crossroads.plates) {
      const LanePair& way = junction.ways[plate.way];
      const double speed_mps = states_[way.out].is_running ? crossroads.ways[plate.way].plateSpeed_mps() : 0;
      drivePlate(plate, crossroads, way.in, way.out, speed_mps);
    }
    return;
  }
  const auto crossing = std::find_if(riders_.begin(), riders_.end(), [number](const Rider& rider) {
    return rider.crossing && !rider.is_fallen && rider.crossing->junction == number;
  });
  std::optional<std::size_t> from;
  std::size_t to = junction.outs.front();
  if (!junction.is_shared) from = junction.ins.front();
  if (junction.is_shared && crossing != riders_.end()) {
    from = crossing->crossing->from;
    to = crossing->lane;
  }
  const double speed_mps = states_[to].is_running ? built_.lanes[to].geometry.speed_mps : 0;
  for (const JunctionPlate& plate : crossroads.plates) drivePlate(plate, crossroads, from, to, speed_mps);
}

void BeltLine::drivePlate(const JunctionPlate& plate, const Crossroads& crossroads, std::optional<std::size_t> from,
                          std::size_t to, double speed_mps) {
  const BeltSurface carried =
      carryOver(plate, crossroads.junction, from ? &built_.lanes[*from].geometry : nullptr, built_.lanes[to].geometry);
  Vector3 velocity = carried.velocity;
  for (double& component : velocity) component *= speed_mps;
  world_.setBeltVelocity(plate.body, velocity, carried.turn_rad_per_m * speed_mps);
}

}  // namespace mw::motion
