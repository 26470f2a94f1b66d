// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/motion/motion_state.h"
#include "core/motion/photo_eyes.h"

namespace mw::motion {

/// How far the blades of stops are down. A blade goes down for a part that was let go, and comes up again once that
/// part's rear has left it. It tells what one sees: which parts pass a blade is the world's to say.
class StopBlades {
 public:
  explicit StopBlades(const Lanes& lanes);

  /// @param time_s  at which the riders are where they are; rising
  void look(const RidersByLane& riders, std::span<const factory::Part> part_types, double time_s);
  /// By conveyors, each from its start to its end.
  [[nodiscard]] const std::vector<StopState>& states() const { return states_; }

 private:
  struct Blade {
    std::size_t lane = 0;
    std::size_t number = 0;          ///< from the conveyor's start
    Leg place;                       ///< where parts stand against it, and the belt's way there
    double width_m = 0;              ///< of the belt
    std::vector<std::size_t> lanes;  ///< whose parts may be over it: its own, and those that are joined to it
  };
  [[nodiscard]] static bool isOver(const Blade& blade, const Rider& rider, const factory::Part& type);

  std::vector<Blade> blades_;
  std::vector<StopState> states_;  ///< by blades_
  double looked_s_ = 0;
};

}  // namespace mw::motion
