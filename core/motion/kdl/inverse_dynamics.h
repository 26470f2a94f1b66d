// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// The torques that the joints' drives must give for a motion, under gravity of 9.80665 m/s2 along the base's -z:
///
///   tau = M(q) qdd + C(q, qd) qd + g(q)
///
/// @param load  what is fixed to the flange (gripper, part), in the flange's frame; mass 0 = nothing
/// @returns N m per joint
/// Source: recursive Newton-Euler (Featherstone 2008, section 5.3), by orocos KDL
[[nodiscard]] JointVector jointTorques_nm(const Arm& arm, const JointVector& q_rad, const JointVector& speed_radps,
                                          const JointVector& acceleration_radps2, const ArmLink& load = {});

}  // namespace mw::motion
