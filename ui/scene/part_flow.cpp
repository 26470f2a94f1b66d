// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/part_flow.h"

#include <algorithm>
#include <cmath>

#include "ui/scene/footprint.h"
#include "ui/scene/part_slot.h"

namespace mw::scene {
namespace {

/// Slots drawn for a store without limit.
constexpr int kOpenStoreSlots = 24;

PartPose between(const PartPose& a, const PartPose& b, double share) {
  PartPose pose = b;
  double dot = 0;
  for (std::size_t i = 0; i < 4; ++i)
    dot += static_cast<double>(a.orientation[i]) * static_cast<double>(b.orientation[i]);
  const double sign = dot < 0 ? -1 : 1;
  double norm = 0;
  std::array<double, 4> mixed{};
  for (std::size_t i = 0; i < 4; ++i) {
    mixed[i] =
        (1 - share) * sign * static_cast<double>(a.orientation[i]) + share * static_cast<double>(b.orientation[i]);
    norm += mixed[i] * mixed[i];
  }
  norm = std::sqrt(norm);
  for (std::size_t i = 0; i < 4; ++i) pose.orientation[i] = static_cast<float>(mixed[i] / norm);
  for (std::size_t i = 0; i < 3; ++i) {
    pose.center_m[i] = static_cast<float>((1 - share) * static_cast<double>(a.center_m[i]) +
                                          share * static_cast<double>(b.center_m[i]));
  }
  return pose;
}

/// Starts and ends at rest.
double eased(double share) {
  const double s = std::clamp(share, 0.0, 1.0);
  return s * s * (3 - 2 * s);
}

}  // namespace

/// The moves that are still being shown at one instant.
struct PartFlow::Moves {
  Moves(const PartFlow& flow, const events::Recording& recording, const events::Moment& moment, double shown_s)
      : now_s(moment.at.seconds()), transit_s(shown_s), left_at_s(flow.elements_.size(), -1) {
    if (transit_s <= 0) return;
    // A part that goes by vehicle leaves when it is loaded, and moves when it is handed over.
    for (const events::VehicleMove& vehicle : moment.vehicles) {
      if (vehicle.part == events::VehicleMove::kNone || vehicle.loaded_at.seconds() < now_s - transit_s) continue;
      double& left_s = left_at_s[static_cast<std::size_t>(vehicle.taken_from)];
      left_s = std::max(left_s, vehicle.loaded_at.seconds());
    }
    for (const events::PartMove& move :
         recording.movesBetween(moment.at - SimTime::fromSeconds(transit_s), moment.at)) {
      if (move.from >= 0 && !flow.isRide(move)) {
        double& left_s = left_at_s[static_cast<std::size_t>(move.from)];
        left_s = std::max(left_s, move.at.seconds());
      }
      if (move.from >= 0 && move.to >= 0) arrivals[move.part] = move;
    }
  }
  [[nodiscard]] double shareSince(double start_s) const {
    return transit_s > 0 ? eased((now_s - start_s) / transit_s) : 1;
  }

  double now_s;
  double transit_s;
  std::unordered_map<std::uint32_t, events::PartMove> arrivals;
  std::vector<double> left_at_s;  ///< newest departure per element, -1 = none
};

PartFlow::PartFlow(const factory::Factory& factory, std::vector<SceneElement> elements)
    : elements_(std::move(elements)), belts_(elements_.size()), vehicles_(factory) {
  for (const factory::Flow& flow : factory.flows()) {
    if (!factory::isByVehicle(flow)) continue;
    rides_.emplace(static_cast<std::int32_t>(flow.from), static_cast<std::int32_t>(flow.to));
  }
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].type != BodyType::Conveyor) continue;
    const factory::Element& conveyor = factory.elements()[i];
    double length_m = 0;
    const std::vector<Vec3> line = centerLineOf(elements_[i]);
    for (std::size_t k = 1; k < line.size(); ++k) length_m += norm(line[k] - line[k - 1]);
    belts_[i] = {length_m, conveyor.value("speed_mps").get<double>(), conveyor.value("pitch_m").get<double>()};
  }
  for (const factory::Part& part : factory.parts()) {
    part_sizes_m_.push_back({part.size_m[0], part.size_m[1], part.size_m[2]});
  }
  if (part_sizes_m_.empty()) part_sizes_m_.push_back({0.3, 0.3, 0.3});
}

