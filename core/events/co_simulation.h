// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "core/events/moved_elements.h"
#include "core/events/simulation.h"

namespace mw::events {

/// One run of a model whose conveyors, and where wished robots and vehicles, are somebody else's: routing, stations,
/// failures, pools, who fetches what and statistics are the engine's, but a part is at a conveyor's end, a robot done
/// and a vehicle at a node when the mover says so. Advances from outside, up to one time after another; what the movers
/// tell happens at the time it has been advanced to.
///
/// A conveyor takes a part whenever its entry is clear, which is the mover's to say: how many it holds is their size's
/// doing. States and statistics of conveyors are those of the events: idle while empty, blocked while the first part
/// waits to leave, else busy. A part that falls counts as scrapped, and its lead time ends.
///
/// A robot takes a part when it is free; what it was taken from is free at once. It is busy until its arm is away from
/// the part that it has put down, but blocked while it holds a part that is ready to be put down and no element has
/// room, and down, off or waiting as in the events. Failures that count working time go on striking it.
///
/// The same calls give the same bits.
class CoSimulation {
 public:
  /// Starts the run at time zero: the mover may be told of parts at once.
  CoSimulation(std::shared_ptr<const Model> model, const RunSettings& settings, const MovedElements& moved,
               Recorder* recorder = nullptr);
  ~CoSimulation();
  CoSimulation(const CoSimulation&) = delete;
  CoSimulation& operator=(const CoSimulation&) = delete;

  /// Works off all events up to this time, itself included. Times must not decrease; beyond the horizon nothing ends.
  /// @throws InputError as simulate() does
  void advance(SimTime to);
  [[nodiscard]] SimTime now() const;

  /// The part has come to the end of its conveyor. It becomes the first there, whichever was before it.
  void arrive(Index conveyor, std::uint32_t part);
  /// The part stands at a stop, counted from the conveyor's entry, from 0; when it may go on, the mover is told. Told
  /// again it changes nothing.
  void reachStop(Index conveyor, Index stop, std::uint32_t part);
  /// The part before has made room for another at the entry.
  void clearEntry(Index conveyor);
  /// The part is off the belt. Does nothing to a part that waits at the end for a vehicle.
  /// @returns whether the part is out of the run
  bool drop(Index conveyor, std::uint32_t part);

  // Of robots that a WorkMover moves.
  /// The robot has its part in the gripper, ready to be put down.
  /// @returns whether the robot was at work; false while it stands still or has no part: nothing has changed
  bool workDone(Index robot);
  /// The gripper is where the mover was told to place the part, about to open.
  /// @returns whether the next element has taken the part; false while the robot or that element stands still: it must
  /// hold on and ask again
  [[nodiscard]] bool putDown(Index robot);
  /// After putDown(): the arm is away from what it put down, so that the robot is free.
  /// @returns whether it is; false while the robot stands still: ask again
  bool workOver(Index robot);
  /// The arm has taken its part off the vehicle and is out of its way, or has given it up: the vehicle may drive. Said
  /// again it changes nothing.
  void clearOf(Index vehicle);
  /// The part of the robot is spoilt and out of the run; the robot is free. Does nothing to a part that waits in the
  /// gripper for a vehicle.
  /// @returns whether the part is out of the run
  bool dropWork(Index robot);

  // Of enclosures whose doors a DoorMover moves.
  /// All doors of the enclosure are where the mover was told to bring them.
  void doorsMoved(Index enclosure);

  // Of vehicles that a VehicleMover drives.
  /// The body comes near the end of its drive. Where it is to go on from there and the next road is free, the mover is
  /// told at once to drive on, and the body need not stop; ask again while it is not, until it is there.
  void approach(Index vehicle);
  /// The body has come to the node at the end of a drive after which it was told to drive on.
  void passNode(Index vehicle);
  /// The body is at the end of its last drive.
  void arriveAtNode(Index vehicle);
  /// The part on the vehicle has fallen off. It counts as scrapped, its room at the other end is free again, and so is
  /// the vehicle at the next node.
  /// @returns whether the part is out of the run
  bool dropLoad(Index vehicle);

  /// What was measured from the end of the warm-up until now; while that lies ahead, from the start.
  [[nodiscard]] RunStatistics statistics() const;

 private:
  struct Run;
  std::unique_ptr<Run> run_;
};

}  // namespace mw::events
