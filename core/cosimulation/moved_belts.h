// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cosimulation/moved_arms.h"
#include "core/cosimulation/moved_transfers.h"
#include "core/events/co_simulation.h"
#include "core/motion/belt_line.h"

namespace mw::cosimulation {

/// Lets belts move the parts of an event run.
class MovedBelts final : public events::PartMover {
 public:
  /// @param arms       knows what is let go by a gripper; outlives this
  /// @param transfers  knows what comes over the edge of a transfer device; outlives this
  MovedBelts(motion::BeltLine& belts, const MovedArms& arms, const MovedTransfers& transfers)
      : belts_(belts), arms_(arms), transfers_(transfers) {}

  void put(events::Index conveyor, const events::MovedPart& part, SimTime at) override;
  void take(events::Index conveyor, std::uint32_t part, SimTime at) override;
  /// It stands there until the arm or the device has it.
  void leaveTo(events::Index, events::Index, std::uint32_t, SimTime) override {}
  void pass(events::Index conveyor, events::Index stop, std::uint32_t part, SimTime at) override;
  void setOn(events::Index conveyor, bool is_on) override;

  /// Tells the run which parts fell, which have arrived, and which entries are clear again.
  void tell(events::CoSimulation& run);

 private:
  motion::BeltLine& belts_;
  const MovedArms& arms_;
  const MovedTransfers& transfers_;
};

}  // namespace mw::cosimulation
