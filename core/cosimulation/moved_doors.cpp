// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/moved_doors.h"

#include <algorithm>

#include "core/motion/clearance/distance.h"

namespace mw::cosimulation {

void MovedDoors::move(events::Index enclosure, bool is_open, SimTime) {
  doors_.setOpen(enclosure, is_open);
  const auto at = std::lower_bound(elements_.begin(), elements_.end(), enclosure) - elements_.begin();
  is_moving_[static_cast<std::size_t>(at)] = true;
}

void MovedDoors::drive(double step_s) {
  doors_.drive(step_s, [this](std::uint32_t element, const motion::Box& doorway) {
    return belts_.isInDoorwayOf(element) || arms_.reachInto(element, doorway) || isPartIn(doorway);
  });
}

bool MovedDoors::isPartIn(const motion::Box& doorway) const {
  const motion::TurnedBox space = motion::turnedBox(doorway);
  return belts_.isAny([&](const motion::PartPose& part) {
    const motion::Vector3& size_m = parts_[part.part_type].size_m;
    return motion::clearance_m(motion::turnedBox(size_m, part.position_m, part.orientation), space) < 0;
  });
}

void MovedDoors::tell(events::CoSimulation& run) {
  for (std::size_t k = 0; k < elements_.size(); ++k) {
    if (!is_moving_[k] || !doors_.isThere(elements_[k])) continue;
    is_moving_[k] = false;
    run.doorsMoved(elements_[k]);
  }
}

}  // namespace mw::cosimulation
