// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/motion/conveyor_geometry.h"

namespace mw::motion {

/// What stands still around the parts in motion: the floor, and a box for each element that is no conveyor and has a
/// place, of an enclosure its walls. What goes beyond 20 m around conveyors and elements has left the hall.
class Hall {
 public:
  /// Puts it all into the world. A box lets the parts of conveyors that flow into or out of its element pass.
  /// @param conveyors  the lane of each is its index here
  Hall(const factory::Factory& factory, std::span<const ConveyorGeometry> conveyors, RigidWorld& world);

  [[nodiscard]] bool contains(const Vector3& point_m) const;
  /// Whose box it is.
  [[nodiscard]] std::optional<std::uint32_t> elementOf(BodyId body) const;
  [[nodiscard]] double floor_z_m() const { return floor_z_m_; }

 private:
  void widenBy(const Vector3& point_m);
  void addFloor(const factory::Factory& factory, std::span<const ConveyorGeometry> conveyors, RigidWorld& world);
  /// An extent that the factory leaves to the type is a guess, and a guess stops no belt that runs through it.
  void addStandingBody(const factory::Factory& factory, std::size_t element,
                       std::span<const ConveyorGeometry> conveyors, RigidWorld& world);

  std::map<BodyId, std::uint32_t> element_of_body_;
  Vector3 min_m_{};
  Vector3 max_m_{};
  double floor_z_m_ = 0;
};

}  // namespace mw::motion
