// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_loads.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/error.h"
#include "core/factory/road_network.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kFallen_m = 0.02;  // a centre so far below where it would lie on the bed's edge has left it
constexpr double kRunaway_mps = 30;
constexpr double kFloorMargin_m = 50;
constexpr double kFloorThickness_m = 1;
const double kTippedUp = std::cos(std::numbers::pi / 4);

bool isFinite(const BodyState& state) {
  const auto all = [](const auto& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  };
  return all(state.position_m) && all(state.orientation) && all(state.velocity_mps);
}

/// How far a body's own z axis points up, 1 = upright.
double upright(const Quaternion& q) {
  return 1 - 2 * (q[0] * q[0] + q[1] * q[1]);
}

void addFloors(const factory::Factory& factory, std::size_t vehicles, RigidWorld& world) {
  Vector3 low_m{};
  Vector3 high_m{};
  for (std::size_t fleet = 0; fleet < factory.json()["vehicles"].size(); ++fleet) {
    for (const factory::RoadNode& node : factory::roadNetworkOf(factory, fleet).nodes) {
      const std::array<double, 2> at{node.x_m, node.y_m};
      for (std::size_t axis = 0; axis < 2; ++axis) {
        low_m[axis] = std::min(low_m[axis], at[axis] - kFloorMargin_m);
        high_m[axis] = std::max(high_m[axis], at[axis] + kFloorMargin_m);
      }
    }
  }
  Box floor;
  floor.friction = kFloorFriction;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    floor.size_m[axis] = high_m[axis] - low_m[axis];
    floor.position_m[axis] = (high_m[axis] + low_m[axis]) / 2;
  }
  floor.size_m[2] = kFloorThickness_m;
  floor.position_m[2] = -kFloorThickness_m / 2;
  for (std::uint32_t vehicle = 0; vehicle < vehicles; ++vehicle) {
    floor.lane = VehicleLoads::laneOf(vehicle);
    world.addFixed(floor);
  }
}

}  // namespace

VehicleLoads::VehicleLoads(const factory::Factory& factory, std::vector<factory::Part> parts, std::size_t vehicles,
                           RigidWorld& world)
    : part_types_(std::move(parts)), world_(world), on_vehicle_(vehicles) {
  if (vehicles > 0) addFloors(factory, vehicles, world);
}

void VehicleLoads::put(std::uint32_t vehicle, const VehicleRun& on, const VehicleLoad& load,
                       const std::optional<BodyState>& at) {
  const factory::Part& type = part_types_[load.part_type];
  const FloorPose pose = on.bodyPose();
  Box box;
  box.size_m = type.size_m;
  box.position_m = {pose.x_m, pose.y_m, on.fleet->size_m[2] + type.size_m[2] / 2};
  box.yaw_rad = pose.yaw_rad;
  box.friction = kPartFriction;
  box.lane = laneOf(vehicle);
  box.open_lanes = {Box::kEveryLane};
  Load added{load, vehicle, world_.addMoving(box, type.mass_kg, {}), false, {}};
  if (at) world_.setState(added.body, *at);
  added.state = world_.state(added.body);
  on_vehicle_[vehicle] = added;
}

void VehicleLoads::take(std::uint32_t vehicle) {
  if (!on_vehicle_[vehicle]) {
    std::erase(untold_, vehicle);  // it has just fallen off, and counts as brought
    return;
  }
  world_.remove(on_vehicle_[vehicle]->body);
  on_vehicle_[vehicle].reset();
}