FlowFrame PartFlow::frameAt(const events::Recording& recording, const events::Moment& moment, double transit_s) const {
  FlowFrame frame;
  const Moves moves(*this, recording, moment, transit_s);
  frame.states.reserve(elements_.size());
  for (std::size_t element = 0; element < elements_.size(); ++element) {
    const auto& content = moment.elements[element];
    frame.states.push_back(content.summary);
    const bool is_belt = belts_[element].length_m > 0;
    for (std::size_t index = 0; index < content.parts.size(); ++index) {
      const events::PartInside& part = content.parts[index];
      PartPose pose = standing(part, moment, element, index);
      const double left_s = moves.left_at_s[element];
      if (!is_belt && left_s >= 0 && part.entered.seconds() < left_s) {
        pose = between(standing(part, moment, element, index + 1), pose, moves.shareSince(left_s));
      }
      if (const auto arrival = moves.arrivals.find(part.part); arrival != moves.arrivals.end()) {
        const auto from = static_cast<std::size_t>(arrival->second.from);
        const double share = moves.shareSince(arrival->second.at.seconds());
        // From the vehicle beside it, not all the way from where that came from.
        pose = isRide(arrival->second) ? between(atPort(portsOf(elements_[element]).in, pose.type), pose, share)
                                       : onTheWay(pose, from, element, share);
      }
      frame.parts.push_back(pose);
      frame.numbers.push_back(part.part);
    }
  }
  addCarried(frame, moment);
  return frame;
}

void PartFlow::addCarried(FlowFrame& frame, const events::Moment& moment) const {
  frame.vehicles = vehicles_.posesAt(moment);
  for (std::size_t v = 0; v < frame.vehicles.size(); ++v) {
    const events::VehicleMove& vehicle = moment.vehicles[v];
    if (vehicle.part == events::VehicleMove::kNone) continue;
    frame.numbers.push_back(vehicle.part);
    frame.parts.push_back(onDeck(frame.vehicles[v], vehicle.part_type, part_sizes_m_[vehicle.part_type]));
  }
}

PartPose PartFlow::standing(const events::PartInside& part, const events::Moment& moment, std::size_t element,
                            std::size_t index) const {
  return belts_[element].length_m > 0 ? onBelt(part, moment, element, index) : inSlot(part, moment, element, index);
}

PartPose PartFlow::onBelt(const events::PartInside& part, const events::Moment& moment, std::size_t element,
                          std::size_t index) const {
  const Belt& belt = belts_[element];
  const double driven_m = belt.speed_mps * (moment.at - part.entered).seconds();
  const double free_m = belt.length_m - belt.pitch_m * static_cast<double>(index);
  const double progress = std::max(0.0, std::min(driven_m, free_m)) / belt.length_m;
  // The middle of a part that fills its pitch runs from half a pitch after the inlet to half a pitch before the outlet.
  const double margin = std::min(0.5, 0.5 * belt.pitch_m / belt.length_m);
  return standingIn(beltSlot(elements_[element], margin + progress * (1 - 2 * margin)), part.part_type,
                    part_sizes_m_[part.part_type]);
}

PartPose PartFlow::inSlot(const events::PartInside& part, const events::Moment& moment, std::size_t element,
                          std::size_t index) const {
  const auto held = static_cast<int>(moment.elements[element].parts.size());
  const int capacity = elements_[element].capacity;
  const int slots = std::max(held, capacity > 0 ? capacity : kOpenStoreSlots);
  return standingIn(partSlot(elements_[element], static_cast<int>(index), slots), part.part_type,
                    part_sizes_m_[part.part_type]);
}

PartPose PartFlow::atPort(const Port& port, std::uint32_t type) const {
  return standingIn({port.position_m, std::atan2(port.direction.y, port.direction.x), 0}, type, part_sizes_m_[type]);
}

PartPose PartFlow::onTheWay(const PartPose& to, std::size_t from_element, std::size_t to_element, double share) const {
  const Ports ports = portsBetween(elements_[from_element], elements_[to_element]);
  const PartPose outlet = atPort(ports.out, to.type);
  const PartPose inlet = atPort(ports.in, to.type);
  constexpr double kUntilInlet = 0.6;
  return share < kUntilInlet ? between(outlet, inlet, share / kUntilInlet)
                             : between(inlet, to, (share - kUntilInlet) / (1 - kUntilInlet));
}

}  // namespace mw::scene
