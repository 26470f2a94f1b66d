// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/factory/enclosure.h"
#include "core/motion/motion_state.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// The doors of all enclosures that have a place, as driven bodies: each slides from closed to open, and back, within
/// its opens_s at one speed. All are open at first. A step is drive() and the world's step.
class DoorLine {
 public:
  /// Whether somebody reaches into this box, or a part lies there: what the light curtain of a door sees.
  using Curtain = std::function<bool(const DoorState& door, const Box& doorway)>;

  /// @param conveyors  elements of the world's lanes, by lane: those that flow into or out of an element pass its
  /// doors, but for those that lead through them
  /// @param world      outlives this
  DoorLine(const factory::Factory& factory, std::span<const std::uint32_t> conveyors, RigidWorld& world);

  /// Elements with doors that take time, by rising index in the factory.
  [[nodiscard]] std::vector<std::uint32_t> elements() const;
  void setOpen(std::uint32_t element, bool is_open);
  /// Moves the doors over the coming step. One that closes stands while its curtain sees somebody.
  void drive(double step_s, const Curtain& curtain);
  /// Whether all doors of the element are where they shall be.
  [[nodiscard]] bool isThere(std::uint32_t element) const;
  /// Whether all doors of the element stand open and shall stay so; true where it has none.
  [[nodiscard]] bool isOpen(std::uint32_t element) const;
  /// By elements, in the order that each lists them.
  [[nodiscard]] const std::vector<DoorState>& states() const { return states_; }

 private:
  struct Door {
    std::uint32_t element = 0;
    factory::Pose pose;
    factory::Panel leaf;
    Box doorway;
    Vector3 travel_m{};
    double opens_s = 0;
    BodyId body = 0;
    bool shall_open = true;
  };

  const factory::Factory& factory_;
  RigidWorld& world_;
  std::vector<Door> doors_;
  std::vector<DoorState> states_;  ///< by doors_
};

}  // namespace mw::motion
