// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/sim_time.h"
#include "core/events/index.h"

namespace mw::events {

/// A part on its way.
struct MovedPart {
  std::uint32_t number = 0;     ///< running, in order of creation; no two of a run have the same
  std::uint16_t part_type = 0;  ///< index in the factory's parts
};

/// Moves parts over conveyors as bodies, for a run in which a transport ends when the body arrives and not after a
/// time. Told by the engine; it answers through CoSimulation.
class PartMover {
 public:
  virtual ~PartMover() = default;
  /// The part comes onto the conveyor, whose entry was clear.
  virtual void put(Index conveyor, const MovedPart& part, SimTime at) = 0;
  /// The part that waits at the conveyor's end goes on.
  virtual void take(Index conveyor, std::uint32_t part, SimTime at) = 0;
  /// The part that waits at the conveyor's end is from now on that of a robot that a WorkMover moves: it stands there
  /// until the gripper has it.
  virtual void leaveTo(Index robot, Index conveyor, std::uint32_t part, SimTime at) {
    static_cast<void>(robot);
    take(conveyor, part, at);
  }
  /// A stop lets the part go that stands there; counted from the conveyor's entry, from 0.
  virtual void pass(Index conveyor, Index stop, std::uint32_t part, SimTime at) = 0;
  /// The conveyor's working hours have begun or ended.
  virtual void setOn(Index conveyor, bool is_on) = 0;
};

}  // namespace mw::events
