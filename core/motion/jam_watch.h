// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/motion/hall.h"
#include "core/motion/lane.h"
#include "core/motion/motion_state.h"
#include "core/motion/rider.h"

namespace mw::motion {

/// Finds the parts that stand though their belt runs, and who is in their way. A part behind others that wait or are
/// jammed themselves is in a queue; parts that hold up each other, all round, are a jam of each.
class JamWatch {
 public:
  /// All outlive this.
  JamWatch(const std::vector<factory::Part>& part_types, const Lanes& lanes, const Hall& hall, const RigidWorld& world)
      : part_types_(part_types), lanes_(lanes), hall_(hall), world_(world) {}

  /// Starts to watch a part from where it is.
  static void restart(Rider& rider, double time_s);
  /// Looks at all parts; the work grows as their number does, however long the queues are.
  /// @param belts  by lane
  /// @returns jams that are new
  [[nodiscard]] std::vector<Mishap> watch(std::span<Rider> riders, std::span<const ConveyorState> belts,
                                          double time_s) const;

 private:
  class Queues;

  [[nodiscard]] double halfDiagonal_m(const Rider& rider) const;
  /// Whether a part has stood for long enough to ask why.
  [[nodiscard]] bool isDue(Rider& rider, bool is_running, double time_s) const;
  [[nodiscard]] Mishap jamOf(const Rider& rider, const Rider* before, std::optional<BodyId> body, double time_s) const;

  const std::vector<factory::Part>& part_types_;
  const Lanes& lanes_;
  const Hall& hall_;
  const RigidWorld& world_;
};

}  // namespace mw::motion
