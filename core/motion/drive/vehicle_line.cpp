// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_line.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/motion/drive/road_claims.h"
#include "core/motion/drive/vehicle_stops.h"
#include "core/motion/drive/vehicle_way.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kApproach_m = 1;  // before a node
constexpr double kAtEnd_m = 1e-5;
constexpr double kAhead_s = 0.1;      // before the last moment, to be let on
constexpr double kLook_s = 1.0 / 60;  // between looks for near misses
constexpr double kStill_mps = 0.02;
constexpr double kAsk_s = 0.1;  // between claims of one that stands for another
constexpr double kCreep_mps = 0.4;
constexpr double kMoveUp_s = 0.1;    // between looks for a better stop
constexpr double kReturn_s = 0.25;   // between looks whether one may go back
constexpr double kLongAside_s = 30;  // after which it tries anyway

}  // namespace

VehicleLine::VehicleLine(const factory::Factory& factory, std::vector<factory::Part> parts, RigidWorld& world)
    : fleets_(drivenFleets(factory)),
      standing_(fleets_.empty() ? std::vector<StandingBox>() : standingBoxes(factory)),
      clear_stops_(standing_),
      world_(world),
      vehicles_(fleets_.empty() ? 0 : fleets_.back().first_vehicle + fleets_.back().vehicles),
      loads_(factory, std::move(parts), vehicles_.size(), world),
      near_misses_(factory, fleets_, standing_),
      right_of_way_(standing_) {
  for (const DrivenFleet& fleet : fleets_) {
    for (std::uint32_t i = 0; i < fleet.vehicles; ++i) vehicles_[fleet.first_vehicle + i].fleet = &fleet;
  }
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    VehicleRun& run = vehicles_[v];
    Box box;
    box.size_m = run.fleet->size_m;
    box.position_m = {0, 0, -1e3 - box.size_m[2]};  // nowhere yet
    box.friction = kBedFriction;
    box.lane = VehicleLoads::laneOf(v);
    run.body = world_.addDriven(box);
    run.path = DrivePath(FloorPose{0, 0, 0});
  }
}

void VehicleLine::driveOn(std::uint32_t vehicle, const RoadLeg& leg, std::span<const std::uint32_t> foreseen) {
  VehicleRun& run = vehicles_[vehicle];
  run.is_idle = false;
  run.node = leg.to;
  run.foreseen.assign(foreseen.begin(), foreseen.end());
  if (run.aside != Aside::No) {
    run.owed.push_back(leg);
    return;
  }
  run.ahead.push_back(leg);
  takeUp(vehicle);
}

/// Takes the legs that it was told into its way.
void VehicleLine::takeUp(std::uint32_t vehicle) {
  VehicleRun next = vehicles_[vehicle];
  if (!next.is_driving) setOut(next, next.ahead.front());
  next.legs.insert(next.legs.end(), next.ahead.begin(), next.ahead.end());
  next.ahead.clear();
  next.is_driving = true;
  next.stop = freeStop(vehicle, next, VehicleStops::kMost);
  layToStop(next);
  static_cast<void>(changeWay(vehicles_, vehicle, std::move(next)));
}

/// To the stop that it has chosen, or where none was free to the first.
void VehicleLine::layToStop(VehicleRun& run) {
  const RoadLane lane = laneOf(run, run.legs.back());
  const bool is_taken = run.stop == VehicleStops::kMost;
  WayEnd end = VehicleStops(lane, *run.fleet, run.legs.back().is_stop).endAt(is_taken ? 0 : run.stop);
  end.is_taken = is_taken;
  layWay(run, end);
}

/// On the last leg of a way; the limit where none below it is free.
std::size_t VehicleLine::freeStop(std::uint32_t vehicle, const VehicleRun& run, std::size_t limit) {
  if (limit == 0) return 0;
  const RoadLane lane = laneOf(run, run.legs.back());
  const VehicleStops stops(lane, *run.fleet, run.legs.back().is_stop);
  double room_m = std::numeric_limits<double>::infinity();
  if (run.legs.size() == 1 && run.is_driving) {
    const auto [along_m, across_m] = lane.alongAndAcross_m(run.travelPose());
    room_m = lane.length_m() - along_m - kAlongForAside * std::abs(across_m);
  }
  const std::size_t below = run.legs.back().is_served ? 1 : limit;
  const std::vector<bool>& is_clear = clear_stops_.of(*run.fleet, run.legs.back());
  const std::size_t stop = stops.firstFree(vehicles_, is_clear, vehicle, {below, room_m});
  return stop < below ? stop : limit;
}

