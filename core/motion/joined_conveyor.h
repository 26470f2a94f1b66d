// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/motion/conveyor_geometry.h"

namespace mw::motion {

/// One conveyor with its ends as they meet others; only those that may meet it are looked at.
///
/// @param element  index of a conveyor in the factory
/// @param parts    the part types that may come, at least one
/// @throws InputError naming the conveyor, or one that meets it, that can't be built
[[nodiscard]] ConveyorGeometry joinedConveyor(const factory::Factory& factory, std::size_t element,
                                              std::span<const factory::Part> parts);

/// The middle of the belt where a part that has to wait for the next element waits with its middle.
[[nodiscard]] Leg waitingPlace(const ConveyorGeometry& conveyor);

}  // namespace mw::motion
