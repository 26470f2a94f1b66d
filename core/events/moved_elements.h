// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/events/part_mover.h"

namespace mw::events {

/// What of a model is moved from outside, and by whom.
struct MovedElements {
  std::span<const Index> conveyors;     ///< indices in the factory
  PartMover* conveyor_mover = nullptr;  ///< given where there are any
};

}  // namespace mw::events
