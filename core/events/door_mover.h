// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/sim_time.h"
#include "core/events/index.h"

namespace mw::events {

/// Moves the doors of enclosures in place of the time that they take; see CoSimulation. All are open at first.
class DoorMover {
 public:
  virtual ~DoorMover() = default;
  /// Opens, or closes, all doors of the enclosure; CoSimulation::doorsMoved() when that is done.
  virtual void move(Index enclosure, bool is_open, SimTime at) = 0;
};

}  // namespace mw::events
