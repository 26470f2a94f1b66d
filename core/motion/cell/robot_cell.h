// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/arm/gripper.h"
#include "core/motion/plan/pick_place.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// The door through which a robot gets to a port inside an enclosure.
struct PortDoor {
  Vector3 outward{};   ///< unit normal of its wall, in the hall
  double depth_m = 0;  ///< from the port along it to before the leaf
};

/// Vehicles on whose bed a part comes or goes.
struct PortVehicle {
  std::uint32_t fleet = 0;  ///< index in `vehicles`
  std::string road_from;    ///< nodes of the road at whose end they stand
  std::string road_to;
};

/// A place at which a robot picks or places: where a part stands on the element at the other end of a flow, or on the
/// bed of the vehicle that brings or fetches it.
struct RobotPort {
  std::uint32_t element = 0;       ///< index in the factory; on a vehicle the robot's own
  std::uint32_t flow = 0;          ///< index in the factory
  Vector3 stand_m{};               ///< middle of the part's underside, in hall coordinates
  double yaw_rad = 0;              ///< of the part
  double passes_m = 0;             ///< how high what comes there otherwise may be: it passes under what is held over it
  std::optional<PortDoor> door{};  ///< of an element that is enclosed, and has a door to the robot
  std::optional<PortVehicle> vehicle{};
};

/// A robot with its arm, as it stands in its factory.
struct RobotCell {
  std::uint32_t robot = 0;  ///< index in the factory
  Arm mounted;              ///< with its gripper on
  Gripper gripper;
  Eigen::Isometry3d X_WB = Eigen::Isometry3d::Identity();  ///< its base in the hall
  double speed = 1;                                        ///< share of full speed in (0, 1]
  std::vector<RobotPort> picks;                            ///< by flows into the robot, in the factory's order
  std::vector<RobotPort> places;                           ///< by flows out of it
  std::vector<std::uint32_t> strays{};                     ///< flows by vehicles that no road leads to the robot
};

/// Where parts stand on an element: on a conveyor in the middle of its belt, where a part waits at the end (for a pick)
/// or at its start (for a place), else in the middle of its footprint, factory::kTransportHeight_m above its foot. On
/// vehicles in the middle of the bed: a port for each road into the robot's node (servedStops()).
///
/// @param robot   index of a robot with an "arm"
/// @param parts   all part types, at least one
/// @param folder  where names of URDF files begin
/// @throws InputError naming what the arm, its gripper or a conveyor lacks
[[nodiscard]] RobotCell robotCell(const factory::Factory& factory, std::size_t robot,
                                  std::span<const factory::Part> parts, const std::filesystem::path& folder);

/// Why an arm can't reach the vehicles of a stray flow.
[[nodiscard]] std::string strayText(const factory::Factory& factory, const RobotCell& cell, std::uint32_t flow);

/// As messages name it: an element by its id, in quotes.
[[nodiscard]] std::string portText(const factory::Factory& factory, const RobotPort& port);

/// One pick and place of this part from port to port.
[[nodiscard]] PickPlaceProgramme programmeOf(const RobotCell& cell, const RobotPort& pick, const RobotPort& place,
                                             const factory::Part& part);

}  // namespace mw::motion
