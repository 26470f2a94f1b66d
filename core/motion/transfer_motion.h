// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/factory/transfer_device.h"
#include "core/motion/conveyor_geometry.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// The bodies of one turntable, lift or pusher and how they are driven: its belt, which turns or rises with its plate,
/// and a pusher's blade. Parts of its lane alone meet them.
class TransferMotion {
 public:
  /// @param lane        of the parts on it
  /// @param conveyors   lanes of the conveyors that lead to it and from it, whose own parts pass through
  TransferMotion(const factory::TransferDevice& device, const factory::Pose& pose, int lane, std::vector<int> conveyors,
                 RigidWorld& world);

  [[nodiscard]] double stand() const { return stand_; }
  [[nodiscard]] bool isMoving() const { return move_.has_value(); }
  /// Sets out for another stand, from rest; at once where it is there.
  void moveTo(double stand);
  /// Of its belt in the coming step, along a way in the hall.
  void runBelt(double yaw_rad, double speed_mps);
  /// Drives plate and blade over the coming step.
  void drive(double step_s);

  /// Way of a part over a port: where it rides to.
  [[nodiscard]] double wayYaw_rad(const factory::TransferPort& port) const;
  /// How far beyond the device's middle a point is, along a port's way.
  [[nodiscard]] double along_m(const factory::TransferPort& port, const Vector3& point) const;
  /// The point on its belt in its middle.
  [[nodiscard]] Vector3 middle_m() const;

 private:
  struct Move {
    double from = 0;
    double way = 0;
    double elapsed_s = 0;
    factory::TransferDrive drive;
  };
  [[nodiscard]] Vector3 bladeAt_m(double stand) const;

  factory::TransferDevice device_;
  Leg frame_;  ///< from its middle along its own x, on the level of its foot's belt
  RigidWorld& world_;
  BodyId belt_ = 0;
  std::optional<BodyId> blade_;
  double side_ = 0;  ///< to which the blade pushes
  double stand_ = 0;
  std::optional<Move> move_;
};

}  // namespace mw::motion
