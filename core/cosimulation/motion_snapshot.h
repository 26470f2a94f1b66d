// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/cosimulation/motion_session.h"
#include "core/motion/arm/arm_posture.h"

namespace mw::cosimulation {

/// A vehicle and what it does.
struct VehicleNow {
  motion::VehicleState state;
  events::VehicleActivity activity = events::VehicleActivity::Idle;
};

/// Where all parts are at one instant: a value that may go to another thread.
struct MotionSnapshot {
  double time_s = 0;
  std::vector<motion::PartPose> parts;             ///< by rising number
  std::vector<factory::ElementState> states{};     ///< of elements, in factory order
  std::vector<std::int64_t> contents{};            ///< parts in them, those on belts too
  std::vector<motion::ArmPosture> arms{};          ///< of robots whose arms move, by rising element
  std::vector<VehicleNow> vehicles{};              ///< fleet by fleet
  std::vector<motion::DoorState> doors{};          ///< of enclosures, by rising element
  std::vector<motion::TransferState> transfers{};  ///< turntables, lifts and pushers, by rising element
  std::vector<motion::StopState> stops{};          ///< blades of conveyors' stops, by rising element
};

[[nodiscard]] MotionSnapshot snapshotOf(const MotionSession& session);

/// The parts between two snapshots, for display: positions on a straight line, orientations by normalised linear
/// interpolation along the shorter way, joints of arms, doors, transfer devices and stops in proportion, vehicles
/// straight on, turning the shorter way. A part that is in a alone stays as it was until
/// b; one that is in b alone appears at b. States and contents are those of a.
///
/// @param time_s  clamped to a and b
[[nodiscard]] MotionSnapshot interpolate(const MotionSnapshot& a, const MotionSnapshot& b, double time_s);

}  // namespace mw::cosimulation
