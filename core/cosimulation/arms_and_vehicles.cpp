// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/arms_and_vehicles.h"

#include <utility>

namespace mw::cosimulation {

ArmsAndVehicles::ArmsAndVehicles(const MovedArms& arms, const motion::VehicleLine& vehicles,
                                 std::vector<factory::Part> parts)
    : arms_(arms),
      vehicles_(vehicles),
      parts_(std::move(parts)),
      encounters_(arms.cells(), vehicles.speeds_mps(), arms.longestPart_m()) {}

void ArmsAndVehicles::observe(double time_s) {
  encounters_.look(
      time_s, [this](std::size_t arm) { return arms_.now(arm); }, [this](std::size_t vehicle) { return now(vehicle); },
      [this](std::size_t arm, std::size_t vehicle) { return arms_.isAt(arm, static_cast<std::uint32_t>(vehicle)); });
}

motion::VehicleNow ArmsAndVehicles::now(std::size_t vehicle) const {
  const auto number = static_cast<std::uint32_t>(vehicle);
  const motion::VehicleState state = vehicles_.stateOf(number);
  motion::Box body;
  body.size_m = state.size_m;
  body.position_m = {state.position_m[0], state.position_m[1], state.position_m[2] + state.size_m[2] / 2};
  body.yaw_rad = state.yaw_rad;
  motion::VehicleNow now{motion::turnedBox(body), {}};
  if (const std::optional<motion::PartPose> load = vehicles_.loadOf(number)) {
    now.load = motion::turnedBox(parts_[load->part_type].size_m, load->position_m, load->orientation);
  }
  return now;
}

}  // namespace mw::cosimulation
