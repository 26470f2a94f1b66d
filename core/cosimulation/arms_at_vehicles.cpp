// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "core/cosimulation/moved_arms.h"

// Arms that load and unload vehicles.

namespace mw::cosimulation {
namespace {

/// Of the part's underside above the bed: more than a near miss.
constexpr double kOffTheBed_m = 0.06;
constexpr double kAtStop_m = 0.02;

}  // namespace

/// It reaches vehicles where they stop to be served.
bool MovedArms::handles(events::Index robot, events::Index flow, events::Index vehicle) {
  const motion::RobotCell& cell = armOf(robot).cell.cell();
  const motion::Vector3 at_m = vehicles_.stateOf(vehicle).position_m;
  const auto is_there = [&](const motion::RobotPort& port) {
    return port.flow == flow && std::hypot(port.stand_m[0] - at_m[0], port.stand_m[1] - at_m[1]) < kAtStop_m;
  };
  if (std::any_of(cell.picks.begin(), cell.picks.end(), is_there)) return true;
  if (std::any_of(cell.places.begin(), cell.places.end(), is_there)) return true;
  std::string note = fmt::format(
      "robot \"{}\" does not reach vehicles that stand beside their stop: they are loaded and unloaded in "
      "the time that they take elsewhere",
      setting_.factory.elements()[robot].id);
  if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(std::move(note));
  return false;
}

void MovedArms::placeOnto(events::Index robot, events::Index flow, events::Index vehicle, SimTime at) {
  armOf(robot).bound_onto = vehicle;
  place(robot, flow, at);
}

void MovedArms::awaitFrom(events::Index robot, events::Index vehicle) {
  MovedArm& arm = armOf(robot);
  arm.fetched_from = vehicle;
  arm.has_fetched = false;
}

/// The vehicle may drive when the part is off its bed, or out of the gripper already.
void MovedArms::clearVehicle(MovedArm& arm, events::CoSimulation& run) {
  if (!arm.fetched_from) return;
  if (const std::optional<motion::BodyState> held = arm.cell.held()) {
    const double underside_m = held->position_m[2] - setting_.parts[arm.cell.part().type].size_m[2] / 2;
    if (underside_m < vehicles_.stateOf(*arm.fetched_from).size_m[2] + kOffTheBed_m) return;
  } else if (!arm.has_fetched) {
    return;
  }
  run.clearOf(*std::exchange(arm.fetched_from, std::nullopt));
}

}  // namespace mw::cosimulation
