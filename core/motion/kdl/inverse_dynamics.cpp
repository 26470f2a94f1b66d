// SPDX-License-Identifier: Apache-2.0
#include "core/motion/kdl/inverse_dynamics.h"

#include <kdl/chainidsolver_recursive_newton_euler.hpp>

#include "core/base/error.h"
#include "core/motion/kdl/kdl_chain.h"

namespace mw::motion {

JointVector jointTorques_nm(const Arm& arm, const JointVector& q_rad, const JointVector& speed_radps,
                            const JointVector& acceleration_radps2, const ArmLink& load) {
  constexpr double kGravity_mps2 = 9.80665;
  const KDL::Chain chain = kdlChain(arm, load);
  KDL::ChainIdSolver_RNE solver(chain, KDL::Vector(0, 0, -kGravity_mps2));
  KDL::JntArray torques(kArmJoints);
  const KDL::Wrenches no_wrenches(chain.getNrOfSegments(), KDL::Wrench::Zero());
  const int failure =
      solver.CartToJnt(kdlArray(q_rad), kdlArray(speed_radps), kdlArray(acceleration_radps2), no_wrenches, torques);
  MW_REQUIRE(failure == 0);
  return torques.data;
}

}  // namespace mw::motion
