// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/moved_doors.h"

#include <algorithm>

#include "core/motion/clearance/distance.h"

namespace mw::cosimulation {

void MovedDoors::move(events::Index enclosure, bool is_open, SimTime) {
  doors_.setOpen(enclosure, is_open);
  const auto at = std::lower_bound(elements_.begin(), elements_.end(), enclosure) - elements_.begin();
  is_moving_[static_cast<std::size_t>(at)] = true;
  std::erase_if(jams_, [enclosure](const Jam& jam) { return jam.enclosure == enclosure; });
}

void MovedDoors::drive(double step_s, double time_s) {
  doors_.drive(step_s, [this, time_s](const motion::DoorState& door, const motion::Box& doorway) {
    const Parts parts = partsIn(doorway);
    watch(door, parts.fallen, time_s);
    return parts.is_any || belts_.isInDoorwayOf(door.element) || arms_.reachInto(door.element, doorway);
  });
}

MovedDoors::Parts MovedDoors::partsIn(const motion::Box& doorway) const {
  const motion::TurnedBox space = motion::turnedBox(doorway);
  Parts found;
  static_cast<void>(belts_.isAny([&](const motion::PartPose& part) {
    const motion::Vector3& size_m = parts_[part.part_type].size_m;
    if (motion::clearance_m(motion::turnedBox(size_m, part.position_m, part.orientation), space) >= 0) return false;
    found.is_any = true;
    if (belts_.hasFallen(part.part)) found.fallen = part.part;
    return found.fallen.has_value();
  }));
  return found;
}

void MovedDoors::watch(const motion::DoorState& door, std::optional<std::uint32_t> fallen, double time_s) {
  auto jam = std::find_if(jams_.begin(), jams_.end(), [&door](const Jam& each) {
    return each.enclosure == door.element && each.door == door.door;
  });
  if (jam != jams_.end() && jam->part != fallen) {
    jams_.erase(jam);
    jam = jams_.end();
  }
  if (!fallen) return;
  if (jam == jams_.end()) return jams_.push_back({door.element, door.door, *fallen, time_s});
  if (jam->is_told || time_s < jam->since_s + kJam_s) return;
  jam->is_told = true;
  motion::Mishap told{motion::MishapKind::Jammed, time_s, *fallen, door.element, door.element};
  told.door = door.door;
  mishaps_.push_back(told);
}

void MovedDoors::tell(events::CoSimulation& run) {
  for (std::size_t k = 0; k < elements_.size(); ++k) {
    if (!is_moving_[k] || !doors_.isThere(elements_[k])) continue;
    is_moving_[k] = false;
    run.doorsMoved(elements_[k]);
  }
}

}  // namespace mw::cosimulation
