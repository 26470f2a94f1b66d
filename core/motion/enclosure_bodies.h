// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/enclosure.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A panel of an enclosure as a box in the hall.
/// @param moved_m  from where the panel says, in the element's frame
[[nodiscard]] Box panelBox(const factory::Pose& element, const factory::Panel& panel, const Vector3& moved_m = {});

}  // namespace mw::motion
