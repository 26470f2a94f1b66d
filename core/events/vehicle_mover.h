// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/events/part_mover.h"

namespace mw::events {

/// A way from one node to the next. Nodes are those of the fleet's factory::RoadNetwork.
struct VehicleDrive {
  Index from = 0;
  Index to = 0;
  bool is_last = true;         ///< to is where it is bound for; else it waits there at most
  std::vector<Index> ahead{};  ///< nodes after to on its way there, as far as is known now
  Index robot = kNone;         ///< at its end it is loaded or unloaded by this robot, where a WorkMover moves that
};

/// Moves vehicles as bodies, for a run in which a drive ends when the body has come to the node and not after length /
/// speed. Told by the engine, which decides who fetches what, by which roads and who may be on them; it answers through
/// CoSimulation. Vehicles are numbered through all fleets, as the factory lists them.
class VehicleMover {
 public:
  virtual ~VehicleMover() = default;
  /// Where the vehicle stands before anything else happens.
  virtual void place(Index vehicle, Index node) = 0;
  /// The vehicle is to drive on, from the end of its last drive: from where it stands, or, after
  /// CoSimulation::approach(), through that node without a stop.
  virtual void drive(Index vehicle, const VehicleDrive& way, SimTime at) = 0;
  /// The vehicle is wanted at the node where it stands. @returns false where its body must still come to a stop there,
  /// as it has made way or waits before the next road, or not where the robot reaches it; CoSimulation::arriveAtNode()
  /// follows
  /// @param robot  as that of VehicleDrive
  [[nodiscard]] virtual bool isThere(Index vehicle, Index robot) {
    static_cast<void>(vehicle), static_cast<void>(robot);
    return true;
  }
  /// The vehicle has nothing to do where it stands, until it is told to drive: it may make way for others.
  virtual void park(Index vehicle, SimTime at) { static_cast<void>(vehicle), static_cast<void>(at); }
  /// The part is on the vehicle now. @param from  the element it comes from
  virtual void load(Index vehicle, const MovedPart& part, Index from, SimTime at) = 0;
  /// The part that is on the vehicle is handed over.
  virtual void unload(Index vehicle, SimTime at) = 0;
  /// The part on the vehicle is from now on that of a robot that a WorkMover moves: it lies there until the gripper has
  /// it.
  virtual void leaveTo(Index robot, Index vehicle, SimTime at) {
    static_cast<void>(robot);
    unload(vehicle, at);
  }
};

}  // namespace mw::events
