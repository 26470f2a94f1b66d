// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/motion/friction.h"
#include "core/motion/transfer_line.h"

// What a turntable, lift or pusher does from step to step, and what happens to its part.

namespace mw::motion {
namespace {

constexpr double kInMiddle_m = 1e-3;  // nearer the belt stands
constexpr double kCrawl_mps = 0.02;   // slower it does not run while the part is not there
constexpr double kStands_mps = 0.03;
constexpr double kFallen_m = 0.02;  // a centre so far below the surface is off the belt
constexpr double kClear_m = 5e-3;   // a part's rear so near to the edge is over it
constexpr double kThere = 1e-9;     // rad or m
constexpr double kJam_s = 3;
constexpr double kStillWithin_m = 0.01;
constexpr double kLookAhead_m = 0.03;
const double kTippedUp = std::sqrt(0.5);

double upright(const Quaternion& q) {
  return 1 - 2 * (q[0] * q[0] + q[1] * q[1]);
}

double speedOf(const BodyState& state) {
  return std::hypot(state.velocity_mps[0], state.velocity_mps[1], state.velocity_mps[2]);
}

}  // namespace

void TransferLine::drive(double step_s) {
  for (const auto& device : devices_) {
    if (device->stage == Stage::Free && !device->motion.isMoving()) device->motion.moveTo(device->spec.home());
    if (device->is_running) {
      advance(*device, step_s);
      device->motion.drive(step_s);
    } else if (device->belt_mps > 0) {
      run(*device, device->spec.ports.front(), 0);
    }
  }
}

void TransferLine::advance(Device& device, double step_s) {
  switch (device.stage) {
    case Stage::Approaching:
      if (device.motion.isMoving()) return;
      if (device.in->rides && std::abs(device.spec.wayBetween(device.motion.stand(), device.in->stand)) > kThere) {
        return device.motion.moveTo(device.in->stand);
      }
      return device.in->rides ? takeIn(device) : putInMiddle(device);
    case Stage::CarryingIn:
      return carryIn(device, step_s);
    case Stage::Turning:
      if (!device.motion.isMoving()) device.stage = Stage::Wanted;
      return;
    case Stage::Wanted:
      if (!device.spec.stopsAll() && device.in->rides) carryIn(device, step_s);  // until it is known where it goes
      return;
    case Stage::TurningOut:
      if (device.motion.isMoving()) return;
      if (!device.out->rides) {
        device.stage = Stage::Over;
        return;
      }
      if (device.out->is_push && device.belt_mps > 0) return carryIn(device, step_s);
      if (!belts_.isStartFree(static_cast<std::uint32_t>(device.out->neighbour))) {
        if (device.belt_mps > 0) carryIn(device, step_s);
        return;
      }
      device.stage = Stage::CarryingOut;
      if (device.out->is_push) device.motion.moveTo(device.out->stand);
      return carryOut(device, step_s);
    case Stage::CarryingOut:
      return carryOut(device, step_s);
    case Stage::Over:
    case Stage::Free:
    case Stage::Clearing:
    case Stage::Cleared:
      return;
  }
}

/// From the conveyor's end, as the body it is.
void TransferLine::takeIn(Device& device) {
  const PartOnBelt part{static_cast<std::uint32_t>(device.in->neighbour), device.part.number};
  const std::optional<BeltLine::Given> given = belts_.giveBody(part);
  if (!given) {
    device.is_lost = true;
    return;
  }
  device.body = given->body;
  device.entered_s = given->entered_s;
  device.is_left = false;
  device.state = world_.state(*device.body);
  world_.setLane(*device.body, device.lane);
  device.still_s = observed_s_;
  device.still_at_m = device.state.position_m;
  device.stage = Stage::CarryingIn;
  run(device, *device.in, device.spec.belt_mps);
}

void TransferLine::putInMiddle(Device& device) {
  const std::uint32_t from = static_cast<std::uint32_t>(device.in->neighbour);
  if (factory_.elements()[from].type == "conveyor") belts_.take({from, device.part.number}, observed_s_);
  const factory::Part& type = part_types_[device.part.type];
  Box box;
  box.size_m = type.size_m;
  box.position_m = device.motion.middle_m();
  box.position_m[2] += type.size_m[2] / 2;
  box.yaw_rad = device.spec.kind == factory::TransferKind::Turntable
                    ? device.motion.stand()
                    : factory_.elements()[device.spec.element].pose.yaw_rad;
  box.friction = kPartFriction;
  box.lane = device.lane;
  device.body = world_.addMoving(box, type.mass_kg, {});
  device.state = world_.state(*device.body);
  device.is_left = true;
  standStill(device);
}

/// Runs at its speed, then brakes so that the part stands in the middle.
void TransferLine::carryIn(Device& device, double step_s) {
  const double left_m = -device.motion.along_m(*device.in, device.state.position_m);
  const double before_m = left_m - device.belt_mps * step_s;  // where it will be
  double speed_mps = std::min(device.spec.belt_mps, std::sqrt(2 * device.spec.ramp_mps2 * std::max(0.0, before_m)));
  if (left_m > kInMiddle_m) speed_mps = std::max(speed_mps, std::min(kCrawl_mps, device.spec.belt_mps));
  if (left_m <= kInMiddle_m) speed_mps = 0;
  run(device, *device.in, speed_mps);
  if (device.stage != Stage::CarryingIn) return;
  if (!device.spec.stopsAll() && left_m <= device.spec.braking_m()) device.stage = Stage::Wanted;
  if (speed_mps == 0 && device.spec.stopsAll() && speedOf(device.state) < kStands_mps) standStill(device);
}

/// The part stands in the middle: a part with one way to go is turned there.
void TransferLine::standStill(Device& device) {
  run(device, *device.in, 0);
  device.stage = Stage::Turning;
  const bool turns = device.only != nullptr && device.only->rides && !device.only->is_push;
  if (turns) device.motion.moveTo(device.only->stand);
}

void TransferLine::carryOut(Device& device, double step_s) {
  const factory::TransferPort& out = *device.out;
  if (out.is_push) {
    run(device, out, 0);
    if (!device.motion.isMoving()) device.stage = Stage::Over;
    return;
  }
  run(device, out, std::min(device.spec.belt_mps, device.belt_mps + device.spec.ramp_mps2 * step_s));
}

void TransferLine::observe(double time_s) {
  observed_s_ = time_s;
  for (const auto& device : devices_) observeDevice(*device, time_s);
}

void TransferLine::observeDevice(Device& device, double time_s) {
  if (device.stage == Stage::Clearing) return watchClearing(device);
  if (!device.body) return;
  device.state = world_.state(*device.body);
  const auto along_m = [&](const factory::TransferPort& port) {
    return device.motion.along_m(port, device.state.position_m);
  };
  if (!device.is_left && along_m(*device.in) >= -device.spec.half_length_m) {
    belts_.noteLeft({static_cast<std::uint32_t>(device.in->neighbour), device.part.number}, device.entered_s, time_s);
    device.is_left = true;
  }
  if (device.state.position_m[2] < device.motion.middle_m()[2] - kFallen_m) return drop(device, time_s);
  if (!device.is_tipped && upright(device.state.orientation) < kTippedUp) {
    device.is_tipped = true;
    report(MishapKind::Tipped, device, time_s);
  }
  const bool is_carried_out = device.stage == Stage::CarryingOut && !device.out->is_push;
  if (is_carried_out && along_m(*device.out) >= device.spec.half_length_m) device.stage = Stage::Over;
  watchJam(device, time_s);
}

/// Until its rear is over the edge too; from then on it meets what the parts of the conveyor meet.
void TransferLine::watchClearing(Device& device) {
  const auto conveyor = static_cast<std::uint32_t>(device.out->neighbour);
  const std::optional<BodyState> state = belts_.stateOf({conveyor, device.part.number});
  if (state) {
    const auto& size_m = part_types_[device.part.type].size_m;
    const double edge_m = device.out->is_push ? device.spec.width_m / 2 : device.spec.half_length_m;
    const double half_m = (device.out->is_push ? size_m[1] : size_m[0]) / 2;
    if (device.motion.along_m(*device.out, state->position_m) < edge_m + half_m - kClear_m) return;
    if (const auto body = belts_.bodyOf({conveyor, device.part.number})) {
      world_.setLane(*body, belts_.worldLane(conveyor));
    }
  }
  device.stage = Stage::Cleared;
}

void TransferLine::watchJam(Device& device, double time_s) {
  const bool is_carried = device.stage == Stage::CarryingIn || device.stage == Stage::CarryingOut;
  const Vector3& at_m = device.state.position_m;
  const double away_m = std::hypot(at_m[0] - device.still_at_m[0], at_m[1] - device.still_at_m[1]);
  if (!is_carried || !device.is_running || away_m > kStillWithin_m) {
    device.still_s = time_s;
    device.still_at_m = at_m;
    return;
  }
  if (device.is_jammed || time_s - device.still_s < kJam_s) return;
  device.is_jammed = true;
  report(MishapKind::Jammed, device, time_s);
  mishaps_.back().blocker = static_cast<std::uint32_t>(device.spec.element);
  const factory::TransferPort& port = device.stage == Stage::CarryingIn ? *device.in : *device.out;
  const double yaw_rad = device.motion.wayYaw_rad(port);
  const auto before =
      world_.obstacle(*device.body, {kLookAhead_m * std::cos(yaw_rad), kLookAhead_m * std::sin(yaw_rad), 0});
  if (!before) return;
  if (const auto part = belts_.partOf(*before)) mishaps_.back().blocking_part = part->part;
}

void TransferLine::report(MishapKind kind, const Device& device, double time_s) {
  mishaps_.push_back({kind, time_s, device.part.number, static_cast<std::uint32_t>(device.spec.element), 0, {}});
}

/// It lies where it falls.
void TransferLine::drop(Device& device, double time_s) {
  report(MishapKind::Fell, device, time_s);
  world_.setLane(*device.body, Box::kEveryLane);
  fallen_.push_back({device.part, *device.body});
  device.body.reset();
  device.is_lost = true;
}

}  // namespace mw::motion
