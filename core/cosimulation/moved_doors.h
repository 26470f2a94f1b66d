// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cosimulation/moved_arms.h"
#include "core/events/co_simulation.h"
#include "core/motion/door_line.h"

namespace mw::cosimulation {

/// Moves the doors of enclosures in an event run. While an arm, or what it holds, or a part of a conveyor is in a
/// doorway, the door does not close, and the job behind it does not begin. A part that fell there stays: the run tells
/// which door it keeps open once that has lasted kJam_s.
class MovedDoors final : public events::DoorMover {
 public:
  static constexpr double kJam_s = 3;  ///< as for parts that stand on running belts

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
  /// Moves the doors over the step that begins at `time_s`.
  void drive(double step_s, double time_s);
  /// Tells the run whose doors have closed or opened.
  void tell(events::CoSimulation& run);
  [[nodiscard]] const std::vector<motion::Mishap>& mishaps() const { return mishaps_; }

 private:
  /// A door that can't close for a part that fell.
  struct Jam {
    events::Index enclosure = 0;
    std::uint32_t door = 0;
    std::uint32_t part = 0;
    double since_s = 0;
    bool is_told = false;
  };
  /// Parts of conveyors in a doorway.
  struct Parts {
    bool is_any = false;
    std::optional<std::uint32_t> fallen;
  };

  [[nodiscard]] Parts partsIn(const motion::Box& doorway) const;
  void watch(const motion::DoorState& door, std::optional<std::uint32_t> fallen, double time_s);

  motion::DoorLine& doors_;
  const MovedArms& arms_;
  const motion::BeltLine& belts_;
  std::vector<factory::Part> parts_;
  std::vector<events::Index> elements_;
  std::vector<bool> is_moving_;  ///< by elements_
  std::vector<Jam> jams_;        ///< of doors that shall close
  std::vector<motion::Mishap> mishaps_;
};

}  // namespace mw::cosimulation
