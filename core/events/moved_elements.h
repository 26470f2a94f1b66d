// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/events/door_mover.h"
#include "core/events/part_mover.h"
#include "core/events/vehicle_mover.h"
#include "core/events/work_mover.h"

namespace mw::events {

/// What of a model is moved from outside, and by whom.
struct MovedElements {
  std::span<const Index> conveyors{};     ///< indices in the factory
  PartMover* conveyor_mover = nullptr;    ///< given where there are any
  std::span<const Index> robots{};        ///< indices in the factory
  WorkMover* work_mover = nullptr;        ///< given where there are any
  VehicleMover* vehicle_mover = nullptr;  ///< of all vehicles; null: drives take length / speed
  std::span<const Index> enclosures{};    ///< indices in the factory of stations with doors
  DoorMover* door_mover = nullptr;        ///< given where there are any
};

}  // namespace mw::events
