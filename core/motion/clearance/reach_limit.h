// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/motion/kdl/inverse_kinematics.h"

namespace mw::motion {

/// The furthest from the axis of the base, in one direction, at which the tip gets to a height while it points straight
/// down, to a centimetre; 0 where it does not get there at all. Nearer places may be out of reach too: below the
/// shoulder, or where a joint comes to its end.
///
/// @param toward_rad  about the vertical, from the base's x axis
/// @param z_m         of the tip in the base
/// @param yaw_rad     of the tip
/// @note 4 ms: a few short searches, then halving from posture to posture
[[nodiscard]] double furthestReach_m(InverseKinematics& inverse, double toward_rad, double z_m, double yaw_rad);

}  // namespace mw::motion
