// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/moved_vehicles.h"

namespace mw::cosimulation {

void MovedVehicles::place(events::Index vehicle, events::Index node) {
  vehicles_.place(vehicle, node);
}

void MovedVehicles::drive(events::Index vehicle, const events::VehicleDrive& way, SimTime) {
  motion::RoadLeg leg{way.from, way.to, way.is_last};
  leg.is_served = way.robot != events::kNone;
  vehicles_.driveOn(vehicle, leg, way.ahead);
}

bool MovedVehicles::isThere(events::Index vehicle, events::Index robot) {
  return vehicles_.isThere(vehicle, robot != events::kNone);
}

void MovedVehicles::park(events::Index vehicle, SimTime) {
  vehicles_.park(vehicle);
}

void MovedVehicles::load(events::Index vehicle, const events::MovedPart& part, events::Index from, SimTime) {
  vehicles_.load(vehicle, {part.number, part.part_type, from}, arms_.inHand(part.number));
}

void MovedVehicles::unload(events::Index vehicle, SimTime) {
  vehicles_.unload(vehicle);
}

/// It lies where it is until the gripper has it.
void MovedVehicles::leaveTo(events::Index robot, events::Index vehicle, SimTime) {
  arms_.awaitFrom(robot, vehicle);
}

void MovedVehicles::tell(events::CoSimulation& run) {
  for (const std::uint32_t vehicle : vehicles_.takeFallen()) static_cast<void>(run.dropLoad(vehicle));
  for (const std::uint32_t vehicle : vehicles_.takePassed()) run.passNode(vehicle);
  for (const std::uint32_t vehicle : vehicles_.takeArrived()) run.arriveAtNode(vehicle);
  for (const std::uint32_t vehicle : vehicles_.approaching()) run.approach(vehicle);
}

}  // namespace mw::cosimulation
