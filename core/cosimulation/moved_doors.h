// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cosimulation/moved_arms.h"
#include "core/events/co_simulation.h"
#include "core/motion/door_line.h"

namespace mw::cosimulation {

/// Moves the doors of enclosures in an event run. While an arm, or what it holds, or a part of a conveyor is in a
/// doorway, the door does not close, and the job behind it does not begin.
class MovedDoors final : public events::DoorMover {
 public:
  /// @param parts  part types
  /// All outlive this.
  MovedDoors(motion::DoorLine& doors, const MovedArms& arms, const motion::BeltLine& belts,
             std::vector<factory::Part> parts)
      : doors_(doors),
        arms_(arms),
        belts_(belts),
        parts_(std::move(parts)),
        elements_(doors.elements()),
        is_moving_(elements_.size(), false) {}

  [[nodiscard]] const std::vector<events::Index>& enclosures() const { return elements_; }

  void move(events::Index enclosure, bool is_open, SimTime at) override;
  void drive(double step_s);
  /// Tells the run whose doors have closed or opened.
  void tell(events::CoSimulation& run);

 private:
  /// Whether a part of any conveyor is there.
  [[nodiscard]] bool isPartIn(const motion::Box& doorway) const;

  motion::DoorLine& doors_;
  const MovedArms& arms_;
  const motion::BeltLine& belts_;
  std::vector<factory::Part> parts_;
  std::vector<events::Index> elements_;
  std::vector<bool> is_moving_;  ///< by elements_
};

}  // namespace mw::cosimulation