/// To a better stop that has become free.
void VehicleLine::moveUp(std::uint32_t vehicle) {
  const VehicleRun& run = vehicles_[vehicle];
  if (!run.ahead.empty()) return takeUp(vehicle);
  const std::size_t stop = freeStop(vehicle, run, run.stop);
  if (stop == run.stop) return;
  VehicleRun next = run;
  next.stop = stop;
  layToStop(next);
  static_cast<void>(changeWay(vehicles_, vehicle, std::move(next)));
}

void VehicleLine::goAside(MakesWay&& makes_way) {
  VehicleRun& run = vehicles_[makes_way.vehicle];
  VehicleRun next = std::move(makes_way.refuge.run);
  if (run.aside == Aside::No && run.is_driving) {
    std::copy_if(run.legs.begin(), run.legs.end(), std::back_inserter(next.owed),
                 [](const RoadLeg& leg) { return !leg.is_arrived && !leg.is_own; });
    next.owed.insert(next.owed.end(), run.ahead.begin(), run.ahead.end());
    next.ahead.clear();
  }
  next.is_driving = true;
  next.aside = Aside::Going;
  next.makes_way_for = makes_way.for_whom;
  next.blocker.reset();
  next.held_up_s = 0;
  static_cast<void>(changeWay(vehicles_, makes_way.vehicle, std::move(next)));
}

void VehicleLine::comeBack(std::uint32_t vehicle, double step_s) {
  VehicleRun& run = vehicles_[vehicle];
  const double before_s = run.aside_s;
  run.aside_s += step_s;
  if (run.owed.empty() || std::floor(before_s / kReturn_s) == std::floor(run.aside_s / kReturn_s)) return;
  VehicleRun next = onItsWayAgain(run);
  next.owed.clear();
  next.aside = Aside::No;
  next.is_driving = true;
  next.stop = freeStop(vehicle, next, VehicleStops::kMost);
  layToStop(next);
  const bool is_clear = isClearOf(next, vehicles_[run.makes_way_for]);
  if (is_clear || run.aside_s > kLongAside_s) static_cast<void>(changeWay(vehicles_, vehicle, std::move(next)));
}

void VehicleLine::drive(double step_s) {
  const bool looks = std::floor(time_s_ / kMoveUp_s) != std::floor((time_s_ + step_s) / kMoveUp_s);
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    const VehicleRun& run = vehicles_[v];
    if (looks && run.is_driving && run.aside == Aside::No) moveUp(v);
    if (run.aside == Aside::There) comeBack(v, step_s);
  }
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    VehicleRun& run = vehicles_[v];
    if (!run.is_driving) continue;
    advance(v, speedOf_mps(v, step_s), step_s);
    passNodes(v);
    giveBack(run);
    moveBody(run);
  }
  if (auto makes_way = right_of_way_.settle(vehicles_, time_s_)) goAside(std::move(*makes_way));
  time_s_ += step_s;
}

/// At the end of the step.
double VehicleLine::speedOf_mps(std::uint32_t vehicle, double step_s) {
  VehicleRun& run = vehicles_[vehicle];
  const bool has_just_asked = std::floor(run.held_up_s / kAsk_s) == std::floor((run.held_up_s + step_s) / kAsk_s);
  const std::optional<std::uint32_t> other =
      run.blocker && has_just_asked ? run.blocker : claimOn(vehicles_, vehicle, step_s);
  const double deceleration_mps2 = run.fleet->limits.deceleration_mps2;
  const double alone_mps = run.path.fastest_mps(run.along_m, run.v_mps, deceleration_mps2, step_s);
  const double claimed_mps = fastestWithin(run.claim_m - run.along_m, 0, run.v_mps, deceleration_mps2, step_s);
  const bool stands = other && claimed_mps < kStill_mps && run.v_mps < kStill_mps;
  run.held_up_s = stands ? run.held_up_s + step_s : 0;
  run.blocker = stands ? other : std::nullopt;
  const double creep_mps = run.tight_m > 0 ? kCreep_mps : run.fleet->speed_mps;
  return speedTowards(std::min({alone_mps, claimed_mps, creep_mps}), run.v_mps, run.fleet->limits, step_s);
}

