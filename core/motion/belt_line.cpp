// SPDX-License-Identifier: Apache-2.0
#include "core/motion/belt_line.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/digest.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kEntryGap_m = 0.01;  // at least, between a part put down and the one before it
constexpr double kFallen_m = 0.02;    // a centre so far below the belt's surface is off the belt
constexpr double kRunaway_mps = 30;   // a fall of 45 m; what is faster was thrown by bodies that overlap
constexpr double kJam_s = 3;          // so long a part stands before anybody looks what holds it up
constexpr double kLookAgain_s = 1;
constexpr double kStillWithin_m = 0.01;
constexpr double kStillOfBelt = 0.05;  // and within so much of the way that the belt makes in kJam_s
constexpr double kLookAhead_m = 0.03;
constexpr double kQueueGap_m = 0.1;  // pressed against a rail by those behind, a part in a corner may keep so far away
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

}  // namespace

BeltLine::BeltLine(const factory::Factory& factory, std::vector<factory::Part> parts, RigidWorld& world)
    : factory_(factory), part_types_(std::move(parts)), world_(world), lane_of_element_(factory.elements().size()) {
  Findings findings;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (factory.elements()[i].type != "conveyor") continue;
    try {
      lane_of_element_[i] = lanes_.size();
      lanes_.push_back({conveyorGeometry(factory, i, part_types_), {}});
    } catch (const InputError& error) {
      findings.insert(findings.end(), error.findings().begin(), error.findings().end());
    }
  }
  if (!findings.empty()) throw InputError(std::move(findings));
  for (std::size_t k = 0; k < lanes_.size(); ++k) {
    const ConveyorGeometry& geometry = lanes_[k].geometry;
    lanes_[k].surfaces = addConveyorBodies(geometry, static_cast<int>(k), world_);
    states_.push_back({geometry.element, true, 0, geometry.length_m / geometry.speed_mps, 0});
  }
  for (const factory::Part& part : part_types_) longest_half_m_ = std::max(longest_half_m_, part.size_m[0] / 2);
  std::vector<ConveyorGeometry> geometries;
  for (const Lane& lane : lanes_) geometries.push_back(lane.geometry);
  hall_.emplace(factory, geometries, world_);
}

std::vector<std::uint32_t> BeltLine::elements() const {
  std::vector<std::uint32_t> elements;
  for (const Lane& lane : lanes_) elements.push_back(lane.geometry.element);
  return elements;
}

/// Whether the longest part that there is has room behind those on the belt.
bool BeltLine::isEntryClear(std::size_t lane) const {
  const ConveyorGeometry& geometry = lanes_[lane].geometry;
  const Leg& first = geometry.legs.front();
  return std::none_of(riders_.begin(), riders_.end(), [&](const Rider& rider) {
    if (rider.lane != lane || rider.is_fallen) return false;
    const double both_halves_m = longest_half_m_ + halfLength_m(rider) + kEntryGap_m;
    const double away_m = std::hypot(rider.state.position_m[0] - first.x_m, rider.state.position_m[1] - first.y_m);
    return away_m < std::max(geometry.pitch_m, both_halves_m);
  });
}

void BeltLine::put(std::uint32_t conveyor, const BeltPart& part, double at_s) {
  const std::size_t lane = laneOf(conveyor);
  const ConveyorGeometry& geometry = lanes_[lane].geometry;
  const factory::Part& type = part_types_[part.type];
  const Leg& first = geometry.legs.front();
  const double speed_mps = states_[lane].is_running ? geometry.speed_mps : 0;
  const double late_s = std::max(0.0, observed_s_ - at_s);
  Box box;
  box.size_m = type.size_m;
  box.position_m = first.at(speed_mps * late_s, 0, geometry.top_z_m + type.size_m[2] / 2);
  box.yaw_rad = first.yaw_rad;
  box.friction = kPartFriction;
  box.lane = static_cast<int>(lane);
  Vector3 velocity = first.direction();
  for (double& component : velocity) component *= speed_mps;

  Rider rider{part, lane, world_.addMoving(box, type.mass_kg, velocity), at_s, {}, false, false, false, false, {}, 0,
              0,    {}};
  rider.state = world_.state(rider.body);
  rider.still_at_m = rider.state.position_m;
  rider.next_look_s = observed_s_ + kJam_s;
  const auto after =
      std::upper_bound(riders_.begin(), riders_.end(), part.number,
                       [](std::uint32_t number, const Rider& other) { return number < other.part.number; });
  riders_.insert(after, rider);
  ++states_[lane].n_parts;
  lanes_[lane].is_entry_taken = true;
}

