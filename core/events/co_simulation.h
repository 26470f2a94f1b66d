// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "core/events/moved_elements.h"
#include "core/events/simulation.h"

namespace mw::events {

/// One run of a model whose conveyors are somebody else's: routing, stations, failures, pools, vehicles and statistics
/// are the engine's, but a part is at a conveyor's end when the mover says so. Advances from outside, up to one time
/// after another; what the mover tells happens at the time it has been advanced to.
///
/// A conveyor takes a part whenever its entry is clear, which is the mover's to say: how many it holds is their size's
/// doing. States and statistics of conveyors are those of the events: idle while empty, blocked while the first part
/// waits to leave, else busy. A part that falls counts as scrapped, and its lead time ends.
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
  /// The part before has made room for another at the entry.
  void clearEntry(Index conveyor);
  /// The part is off the belt. Does nothing to a part that waits at the end for a vehicle.
  /// @returns whether the part is out of the run
  bool drop(Index conveyor, std::uint32_t part);

  /// What was measured from the end of the warm-up until now; while that lies ahead, from the start.
  [[nodiscard]] RunStatistics statistics() const;

 private:
  struct Run;
  std::unique_ptr<Run> run_;
};

}  // namespace mw::events
