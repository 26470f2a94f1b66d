// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <BulletDynamics/Dynamics/btRigidBody.h>

#include "core/motion/rigid_world.h"

namespace mw::motion {

[[nodiscard]] inline btVector3 bulletVector(const Vector3& v) {
  return {v[0], v[1], v[2]};
}

[[nodiscard]] inline Vector3 ourVector(const btVector3& v) {
  return {v.x(), v.y(), v.z()};
}

inline void setBody(btRigidBody& rigid, const BodyState& state) {
  const Quaternion& q = state.orientation;
  rigid.setCenterOfMassTransform(btTransform(btQuaternion(q[0], q[1], q[2], q[3]), bulletVector(state.position_m)));
  rigid.setInterpolationWorldTransform(rigid.getWorldTransform());
  rigid.setLinearVelocity(bulletVector(state.velocity_mps));
  rigid.setAngularVelocity(bulletVector(state.angular_velocity_radps));
}

[[nodiscard]] inline BodyState bodyState(const btTransform& pose, const btVector3& velocity, const btVector3& turn) {
  const btQuaternion q = pose.getRotation();
  return {ourVector(pose.getOrigin()), {q.x(), q.y(), q.z(), q.w()}, ourVector(velocity), ourVector(turn)};
}

}  // namespace mw::motion