void BeltLine::take(const PartOnBelt& part, double at_s) {
  const auto rider = std::find_if(riders_.begin(), riders_.end(),
                                  [&part](const Rider& each) { return each.part.number == part.part; });
  if (rider == riders_.end()) return;  // it left the hall while a vehicle came for it
  if (!rider->is_fallen) {
    transports_.push_back({part.part, part.conveyor, rider->entered_s, at_s});
    --states_[rider->lane].n_parts;
  }
  world_.remove(rider->body);
  riders_.erase(rider);
}

void BeltLine::setOn(std::uint32_t conveyor, bool is_on) {
  lanes_[laneOf(conveyor)].is_on = is_on;
}

std::vector<PartOnBelt> BeltLine::takeFallen() {
  std::vector<PartOnBelt> fallen;
  for (Rider& rider : riders_) {
    if (!rider.is_fallen || rider.is_fall_told) continue;
    fallen.push_back({lanes_[rider.lane].geometry.element, rider.part.number});
    rider.is_fall_told = true;
  }
  std::erase_if(riders_, [this](const Rider& rider) {
    if (!isLost(rider)) return false;
    world_.remove(rider.body);
    return true;
  });
  return fallen;
}

std::vector<PartOnBelt> BeltLine::arrived() const {
  std::vector<PartOnBelt> arrived;
  for (const Rider& rider : riders_) {
    if (!rider.arrived_s || rider.is_fallen) continue;
    arrived.push_back({lanes_[rider.lane].geometry.element, rider.part.number});
  }
  return arrived;
}

bool BeltLine::takeClearEntry(std::uint32_t conveyor) {
  const std::size_t lane = laneOf(conveyor);
  if (!lanes_[lane].is_entry_taken || !isEntryClear(lane)) return false;
  lanes_[lane].is_entry_taken = false;
  return true;
}

void BeltLine::drive(double step_s) {
  std::vector<bool> is_held(lanes_.size(), false);
  for (const Rider& rider : riders_) {
    if (rider.arrived_s && !rider.is_fallen) is_held[rider.lane] = true;
  }
  for (std::size_t k = 0; k < lanes_.size(); ++k) {
    const ConveyorGeometry& geometry = lanes_[k].geometry;
    if (is_held[k]) states_[k].waited_s += step_s;
    states_[k].is_running = lanes_[k].is_on && (geometry.is_accumulating || !is_held[k]);
    const double speed_mps = states_[k].is_running ? geometry.speed_mps : 0;
    for (const BeltSurface& surface : lanes_[k].surfaces) {
      Vector3 velocity = surface.velocity;
      for (double& component : velocity) component *= speed_mps;
      world_.setBeltVelocity(surface.body, velocity, surface.turn_rad_per_m * speed_mps);
    }
  }
}

void BeltLine::observe(double time_s) {
  observed_s_ = time_s;
  for (Rider& rider : riders_) observeRider(rider, time_s);
  for (Rider& rider : riders_) {
    if (!isLost(rider)) continue;
    report(MishapKind::Lost, rider, time_s);
    if (!rider.is_fallen) --states_[rider.lane].n_parts;
    rider.is_fallen = true;
  }
}

void BeltLine::observeRider(Rider& rider, double time_s) {
  rider.state = world_.state(rider.body);
  const ConveyorGeometry& geometry = lanes_[rider.lane].geometry;
  checkSane(rider, time_s);
  if (rider.is_fallen) return;
  if (rider.state.position_m[2] < geometry.top_z_m - kFallen_m) {
    rider.is_fallen = true;
    --states_[rider.lane].n_parts;
    report(MishapKind::Fell, rider, time_s);
    return;
  }
  if (!rider.is_tipped && upright(rider.state.orientation) < kTippedUp) {
    rider.is_tipped = true;
    report(MishapKind::Tipped, rider, time_s);
  }
  if (!isAtEnd(rider)) {
    rider.arrived_s.reset();
  } else if (!rider.arrived_s) {
    rider.arrived_s = time_s;
  }
  watchStillness(rider, time_s);
}

