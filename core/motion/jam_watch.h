// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

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
  /// @param riders      all of them, the watched one too
  /// @param is_running  the belt of each lane
  /// @returns a jam that is new
  [[nodiscard]] std::optional<Mishap> watch(Rider& rider, std::span<const Rider> riders, bool is_running,
                                            double time_s) const;

 private:
  struct Hold {
    const Rider* part = nullptr;
    std::optional<BodyId> body;
  };

  [[nodiscard]] double halfDiagonal_m(const Rider& rider) const;
  [[nodiscard]] bool isCloseBehind(const Rider& rider, const Rider& other) const;
  /// What is right before a part.
  [[nodiscard]] Hold holdOf(const Rider& rider, std::span<const Rider> riders) const;
  [[nodiscard]] std::optional<Mishap> lookAhead(Rider& rider, std::span<const Rider> riders, double time_s) const;
  /// Whether the parts before a part lead back to it.
  [[nodiscard]] bool isHeldByItself(const Rider& rider, const Rider* before, std::span<const Rider> riders) const;

  const std::vector<factory::Part>& part_types_;
  const Lanes& lanes_;
  const Hall& hall_;
  const RigidWorld& world_;
};

}  // namespace mw::motion
