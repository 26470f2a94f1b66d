// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/moved_belts.h"

namespace mw::cosimulation {

void MovedBelts::put(events::Index conveyor, const events::MovedPart& part, SimTime at) {
  if (const auto body = transfers_.overEdge(part.number)) {
    return belts_.adopt(conveyor, {part.number, part.part_type}, at.seconds(), *body);
  }
  belts_.put(conveyor, {part.number, part.part_type}, at.seconds(), arms_.inHand(part.number));
}

void MovedBelts::take(events::Index conveyor, std::uint32_t part, SimTime at) {
  belts_.take({conveyor, part}, at.seconds());
}

void MovedBelts::pass(events::Index conveyor, events::Index stop, std::uint32_t part, SimTime) {
  belts_.passStop({{conveyor, part}, stop});
}

void MovedBelts::setOn(events::Index conveyor, bool is_on) {
  belts_.setOn(conveyor, is_on);
}

void MovedBelts::tell(events::CoSimulation& run) {
  for (const motion::PartOnBelt& fallen : belts_.takeFallen()) {
    static_cast<void>(run.drop(fallen.conveyor, fallen.part));
  }
  for (const motion::PartAtStop& at : belts_.atStops()) run.reachStop(at.part.conveyor, at.stop, at.part.part);
  // Each is asked for itself: a part that goes on may take the place that another would go over, and one that an entry
  // lets in may set off others that take the next.
  for (const motion::PartOnBelt& arrived : belts_.arrived()) {
    if (belts_.hasArrived(arrived)) run.arrive(arrived.conveyor, arrived.part);
  }
  for (const motion::ConveyorState& conveyor : belts_.conveyors()) {
    if (belts_.takeClearEntry(conveyor.element)) run.clearEntry(conveyor.element);
  }
}

}  // namespace mw::cosimulation
