// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <btBulletDynamicsCommon.h>
#include <limits>
#include <vector>

#include "core/motion/rigid_world.h"

namespace mw::motion {

constexpr double kGravity_mps2 = 9.80665;

/// @param pitch_rad  about its own y, after yaw
[[nodiscard]] btQuaternion turnOf(double yaw_rad, double pitch_rad);

/// A box in Bullet's world and what Bullet doesn't know of it: its lane, the speed of its surface or its drive, and
/// whether it rests. Its address is the user pointer of its rigid body: it is never moved.
struct WorldBody {
  enum class Kind { Fixed, Belt, Driven, Moving };

  Kind kind;
  int lane;
  std::vector<int> open_lanes;
  int gate;
  int way;
  int gates_passed = 0;
  btBoxShape shape;
  btRigidBody rigid;
  btVector3 belt_velocity{0, 0, 0};
  btVector3 belt_turn{0, 0, 0};
  btTransform driven_to{btTransform::getIdentity()};
  bool is_driven = false;  ///< on its way in the coming step
  double pitch_rad = 0;
  double mass_kg = 0;
  btVector3 inertia{0, 0, 0};
  bool is_resting = false;
  double quiet_s = 0;
  btTransform quiet_pose;                                           ///< where it has been for quiet_s
  double lane_speed_mps = std::numeric_limits<double>::infinity();  ///< of the belts of its lane

  WorldBody(Kind a_kind, const Box& box, double a_mass_kg);

  [[nodiscard]] static WorldBody& of(const btBroadphaseProxy& proxy) {
    return *static_cast<WorldBody*>(static_cast<const btCollisionObject*>(proxy.m_clientObject)->getUserPointer());
  }

  [[nodiscard]] bool isAwake() const { return kind == Kind::Moving && !is_resting; }
  /// A belt whose surface may move under what lies on it.
  [[nodiscard]] bool isRunning() const { return kind == Kind::Belt && !is_driven; }
  /// Something that may strike what rests.
  [[nodiscard]] bool isGoing() const { return isAwake() || is_driven; }

  /// A moving body that has been quiet for long enough rests from now on: it stands fixed, at no cost.
  void noteQuiet(double step_s);
  void wake();

  /// Before and after a step. Contacts see the velocity with which the box gets there.
  void startDrive(double step_s);
  void endDrive();

 private:
  void rest();
};

}  // namespace mw::motion
