// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A straight piece of a belt, in hall coordinates.
struct Leg {
  double x_m = 0;  ///< start of its centre line
  double y_m = 0;
  double yaw_rad = 0;
  double length_m = 0;

  /// Of a point: how far along this leg, and how far to its left.
  [[nodiscard]] std::array<double, 2> alongAndAcross_m(const Vector3& point) const;
  /// The point this far along, to the left, and at this height.
  [[nodiscard]] Vector3 at(double along_m, double across_m, double z_m) const;
  [[nodiscard]] Vector3 direction() const;
};

/// Where a conveyor runs and how wide it is.
struct ConveyorGeometry {
  std::uint32_t element = 0;  ///< index in the factory
  std::vector<Leg> legs;      ///< at least one
  double length_m = 0;        ///< sum of the legs
  double width_m = 0;         ///< between the rails
  double top_z_m = 0;         ///< height of the belt's surface
  double speed_mps = 0;
  double pitch_m = 0;
  bool is_accumulating = true;
  double half_part_m = 0;  ///< half the longest diagonal of a part: belts reach so far beyond start and end

  /// Angle from one leg into the next, positive to the left.
  [[nodiscard]] double turn_rad(std::size_t leg) const;
  /// How far before the end of a leg the corner to the next one begins.
  [[nodiscard]] double cornerReach_m(std::size_t leg) const;
  /// Whether the belt, with the parts that overhang its end, runs into a standing box, seen from above.
  [[nodiscard]] bool reaches(const Box& box) const;
};

/// @param parts  the part types that may come, at least one
/// @throws InputError naming the conveyor: paths that climb, turn by more than 90 degrees or have legs shorter than
/// their corners; parts wider than the declared width
[[nodiscard]] ConveyorGeometry conveyorGeometry(const factory::Factory& factory, std::size_t element,
                                                std::span<const factory::Part> parts);

/// A moving surface of a conveyor, per metre a second of its speed.
struct BeltSurface {
  BodyId body = 0;
  Vector3 velocity{};         ///< of its centre, dimensionless
  double turn_rad_per_m = 0;  ///< about the vertical through its centre
};

/// Puts belts, rails and the stop at the end into the world. In a corner a plate turns about the inner corner of the
/// rails, so that the middle of the belt keeps its speed and parts keep their side to the front.
[[nodiscard]] std::vector<BeltSurface> addConveyorBodies(const ConveyorGeometry& conveyor, int lane, RigidWorld& world);

}  // namespace mw::motion
