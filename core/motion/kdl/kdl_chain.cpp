// SPDX-License-Identifier: Apache-2.0
#include "core/motion/kdl/kdl_chain.h"

namespace mw::motion {
namespace {

KDL::Vector kdlVector(const Eigen::Vector3d& v) {
  return {v.x(), v.y(), v.z()};
}

KDL::RigidBodyInertia kdlInertia(const ArmLink& link) {
  const Eigen::Matrix3d& i = link.inertia_kgm2;
  // Given about the centre of mass; KDL's constructor moves it to the frame's origin itself.
  return KDL::RigidBodyInertia(link.mass_kg, kdlVector(link.com_m),
                               KDL::RotationalInertia(i(0, 0), i(1, 1), i(2, 2), i(0, 1), i(0, 2), i(1, 2)));
}

}  // namespace

KDL::Frame kdlFrame(const Eigen::Isometry3d& pose) {
  const Eigen::Matrix3d r = pose.linear();
  return {KDL::Rotation(r(0, 0), r(0, 1), r(0, 2), r(1, 0), r(1, 1), r(1, 2), r(2, 0), r(2, 1), r(2, 2)),
          kdlVector(pose.translation())};
}

KDL::Chain kdlChain(const Arm& arm, const ArmLink& load) {
  KDL::Chain chain;
  chain.addSegment(KDL::Segment(KDL::Joint(KDL::Joint::Fixed), kdlFrame(arm.joints[0].X_PJ)));
  for (std::size_t i = 0; i < arm.joints.size(); ++i) {
    const bool is_last = i + 1 == arm.joints.size();
    const Eigen::Isometry3d to_tip = is_last ? arm.X_6F : arm.joints[i + 1].X_PJ;
    // KDL wants a segment's inertia in the frame at its tip.
    ArmLink body = seenFrom(to_tip.inverse(), arm.links[i]);
    if (is_last && load.mass_kg > 0) body = joined(body, load);
    chain.addSegment(KDL::Segment(
        KDL::Joint(arm.joints[i].name, KDL::Vector::Zero(), kdlVector(arm.joints[i].axis), KDL::Joint::RotAxis),
        kdlFrame(to_tip), kdlInertia(body)));
  }
  return chain;
}

KDL::JntArray kdlArray(const JointVector& values) {
  KDL::JntArray array(kArmJoints);
  array.data = values;
  return array;
}

}  // namespace mw::motion
