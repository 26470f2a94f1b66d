// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A part that comes onto a belt.
struct BeltPart {
  std::uint32_t number = 0;  ///< running, in order of creation
  std::uint16_t type = 0;    ///< index in the factory's parts
};

/// A part on its way over a junction, from the conveyor that let it go until it has left the plate.
struct Crossing {
  std::size_t junction = 0;
  std::optional<std::size_t> from;  ///< lane; none where it was put down at the start
  bool is_counted = false;          ///< its middle has passed from one conveyor to the other
  bool is_waiting = false;          ///< it stands before the place until its way is clear
  double let_go_s = 0;              ///< when it was let over
};

/// A part on a conveyor, as a body.
struct Rider {
  BeltPart part;
  std::size_t lane = 0;
  BodyId body = 0;
  double entered_s = 0;
  std::optional<double> arrived_s;
  std::optional<Crossing> crossing;
  std::size_t stops_passed = 0;  ///< of its conveyor's
  bool is_at_stop = false;       ///< its front is at the next one
  /// Taken from a conveyor; out of the world unless the next one takes it before the next step.
  bool is_leaving = false;
  double left_s = 0;  ///< when it was taken
  /// Taken from its conveyor into an enclosure: it rides on through the door.
  bool is_going_in = false;
  bool is_tipped = false;
  bool is_fallen = false;
  bool is_fall_told = false;
  bool is_jammed = false;
  Vector3 still_at_m{};    ///< where it stands, as good as
  double next_look_s = 0;  ///< when to look again for what holds it up
  BodyState state;

  [[nodiscard]] bool isHeldAtJunction() const { return crossing && crossing->is_waiting; }
};

}  // namespace mw::motion
