// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/co_simulation.h"
#include "core/motion/belt_line.h"

namespace mw::cosimulation {

/// Lets belts move the parts of an event run.
class MovedBelts final : public events::PartMover {
 public:
  explicit MovedBelts(motion::BeltLine& belts) : belts_(belts) {}

  void put(events::Index conveyor, const events::MovedPart& part, SimTime at) override;
  void take(events::Index conveyor, std::uint32_t part, SimTime at) override;
  void setOn(events::Index conveyor, bool is_on) override;

  /// Tells the run which parts fell, which have arrived, and which entries are clear again.
  void tell(events::CoSimulation& run);

 private:
  motion::BeltLine& belts_;
};

}  // namespace mw::cosimulation