void VehicleLine::advance(std::uint32_t vehicle, double speed_mps, double step_s) {
  VehicleRun& run = vehicles_[vehicle];
  const double left_m = std::min(run.path.length_m(), run.claim_m) - run.along_m;
  const double travel_m = std::min((run.v_mps + speed_mps) / 2 * step_s, left_m);
  run.along_m += travel_m;
  run.tight_m = std::max(0.0, run.tight_m - travel_m);
  run.v_mps = speed_mps;
  if (run.path.length_m() - run.along_m > kAtEnd_m) return;
  run.along_m = run.path.length_m();
  run.v_mps = 0;
  if (!run.ahead.empty()) return;
  run.is_driving = false;
  run.blocker.reset();
  run.held_up_s = 0;
  run.legs.back().is_arrived = true;
  if (run.aside == Aside::Going) {
    run.aside = Aside::There;
    run.aside_s = 0;
    return;
  }
  arrived_.push_back(vehicle);
}

void VehicleLine::passNodes(std::uint32_t vehicle) {
  VehicleRun& run = vehicles_[vehicle];
  while (run.legs.size() > 1 && run.along_m >= run.legs.front().node_m) {
    const RoadLeg passed = run.legs.front();
    run.left_leg = passed;
    run.legs.erase(run.legs.begin());
    if (!passed.is_arrived && !passed.is_own) ++run.passed_nodes;
    if (run.aside != Aside::Going || run.owed.empty() || run.owed.front().to != passed.to) continue;
    // Out of the way it has come to where it was bound for.
    const bool goes_on = run.owed.size() > 1;
    if (!goes_on && run.owed.front().is_stop) continue;
    run.owed.erase(run.owed.begin());
    if (goes_on) {
      ++run.passed_nodes;
    } else {
      arrived_.push_back(vehicle);
    }
  }
}

void VehicleLine::moveBody(const VehicleRun& run) {
  const FloorPose at = run.bodyPose();
  world_.driveTo(run.body, {at.x_m, at.y_m, run.fleet->size_m[2] / 2}, at.yaw_rad);
}

void VehicleLine::observe(double time_s) {
  loads_.observe(vehicles_, time_s);
  if (time_s < next_look_s_) return;
  next_look_s_ = time_s + kLook_s - 1e-9;
  std::vector<Footprint> footprints;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) footprints.push_back(loads_.footprintOf(v, vehicles_[v]));
  near_misses_.look(time_s, vehicles_, footprints);
}

std::vector<std::uint32_t> VehicleLine::takePassed() {
  std::vector<std::uint32_t> passed;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    passed.insert(passed.end(), vehicles_[v].passed_nodes, v);
    vehicles_[v].passed_nodes = 0;
  }
  return passed;
}

std::vector<std::uint32_t> VehicleLine::takeArrived() {
  return std::exchange(arrived_, {});
}

std::vector<std::uint32_t> VehicleLine::approaching() const {
  std::vector<std::uint32_t> near;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) {
    const VehicleRun& run = vehicles_[v];
    if (!run.is_driving || run.aside != Aside::No || !run.ahead.empty()) continue;
    const double needs_m =
        stoppingDistance_m(run.v_mps, run.fleet->limits.deceleration_mps2) + kApproach_m + kAhead_s * run.v_mps;
    if (run.path.length_m() - run.along_m < needs_m) near.push_back(v);
  }
  return near;
}

std::vector<VehicleState> VehicleLine::vehicles() const {
  std::vector<VehicleState> states;
  for (std::uint32_t v = 0; v < vehicles_.size(); ++v) states.push_back(stateOf(v));
  return states;
}

VehicleState VehicleLine::stateOf(std::uint32_t vehicle) const {
  const VehicleRun& run = vehicles_[vehicle];
  const FloorPose at = run.bodyPose();
  const auto fleet = static_cast<std::uint32_t>(run.fleet - fleets_.data());
  return {fleet, vehicle - run.fleet->first_vehicle, {at.x_m, at.y_m, 0}, at.yaw_rad, run.fleet->size_m, run.v_mps};
}

std::vector<double> VehicleLine::speeds_mps() const {
  std::vector<double> speeds_mps;
  for (const VehicleRun& run : vehicles_) speeds_mps.push_back(run.fleet->speed_mps);
  return speeds_mps;
}

void VehicleLine::addTo(Digest& digest) const {
  for (const VehicleRun& run : vehicles_) {
    const FloorPose at = run.bodyPose();
    digest.addNumbers(std::array{at.x_m, at.y_m, at.yaw_rad, run.v_mps});
  }
  loads_.addTo(digest);
}

}  // namespace mw::motion