void BeltLine::checkSane(const Rider& rider, double time_s) const {
  const ConveyorGeometry& geometry = lanes_[rider.lane].geometry;
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

void BeltLine::watchStillness(Rider& rider, double time_s) {
  const Vector3& at_m = rider.state.position_m;
  const double within_m = std::min(kStillWithin_m, kStillOfBelt * kJam_s * lanes_[rider.lane].geometry.speed_mps);
  const double away_m = std::hypot(at_m[0] - rider.still_at_m[0], at_m[1] - rider.still_at_m[1]);
  const bool is_meant_to_go = states_[rider.lane].is_running && !rider.arrived_s;
  if (!is_meant_to_go || away_m > within_m) {
    rider.still_at_m = at_m;
    rider.next_look_s = time_s + kJam_s;
    rider.is_jammed = false;
    return;
  }
  if (rider.is_jammed || time_s < rider.next_look_s) return;
  rider.next_look_s = time_s + kLookAgain_s;
  lookAhead(rider, time_s);
}

/// Round a corner a part leans against the one before it with an edge, not with its face.
bool BeltLine::isCloseBehind(const Rider& rider, const Rider& other) const {
  if (other.lane != rider.lane || other.is_fallen || other.entered_s >= rider.entered_s) return false;
  const auto half_diagonal_m = [this](const Rider& of) {
    const auto& size_m = part_types_[of.part.type].size_m;
    return std::hypot(size_m[0], size_m[1]) / 2;
  };
  const Vector3& a = rider.state.position_m;
  const Vector3& b = other.state.position_m;
  return std::hypot(a[0] - b[0], a[1] - b[1]) < half_diagonal_m(rider) + half_diagonal_m(other) + kQueueGap_m;
}

void BeltLine::lookAhead(Rider& rider, double time_s) {
  const ConveyorGeometry& geometry = lanes_[rider.lane].geometry;
  const auto is_before = [&](const Leg& leg) {
    const double along_m = leg.alongAndAcross_m(rider.state.position_m)[0];
    return along_m < leg.length_m && along_m > -geometry.half_part_m;
  };
  const auto leg = std::find_if(geometry.legs.begin(), geometry.legs.end(), is_before);
  Vector3 way_m = (leg == geometry.legs.end() ? geometry.legs.back() : *leg).direction();
  for (double& component : way_m) component *= kLookAhead_m;
  const std::optional<BodyId> obstacle = world_.obstacle(rider.body, way_m);
  const auto holds_up = [&](const Rider& other) {
    return (obstacle && other.body == *obstacle) || isCloseBehind(rider, other);
  };
  if (std::any_of(riders_.begin(), riders_.end(), holds_up)) return;  // in a queue
  rider.is_jammed = true;
  const std::optional<std::uint32_t> blocker = obstacle ? hall_->elementOf(*obstacle) : std::nullopt;
  mishaps_.push_back(
      {MishapKind::Jammed, time_s, rider.part.number, geometry.element, blocker.value_or(geometry.element)});
}

bool BeltLine::isAtEnd(const Rider& rider) const {
  const ConveyorGeometry& geometry = lanes_[rider.lane].geometry;
  const auto [along_m, across_m] = geometry.legs.back().alongAndAcross_m(rider.state.position_m);
  return along_m >= geometry.legs.back().length_m && std::abs(across_m) <= geometry.width_m / 2;
}

void BeltLine::report(MishapKind kind, const Rider& rider, double time_s) {
  mishaps_.push_back({kind, time_s, rider.part.number, lanes_[rider.lane].geometry.element, 0});
}

std::optional<PartOnBelt> BeltLine::partOf(BodyId body) const {
  const auto rider =
      std::find_if(riders_.begin(), riders_.end(), [body](const Rider& each) { return each.body == body; });
  if (rider == riders_.end()) return std::nullopt;
  return PartOnBelt{lanes_[rider->lane].geometry.element, rider->part.number};
}

std::vector<PartPose> BeltLine::poses() const {
  std::vector<PartPose> poses;
  poses.reserve(riders_.size());
  for (const Rider& rider : riders_) {
    poses.push_back({rider.part.number, rider.part.type, rider.state.position_m, rider.state.orientation});
  }
  return poses;
}

std::uint64_t BeltLine::hash() const {
  Digest digest;
  for (const Rider& rider : riders_) {
    digest.addInteger(rider.part.number);
    digest.addNumbers(rider.state.position_m);
    digest.addNumbers(rider.state.orientation);
    digest.addNumbers(rider.state.velocity_mps);
    digest.addNumbers(rider.state.angular_velocity_radps);
  }
  return digest.low64();
}

}  // namespace mw::motion
