// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/part_mover.h"

namespace mw::events {

/// What a robot is to do next.
struct MovedWork {
  MovedPart part;
  Index came_by = kNone;    ///< flow by which the part came: where it is to be picked
  SimTime usual;            ///< what the factory says that it takes
  Index only_flow = kNone;  ///< of a transfer device: the one flow that the part can take, to turn to it at once
};

/// Does the work of robots and transfer devices as bodies, for a run in which a robot is done when its arm is and not
/// after a time. Told by
/// the engine; it answers through CoSimulation.
///
///   begin        the part is the robot's, though it stands where it stood: pick it
///   workDone()   it is in the gripper, ready to be put down: the engine looks for an element with room
///   place        there is room, which is kept: put the part down
///   putDown()    the gripper is about to open: the part goes into the next element
///   workOver()   the arm is away: the robot is free
class WorkMover {
 public:
  virtual ~WorkMover() = default;
  virtual void begin(Index robot, const MovedWork& work, SimTime at) = 0;
  /// Only after workDone(), at once or later.
  /// @param flow  by which the part leaves
  virtual void place(Index robot, Index flow, SimTime at) = 0;
  /// Failures, shifts and operators that are missing stop the robot on its way, and let it go on where it stopped.
  virtual void setRunning(Index robot, bool is_running, SimTime at) = 0;
  /// A vehicle takes the part out of the gripper; the robot is free.
  virtual void giveAway(Index robot, SimTime at) = 0;
  /// Whether the robot takes this flow's parts from the bed of the vehicle that stands before it, or puts them there,
  /// so that no load_s or unload_s does. From the bed: begin(), then CoSimulation::clearOf(). Onto it: placeOnto(),
  /// putDown(), workOver().
  [[nodiscard]] virtual bool handles(Index robot, Index flow, Index vehicle) {
    static_cast<void>(robot), static_cast<void>(flow), static_cast<void>(vehicle);
    return false;
  }
  /// As place(), onto the vehicle, which stands there until workOver().
  virtual void placeOnto(Index robot, Index flow, Index vehicle, SimTime at) {
    static_cast<void>(vehicle);
    place(robot, flow, at);
  }
};

}  // namespace mw::events
