// SPDX-License-Identifier: Apache-2.0
#include "core/motion/belt_line.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/digest.h"

namespace mw::motion {
namespace {

constexpr double kFallen_m = 0.02;   // a centre so far below the belt's surface is off the belt
constexpr double kRunaway_mps = 30;  // a fall of 45 m; what is faster was thrown by bodies that overlap
const double kTippedUp = std::cos(std::numbers::pi / 4);

bool isFinite(const BodyState& state) {
  const auto all = [](const auto& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  };
  return all(state.position_m) && all(state.orientation) && all(state.velocity_mps) &&
         all(state.angular_velocity_radps);
}

/// How far a body's own z axis points up, 1 = upright.
double upright(const Quaternion& q) {
  return 1 - 2 * (q[0] * q[0] + q[1] * q[1]);
}

std::vector<ConveyorGeometry> geometriesOf(const Lanes& built) {
  std::vector<ConveyorGeometry> geometries;
  for (const Lane& lane : built.lanes) geometries.push_back(lane.geometry);
  return geometries;
}

}  // namespace

BeltLine::BeltLine(const factory::Factory& factory, std::vector<factory::Part> parts, RigidWorld& world)
    : factory_(factory),
      part_types_(std::move(parts)),
      world_(world),
      built_(buildLanes(factory, part_types_, world_)),
      passages_(factory::beltPassages(factory)),
      hall_(factory, geometriesOf(built_), world_),
      jams_(part_types_, built_, hall_, world_),
      eyes_(photoEyesOf(factory, built_)),
      blades_(built_),
      lane_of_element_(factory.elements().size()) {
  for (std::size_t k = 0; k < built_.lanes.size(); ++k) {
    const ConveyorGeometry& geometry = built_.lanes[k].geometry;
    lane_of_element_[geometry.element] = k;
    const double way_m = geometry.length_m - (geometry.end.is_doorway ? geometry.end.hold_m : 0);
    states_.push_back({geometry.element, true, 0, way_m / geometry.speed_mps, 0});
  }
  for (const factory::Part& part : part_types_) longest_half_m_ = std::max(longest_half_m_, part.size_m[0] / 2);
}

std::vector<std::uint32_t> BeltLine::elements() const {
  std::vector<std::uint32_t> elements;
  for (const Lane& lane : built_.lanes) elements.push_back(lane.geometry.element);
  return elements;
}

void BeltLine::setOn(std::uint32_t conveyor, bool is_on) {
  built_.lanes[laneOf(conveyor)].is_on = is_on;
}

std::vector<PartOnBelt> BeltLine::takeFallen() {
  std::vector<PartOnBelt> fallen;
  for (Rider& rider : riders_) {
    if (!rider.is_fallen || rider.is_fall_told) continue;
    fallen.push_back({laneAt(rider).geometry.element, rider.part.number});
    rider.is_fall_told = true;
  }
  std::erase_if(riders_, [this](const Rider& rider) {
    if (!isLost(rider)) return false;
    world_.remove(rider.body);
    return true;
  });
  return fallen;
}

bool BeltLine::hasArrived(const Rider& rider) const {
  if (!rider.arrived_s || rider.is_fallen || rider.is_leaving) return false;
  // Which way the next one goes must not be settled before the one on the plate has left it.
  const std::optional<std::size_t> end = laneAt(rider).end_junction;
  return !(end && built_.crossroads[*end].junction.outs.size() > 1 && isTaken(end));
}

std::vector<PartOnBelt> BeltLine::arrived() const {
  std::vector<PartOnBelt> arrived;
  for (const Rider& rider : riders_) {
    if (hasArrived(rider)) arrived.push_back({laneAt(rider).geometry.element, rider.part.number});
  }
  return arrived;
}

bool BeltLine::hasArrived(const PartOnBelt& part) const {
  const Rider* rider = riderOf(part.part);
  return rider != nullptr && laneAt(*rider).geometry.element == part.conveyor && hasArrived(*rider);
}

void BeltLine::drive(double step_s) {
  step_s_ = step_s;
  std::erase_if(riders_, [this](const Rider& rider) {
    if (!rider.is_leaving) return false;
    transports_.push_back({rider.part.number, laneAt(rider).geometry.element, rider.entered_s, rider.left_s});
    world_.remove(rider.body);
    return true;
  });
  std::vector<bool> is_waited(built_.lanes.size(), false);
  std::vector<bool> is_held(built_.lanes.size(), false);
  std::vector<bool> is_entered(built_.lanes.size(), false);  // nothing stops in a doorway, or where belts meet
  for (const Rider& rider : riders_) {
    if (rider.is_fallen) continue;
    if (rider.is_going_in) is_entered[rider.lane] = true;
    if (rider.arrived_s) is_waited[rider.lane] = true;
    if (rider.arrived_s || rider.is_at_stop) is_held[rider.lane] = true;
    if (rider.isHeldAtJunction()) is_held[*rider.crossing->from] = is_waited[*rider.crossing->from] = true;
    if (isLetOver(rider)) is_entered[*rider.crossing->from] = true;
  }
  for (std::size_t k = 0; k < built_.lanes.size(); ++k) {
    const Lane& lane = built_.lanes[k];
    if (is_waited[k]) states_[k].waited_s += step_s;
    states_[k].is_running = is_entered[k] || (lane.is_on && (lane.geometry.is_accumulating || !is_held[k]));
    const double speed_mps = states_[k].is_running ? lane.geometry.speed_mps : 0;
    for (const BeltSurface& surface : lane.surfaces) {
      Vector3 velocity = surface.velocity;
      for (double& component : velocity) component *= speed_mps;
      world_.setBeltVelocity(surface.body, velocity, surface.turn_rad_per_m * speed_mps);
    }
  }
  for (std::size_t k = 0; k < built_.crossroads.size(); ++k) {
    letOver(k);
    driveCrossroads(built_.crossroads[k], k);
  }
}

void BeltLine::observe(double time_s) {
  observed_s_ = time_s;
  for (Rider& rider : riders_) observeRider(rider, time_s);
  for (const Mishap& jam : jams_.watch(riders_, states_, time_s)) mishaps_.push_back(jam);
  for (Rider& rider : riders_) {
    if (!isLost(rider)) continue;
    report(MishapKind::Lost, rider, time_s);
    if (!rider.is_fallen && !rider.is_going_in) --states_[rider.lane].n_parts;
    rider.is_fallen = true;
  }
  takeIn();
  if (eyes_.empty() && blades_.states().empty()) return;
  const RidersByLane by_lane(riders_, built_.lanes.size());
  for (PhotoEye& eye : eyes_) eye.look(by_lane, part_types_, time_s);
  blades_.look(by_lane, part_types_, time_s);
}

void BeltLine::observeRider(Rider& rider, double time_s) {
  rider.state = world_.state(rider.body);
  checkSane(rider, time_s);
  if (rider.is_fallen) return;
  if (rider.crossing) watchCrossing(rider, time_s);
  if (rider.is_fallen) return;
  if (rider.state.position_m[2] < laneAt(rider).geometry.surfaceHeight_m(rider.state.position_m) - kFallen_m) {
    rider.is_fallen = true;
    if (!rider.is_going_in) --states_[rider.lane].n_parts;
    report(MishapKind::Fell, rider, time_s);
    return;
  }
  if (!rider.is_tipped && upright(rider.state.orientation) < kTippedUp) {
    rider.is_tipped = true;
    report(MishapKind::Tipped, rider, time_s);
  }
  if (rider.is_going_in) return;
  rider.is_at_stop = isAtStop(rider);
  if (rider.stops_passed < laneAt(rider).geometry.stops.size() || !isAtEnd(rider)) {
    rider.arrived_s.reset();
  } else if (!rider.arrived_s) {
    rider.arrived_s = time_s;
  }
}

void BeltLine::checkSane(const Rider& rider, double time_s) const {
  const ConveyorGeometry& geometry = laneAt(rider).geometry;
  const std::string& id = factory_.elements()[geometry.element].id;
  if (!isFinite(rider.state)) {
    throw NumericalError(
        fmt::format("conveyor \"{}\": part {} has no finite position at {:.4f} s; check speed_mps of "
                    "the conveyor and size_m and mass_kg of its parts, or take a smaller step",
                    id, rider.part.number, time_s));
  }
  const Vector3& v = rider.state.velocity_mps;
  const double speed_mps = std::hypot(v[0], v[1], v[2]);
  if (speed_mps > kRunaway_mps + 3 * geometry.speed_mps) {
    throw NumericalError(
        fmt::format("conveyor \"{}\": part {} flies off at {:.0f} m/s at {:.4f} s; look for bodies that "
                    "overlap there, or take a smaller step",
                    id, rider.part.number, speed_mps, time_s));
  }
}

bool BeltLine::isAtEnd(const Rider& rider) const {
  const ConveyorGeometry& geometry = laneAt(rider).geometry;
  const Leg& last = geometry.legs.back();
  const auto [along_m, across_m] = last.alongAndAcross_m(rider.state.position_m);
  // An earlier leg may lie in its direction, further on.
  const double farthest_m = last.length_m + 2 * geometry.half_part_m + geometry.width_m;
  return along_m >= last.length_m - geometry.end.hold_m && along_m <= farthest_m &&
         std::abs(across_m) <= geometry.width_m / 2;
}

const Rider* BeltLine::riderOf(std::uint32_t part) const {
  const auto rider =
      std::lower_bound(riders_.begin(), riders_.end(), part,
                       [](const Rider& each, std::uint32_t number) { return each.part.number < number; });
  return rider == riders_.end() || rider->part.number != part ? nullptr : &*rider;
}

void BeltLine::report(MishapKind kind, const Rider& rider, double time_s) {
  mishaps_.push_back({kind, time_s, rider.part.number, laneAt(rider).geometry.element, 0, {}});
}

std::optional<PartOnBelt> BeltLine::partOf(BodyId body) const {
  const auto rider =
      std::find_if(riders_.begin(), riders_.end(), [body](const Rider& each) { return each.body == body; });
  if (rider == riders_.end()) return std::nullopt;
  return PartOnBelt{built_.lanes[rider->lane].geometry.element, rider->part.number};
}

std::vector<PartPose> BeltLine::poses() const {
  std::vector<PartPose> poses;
  poses.reserve(riders_.size());
  for (const Rider& rider : riders_) {
    if (rider.is_leaving) continue;
    poses.push_back({rider.part.number, rider.part.type, rider.state.position_m, rider.state.orientation});
  }
  return poses;
}

std::uint64_t BeltLine::hash() const {
  Digest digest;
  for (const Rider& rider : riders_) {
    if (rider.is_leaving) continue;
    digest.addInteger(rider.part.number);
    digest.addNumbers(rider.state.position_m);
    digest.addNumbers(rider.state.orientation);
    digest.addNumbers(rider.state.velocity_mps);
    digest.addNumbers(rider.state.angular_velocity_radps);
  }
  return digest.low64();
}

}  // namespace mw::motion
