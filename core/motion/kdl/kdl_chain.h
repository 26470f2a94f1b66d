// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kdl/chain.hpp>
#include <kdl/jntarray.hpp>

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

[[nodiscard]] KDL::Frame kdlFrame(const Eigen::Isometry3d& pose);

/// The arm as a chain of KDL: a fixed segment up to the first joint, then one segment per joint.
/// @param load  what is fixed to the flange, in its frame
[[nodiscard]] KDL::Chain kdlChain(const Arm& arm, const ArmLink& load = {});

[[nodiscard]] KDL::JntArray kdlArray(const JointVector& values);

}  // namespace mw::motion
