// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// A straight piece of a belt, level or climbing, in hall coordinates.
struct Leg {
  double x_m = 0;  ///< start of its centre line, on the belt's surface
  double y_m = 0;
  double z_m = 0;
  double yaw_rad = 0;
  double slope_rad = 0;  ///< above 0 it climbs
  double length_m = 0;   ///< along the slope

  /// Of a point: how far along this leg (its slope), and how far to its left.
  [[nodiscard]] std::array<double, 2> alongAndAcross_m(const Vector3& point) const;
  /// The point this far along, to the left, and above the belt's surface (square to it).
  [[nodiscard]] Vector3 at(double along_m, double across_m, double above_m) const;
  [[nodiscard]] Vector3 direction() const;
};

/// A level bend from one leg into the next.
struct Bend {
  Vector3 center_m{};   ///< of its arc, at the height of the belt's surface
  double radius_m = 0;  ///< of the belt's middle; 0: none, the legs meet in a corner or go straight on
  double start_yaw_rad = 0;
  double turn_rad = 0;  ///< to the left

  [[nodiscard]] Vector3 at(double turned_rad, double radius_m, double above_m) const;
};

/// How an end of a conveyor meets another conveyor.
struct ConveyorEnd {
  bool is_joined = false;  ///< parts ride on from here or come riding, and no belt reaches beyond
  double reach_m = 0;      ///< so far before the point where they meet the plate that turns parts begins
  double hold_m = 0;       ///< so far before it a part that has to wait waits with its middle
  int outer_side = 0;      ///< the rail that goes round the outside of the turn: 1 left, -1 right, 0 none
  /// Behind where parts wait is the doorway of an enclosure: one that is taken rides on to the end.
  bool is_doorway = false;
};

/// Where a conveyor runs and how wide it is.
struct ConveyorGeometry {
  std::uint32_t element = 0;  ///< index in the factory
  std::vector<Leg> legs;      ///< at least one
  std::vector<Bend> bends;    ///< from each leg into the next
  double length_m = 0;        ///< sum of legs and bends
  double width_m = 0;         ///< between the rails
  double speed_mps = 0;
  double pitch_m = 0;
  bool is_accumulating = true;
  double friction = 0;     ///< of its surface, to be multiplied with the part's
  double half_part_m = 0;  ///< half the longest diagonal of a part: belts reach so far beyond start and end
  ConveyorEnd start;
  ConveyorEnd end;
  std::vector<Leg> stops{};  ///< where a part's front stands, and the belt's way there; from start to end

  /// Angle from one leg into the next, positive to the left.
  [[nodiscard]] double turn_rad(std::size_t leg) const;
  /// How far before the end of a leg the corner to the next one begins; 0 where a bend leads round.
  [[nodiscard]] double cornerReach_m(std::size_t leg) const;
  /// Whether the belt, with the parts that overhang its end, runs into a standing box, seen from above.
  [[nodiscard]] bool reaches(const Box& box) const;
  /// A point of the belt's middle, so far from its start, and the belt's way there. Clamped to its ends.
  [[nodiscard]] Leg placeAt(double along_m) const;
  /// The way of the belt at the place nearest to a point.
  [[nodiscard]] Vector3 directionAt(const Vector3& point) const;
  /// Of the belt's surface below or above a point, taken from the leg nearest to it.
  [[nodiscard]] double surfaceHeight_m(const Vector3& point) const;
};

/// @param parts  the part types that may come, at least one
/// @throws InputError naming the conveyor: paths that turn by more than 90 degrees, turn where they climb, climb by
/// more than 60 degrees or have legs shorter than their corners; parts wider than the declared width
[[nodiscard]] ConveyorGeometry conveyorGeometry(const factory::Factory& factory, std::size_t element,
                                                std::span<const factory::Part> parts);

/// What a conveyor can't do well with these parts, a sentence each: slopes on which they slide back or tip over,
/// rollers too far apart for them.
[[nodiscard]] std::vector<std::string> conveyorNotes(const ConveyorGeometry& conveyor, const factory::Factory& factory,
                                                     std::span<const factory::Part> parts);

/// Between a part at the end of its way and the stop before it: the sensor sees the part before it touches.
inline constexpr double kStopGap_m = 0.01;
/// At least, between a part that comes onto a belt and the one before it.
inline constexpr double kEntryGap_m = 0.01;
/// Of the rails along a belt.
inline constexpr double kRailThickness_m = 0.05;
/// Between the widest part and a rail.
inline constexpr double kSideGap_m = 0.05;

}  // namespace mw::motion
