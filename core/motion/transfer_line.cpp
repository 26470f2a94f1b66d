// SPDX-License-Identifier: Apache-2.0
#include "core/motion/transfer_line.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/digest.h"
#include "core/base/error.h"

namespace mw::motion {

TransferLine::TransferLine(const factory::Factory& factory, std::vector<factory::Part> parts, BeltLine& belts,
                           RigidWorld& world)
    : factory_(factory), part_types_(std::move(parts)), belts_(belts), world_(world) {
  const std::vector<factory::TransferDevice> specs = factory::transferDevices(factory);
  for (std::size_t k = 0; k < specs.size(); ++k) {
    checkWidth(specs[k]);
    std::vector<int> conveyors;
    for (const factory::TransferPort& port : specs[k].ports) {
      if (port.rides) conveyors.push_back(belts.worldLane(static_cast<std::uint32_t>(port.neighbour)));
    }
    const int lane = laneOfTransfer(k);
    const factory::Pose& pose = factory.elements()[specs[k].element].pose;
    TransferMotion motion(specs[k], pose, lane, std::move(conveyors), world);
    elements_.push_back(static_cast<std::uint32_t>(specs[k].element));
    devices_.push_back(std::make_unique<Device>(Device{specs[k], std::move(motion), lane}));
  }
}

/// A pushed part lies across the conveyor.
void TransferLine::checkWidth(const factory::TransferDevice& device) const {
  double longest_m = 0;
  for (const factory::Part& part : part_types_) longest_m = std::max(longest_m, part.size_m[0]);
  for (const factory::TransferPort& port : device.ports) {
    if (!port.rides || !port.is_push) continue;
    const factory::Element& conveyor = factory_.elements()[port.neighbour];
    const double width_m =
        conveyor.has("size_m") ? conveyor.fields["size_m"][1].get<double>() : conveyor.declaration->default_size_m[1];
    const double needed_m = longest_m + 2 * kSideGap_m;
    if (width_m >= needed_m - 1e-9) continue;
    throw InputError(Place{"", fmt::format("/elements/{}/size_m", port.neighbour), 0, 0},
                     fmt::format("conveyor \"{}\" is {:.3g} m wide, parts that pusher \"{}\" puts across it need "
                                 "{:.3g} m",
                                 conveyor.id, width_m, factory_.elements()[device.element].id, needed_m),
                     "give it a wider size_m");
  }
}

TransferLine::Device& TransferLine::deviceOf(std::uint32_t element) {
  const auto at = std::lower_bound(elements_.begin(), elements_.end(), element) - elements_.begin();
  return *devices_[static_cast<std::size_t>(at)];
}

const TransferLine::Device& TransferLine::deviceOf(std::uint32_t element) const {
  const auto at = std::lower_bound(elements_.begin(), elements_.end(), element) - elements_.begin();
  return *devices_[static_cast<std::size_t>(at)];
}

TransferLine::Stage TransferLine::stage(std::uint32_t device) const {
  return deviceOf(device).stage;
}

bool TransferLine::hasLost(std::uint32_t device) const {
  return deviceOf(device).is_lost;
}

void TransferLine::begin(std::uint32_t element, const BeltPart& part, std::size_t came_by,
                         std::optional<std::size_t> only_flow) {
  Device& device = deviceOf(element);
  device.part = part;
  device.in = device.spec.portOf(came_by);
  device.only = only_flow ? device.spec.portOf(*only_flow) : nullptr;
  device.out = nullptr;
  device.is_lost = device.is_tipped = device.is_jammed = false;
  device.is_running = true;
  device.stage = Stage::Approaching;
  // On its way back it first gets there.
  if (!device.motion.isMoving()) device.motion.moveTo(device.in->rides ? device.in->stand : device.spec.home());
}

void TransferLine::send(std::uint32_t element, std::size_t flow) {
  Device& device = deviceOf(element);
  if (device.stage != Stage::Wanted) return;  // its part has just fallen, which is told in this step
  device.out = device.spec.portOf(flow);
  if (device.out->rides && !device.out->is_push) device.motion.moveTo(device.out->stand);
  device.stage = Stage::TurningOut;
}

void TransferLine::setRunning(std::uint32_t element, bool is_running) {
  deviceOf(element).is_running = is_running;
}

std::optional<BodyId> TransferLine::bodyOver(std::uint32_t element, std::uint32_t part) const {
  const Device& device = deviceOf(element);
  return device.out->rides && device.part.number == part ? device.body : std::nullopt;
}

void TransferLine::hold(std::uint32_t element) {
  Device& device = deviceOf(element);
  if (device.belt_mps > 0) run(device, *device.out, 0);
}

void TransferLine::release(std::uint32_t element, double time_s) {
  Device& device = deviceOf(element);
  const BodyId body = *device.body;
  if (!device.is_left)
    belts_.noteLeft({static_cast<std::uint32_t>(device.in->neighbour), device.part.number}, device.entered_s, time_s);
  device.is_left = true;
  device.body.reset();
  if (device.out->rides) {
    if (!device.out->is_push) run(device, *device.out, device.spec.belt_mps);
    device.stage = Stage::Clearing;
    return;
  }
  world_.remove(body);
  device.stage = Stage::Cleared;
}

void TransferLine::setFree(std::uint32_t element) {
  Device& device = deviceOf(element);
  device.is_lost = false;
  device.stage = Stage::Free;
  run(device, device.spec.ports.front(), 0);
}

void TransferLine::run(Device& device, const factory::TransferPort& port, double speed_mps) {
  device.belt_mps = speed_mps;
  device.motion.runBelt(device.motion.wayYaw_rad(port), speed_mps);
}

std::optional<PartOnBelt> TransferLine::partOf(BodyId body) const {
  for (const auto& device : devices_) {
    if (device->body == body) return PartOnBelt{static_cast<std::uint32_t>(device->spec.element), device->part.number};
  }
  return std::nullopt;
}

void TransferLine::addPoses(std::vector<PartPose>& poses) const {
  for (const auto& device : devices_) {
    if (!device->body) continue;
    poses.push_back({device->part.number, device->part.type, device->state.position_m, device->state.orientation});
  }
  for (const Fallen& fallen : fallen_) {
    const BodyState state = world_.state(fallen.body);
    poses.push_back({fallen.part.number, fallen.part.type, state.position_m, state.orientation});
  }
}

std::vector<TransferState> TransferLine::states() const {
  std::vector<TransferState> states;
  for (const auto& device : devices_) {
    states.push_back({static_cast<std::uint32_t>(device->spec.element), device->motion.stand()});
  }
  return states;
}

std::uint64_t TransferLine::hash() const {
  Digest digest;
  const auto add = [&](const BeltPart& part, const BodyState& state) {
    digest.addInteger(part.number);
    digest.addNumbers(state.position_m);
    digest.addNumbers(state.orientation);
    digest.addNumbers(state.velocity_mps);
    digest.addNumbers(state.angular_velocity_radps);
  };
  for (const auto& device : devices_) {
    const double stand = device->motion.stand();
    digest.addNumbers({&stand, 1});
    if (device->body) add(device->part, device->state);
  }
  for (const Fallen& fallen : fallen_) add(fallen.part, world_.state(fallen.body));
  return digest.low64();
}

}  // namespace mw::motion
