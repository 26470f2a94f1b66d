// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace mw::motion {

/// A moving part: position of its centre and orientation in hall coordinates.
struct PartPose {
  std::uint32_t part = 0;  ///< running number
  std::uint16_t part_type = 0;
  std::array<double, 3> position_m{};
  std::array<double, 4> orientation{0, 0, 0, 1};  ///< quaternion x y z w
};

/// One transport of one part over one conveyor.
struct Transport {
  std::uint32_t part = 0;
  std::uint32_t element = 0;
  double entered_s = 0;
  double left_s = 0;
};

/// A conveyor at one instant.
struct ConveyorState {
  std::uint32_t element = 0;
  bool is_running = true;
  std::uint32_t n_parts = 0;    ///< on it now
  double free_transport_s = 0;  ///< length / speed: what a part takes that nothing holds up
  double waited_s = 0;          ///< time so far in which a part waited at the end
};

/// Why an arm did not grip a part.
enum class MissReason {
  None,
  NotThere,    ///< it is gone, or further from its place than the arm looks for it
  Tipped,      ///< it does not stand upright
  OutOfReach,  ///< it stands where the arm can't get
  Moved,       ///< it was pushed away while the gripper came down
  TooHeavy
};

enum class MishapKind {
  Tipped,     ///< lies on its side (more than 45 degrees), but on the belt
  Fell,       ///< is below the belt's surface
  Lost,       ///< left the hall and was removed
  Strayed,    ///< went from a divert onto another conveyor than it was meant to, and counts no more
  Jammed,     ///< stands on a running belt with something other than a queue before it, or keeps a door open
  Slipped,    ///< took more force than the gripper holds with, and fell
  NotGripped  ///< was not as the robot needs it, and was taken away
};

/// A part that did not travel as it should.
struct Mishap {
  MishapKind kind = MishapKind::Fell;
  double time_s = 0;
  std::uint32_t part = 0;
  std::uint32_t element = 0;  ///< the conveyor it was on; slipped, not gripped: the robot; else of the door
  /// Jammed: the element that holds it up; the conveyor's own where its rails do. Strayed: the conveyor it is on.
  std::uint32_t blocker = 0;
  /// Jammed: the part in its way: one that fell, or one of several that hold up each other.
  std::optional<std::uint32_t> blocking_part{};
  /// The vehicle on which it was, numbered through all fleets; `element` is where it came from.
  std::optional<std::uint32_t> vehicle{};
  MissReason reason = MissReason::None;  ///< not gripped: why
  /// Jammed: the door that can't close for it, as `element` lists them.
  std::optional<std::uint32_t> door{};
};

/// A vehicle that came nearer to another, or to what stands in the hall, than its clearance without being meant to; or
/// two arms.
struct NearMiss {
  std::uint32_t vehicle = 0;  ///< numbered through all fleets
  bool is_element = false;    ///< else two vehicles
  std::uint32_t other = 0;    ///< the other vehicle, or the element
  double time_s = 0;          ///< when they were nearest
  double gap_m = 0;           ///< how far apart then, 0: they touch
  std::uint32_t n = 1;        ///< how many times they came near
  bool is_arms = false;       ///< `vehicle` and `other` are robots: elements of the factory
  bool is_arm = false;        ///< `other` is a robot, and its arm came near
};

/// A turntable, lift or pusher at one instant.
struct TransferState {
  std::uint32_t element = 0;
  /// A turntable's heading in the hall, rad; a lift's height above its foot's level, m; a blade's way, to the left, m.
  double stand = 0;
};

/// A vehicle that stands for another which does not go out of its way, as nothing makes it or nowhere is room for it.
struct Standstill {
  std::uint32_t vehicle = 0;  ///< that waits; numbered through all fleets
  std::uint32_t blocker = 0;  ///< the vehicle in its way
  std::uint32_t node = 0;     ///< of its fleet's network, for which it was bound
  double time_s = 0;          ///< since when
  double longest_s = 0;       ///< that it has stood so, so far
};

/// A vehicle at one instant.
struct VehicleState {
  std::uint32_t fleet = 0;             ///< as the factory lists them
  std::uint32_t vehicle = 0;           ///< within its fleet
  std::array<double, 3> position_m{};  ///< of the middle of its underside
  double yaw_rad = 0;
  std::array<double, 3> size_m{};
  double speed_mps = 0;
};

/// A door of an enclosure at one instant.
struct DoorState {
  std::uint32_t element = 0;
  std::uint32_t door = 0;  ///< as the element lists them
  double open = 1;         ///< 0 closed to 1 open
};

/// The blade of a conveyor's stop at one instant.
struct StopState {
  std::uint32_t element = 0;
  std::uint32_t stop = 0;  ///< from the conveyor's start
  double down = 0;         ///< 0 up, where it holds parts, to 1 down
};

}  // namespace mw::motion