void VehicleLoads::observe(std::span<const VehicleRun> vehicles, double time_s) {
  for (Load& load : fallen_) {
    load.state = world_.state(load.body);
    checkSane(load, vehicles[load.vehicle], time_s);
  }
  for (std::optional<Load>& load : on_vehicle_) {
    if (!load) continue;
    const VehicleRun& on = vehicles[load->vehicle];
    load->state = world_.state(load->body);
    checkSane(*load, on, time_s);
    const Vector3& size_m = typeOf(*load).size_m;
    const double lies_m = std::min({size_m[0], size_m[1], size_m[2]}) / 2;
    if (!load->is_tipped && upright(load->state.orientation) < kTippedUp) {
      load->is_tipped = true;
      report(MishapKind::Tipped, *load, time_s);
    }
    if (load->state.position_m[2] >= on.fleet->size_m[2] + lies_m - kFallen_m) continue;
    report(MishapKind::Fell, *load, time_s);
    untold_.push_back(load->vehicle);
    fallen_.push_back(*load);
    load.reset();
  }
}

void VehicleLoads::checkSane(const Load& load, const VehicleRun& on, double time_s) const {
  const Vector3& v = load.state.velocity_mps;
  const double speed_mps = std::hypot(v[0], v[1], v[2]);
  if (isFinite(load.state) && speed_mps < kRunaway_mps + 3 * on.fleet->speed_mps) return;
  throw NumericalError(fmt::format(
      "vehicles \"{}\": part {} flies off at {:.4f} s; check speed_mps and deceleration_mps2 of the vehicles "
      "and size_m and mass_kg of the part, or take a smaller step",
      on.fleet->id, load.load.part, time_s));
}

void VehicleLoads::report(MishapKind kind, const Load& load, double time_s) {
  mishaps_.push_back({kind, time_s, load.load.part, load.load.from, 0, {}, load.vehicle});
}

std::vector<std::uint32_t> VehicleLoads::takeFallen() {
  return std::exchange(untold_, {});
}

Footprint VehicleLoads::footprintOf(std::uint32_t vehicle, const VehicleRun& run) const {
  Footprint footprint = run.footprintAt(run.bodyPose());
  if (!on_vehicle_[vehicle]) return footprint;
  const Vector3& size_m = typeOf(*on_vehicle_[vehicle]).size_m;
  footprint.half_length_m = std::max(footprint.half_length_m, size_m[0] / 2);
  footprint.half_width_m = std::max(footprint.half_width_m, size_m[1] / 2);
  footprint.top_m += size_m[2];
  return footprint;
}

PartPose VehicleLoads::poseOf(const Load& load) {
  return {load.load.part, load.load.part_type, load.state.position_m, load.state.orientation};
}

std::optional<PartPose> VehicleLoads::loadOf(std::uint32_t vehicle) const {
  if (!on_vehicle_[vehicle]) return std::nullopt;
  return poseOf(*on_vehicle_[vehicle]);
}

std::optional<BodyState> VehicleLoads::stateOf(std::uint32_t vehicle) const {
  if (!on_vehicle_[vehicle]) return std::nullopt;
  return on_vehicle_[vehicle]->state;
}

std::optional<std::uint32_t> VehicleLoads::carrierOf(std::uint32_t part) const {
  for (const std::optional<Load>& load : on_vehicle_) {
    if (load && load->load.part == part) return load->vehicle;
  }
  return std::nullopt;
}

std::vector<PartPose> VehicleLoads::poses() const {
  std::vector<PartPose> poses;
  for (const Load& load : fallen_) poses.push_back(poseOf(load));
  for (const std::optional<Load>& load : on_vehicle_) {
    if (load) poses.push_back(poseOf(*load));
  }
  std::sort(poses.begin(), poses.end(), [](const PartPose& a, const PartPose& b) { return a.part < b.part; });
  return poses;
}

void VehicleLoads::addTo(Digest& digest) const {
  const auto add = [&digest](const Load& load) {
    digest.addInteger(load.load.part);
    digest.addNumbers(load.state.position_m);
    digest.addNumbers(load.state.orientation);
    digest.addNumbers(load.state.velocity_mps);
    digest.addNumbers(load.state.angular_velocity_radps);
  };
  for (const Load& load : fallen_) add(load);
  for (const std::optional<Load>& load : on_vehicle_) {
    if (load) add(*load);
  }
}

}  // namespace mw::motion
