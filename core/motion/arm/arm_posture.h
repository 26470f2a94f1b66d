// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// A robot's joints at one instant.
struct ArmPosture {
  std::uint32_t element = 0;  ///< index in the factory
  JointVector q_rad = JointVector::Zero();
};

}  // namespace mw::motion
