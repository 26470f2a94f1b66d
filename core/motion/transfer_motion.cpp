// SPDX-License-Identifier: Apache-2.0
#include "core/motion/transfer_motion.h"

#include <algorithm>
#include <cmath>

#include "core/factory/transport_height.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kBeltThickness_m = 0.1;
constexpr double kBladeThickness_m = 0.05;
constexpr double kBladeHeight_m = 0.12;
constexpr double kBladeOver_m = 5e-3;  // it passes over the belt
constexpr double kBladeOfBelt = 0.8;   // its length, of the belt's

double sideOf(const factory::TransferDevice& device) {
  for (const factory::TransferPort& port : device.ports) {
    if (port.rides && port.is_push) return port.side;
  }
  return 0;
}

}  // namespace

TransferMotion::TransferMotion(const factory::TransferDevice& device, const factory::Pose& pose, int lane,
                               std::vector<int> conveyors, RigidWorld& world)
    : device_(device),
      frame_{pose.x_m, pose.y_m, pose.z_m + factory::kTransportHeight_m, pose.yaw_rad, 0, 0},
      world_(world),
      side_(sideOf(device)),
      stand_(device.home()) {
  Box belt;
  belt.size_m = {2 * device.half_length_m, device.width_m, kBeltThickness_m};
  belt.position_m = middle_m();
  belt.position_m[2] -= kBeltThickness_m / 2;
  belt.yaw_rad = device.kind == factory::TransferKind::Turntable ? stand_ : pose.yaw_rad;
  belt.friction = device.friction / kPartFriction;
  belt.lane = lane;
  belt.open_lanes = conveyors;
  belt_ = device.kind == factory::TransferKind::Pusher ? world.addBelt(belt) : world.addDrivenBelt(belt);
  if (side_ == 0) return;
  Box blade;
  blade.size_m = {kBladeOfBelt * belt.size_m[0], kBladeThickness_m, kBladeHeight_m};
  blade.position_m = bladeAt_m(0);
  blade.yaw_rad = pose.yaw_rad;
  blade.friction = kGuideFriction;
  blade.lane = lane;
  blade.open_lanes = std::move(conveyors);
  blade_ = world.addDriven(blade);
}

Vector3 TransferMotion::middle_m() const {
  const double height_m = device_.kind == factory::TransferKind::Lift ? stand_ : 0;
  return {frame_.x_m, frame_.y_m, frame_.z_m + height_m};
}

/// Its face begins at the belt's edge.
Vector3 TransferMotion::bladeAt_m(double stand) const {
  const double across_m = stand - side_ * (device_.width_m + kBladeThickness_m) / 2;
  return frame_.at(0, across_m, kBladeOver_m + kBladeHeight_m / 2);
}

void TransferMotion::moveTo(double stand) {
  const double way = device_.wayBetween(stand_, stand);
  move_.reset();
  if (way == 0) return;
  const bool is_back = device_.kind == factory::TransferKind::Pusher && std::abs(stand) < std::abs(stand_);
  move_ = Move{stand_, way, 0, is_back ? device_.back : device_.drive};
}

void TransferMotion::runBelt(double yaw_rad, double speed_mps) {
  world_.setBeltVelocity(belt_, {speed_mps * std::cos(yaw_rad), speed_mps * std::sin(yaw_rad), 0});
}

void TransferMotion::drive(double step_s) {
  if (!move_) return;
  move_->elapsed_s += step_s;
  stand_ = move_->from + move_->drive.wayAt(move_->elapsed_s, move_->way);
  if (move_->elapsed_s >= move_->drive.time_s(move_->way)) move_.reset();
  if (device_.kind == factory::TransferKind::Pusher) return world_.driveTo(*blade_, bladeAt_m(stand_), frame_.yaw_rad);
  Vector3 belt_m = middle_m();
  belt_m[2] -= kBeltThickness_m / 2;
  world_.driveTo(belt_, belt_m, device_.kind == factory::TransferKind::Turntable ? stand_ : frame_.yaw_rad);
}

double TransferMotion::wayYaw_rad(const factory::TransferPort& port) const {
  switch (device_.kind) {
    case factory::TransferKind::Turntable:
      return port.stand;
    case factory::TransferKind::Lift:
      return frame_.yaw_rad + (port.way < 0 ? std::acos(-1.0) : 0);
    case factory::TransferKind::Pusher:
      return frame_.yaw_rad + (port.is_push ? port.side * std::acos(0.0) : 0);
  }
  return 0;
}

double TransferMotion::along_m(const factory::TransferPort& port, const Vector3& point) const {
  const double yaw_rad = wayYaw_rad(port);
  return (point[0] - frame_.x_m) * std::cos(yaw_rad) + (point[1] - frame_.y_m) * std::sin(yaw_rad);
}

}  // namespace mw::motion
