// SPDX-License-Identifier: Apache-2.0
#include "core/motion/photo_eyes.h"

#include <algorithm>
#include <cmath>

#include "core/motion/box_reach.h"

namespace mw::motion {
namespace {

constexpr double kAboveBelt_m = 0.1;  // of a part's underside, when it rides up

}  // namespace

RidersByLane::RidersByLane(std::span<const Rider> riders, std::size_t n_lanes) : of_lane(n_lanes) {
  for (const Rider& rider : riders) (rider.is_fallen ? fallen : of_lane[rider.lane]).push_back(&rider);
}

bool PhotoEye::isBlockedBy(const Rider& rider, const factory::Part& type) const {
  const double farthest_m = width_m_ + type.size_m[0] + type.size_m[1] + type.size_m[2];
  if (std::abs(rider.state.position_m[0] - beam_.x_m) > farthest_m) return false;
  if (std::abs(rider.state.position_m[1] - beam_.y_m) > farthest_m) return false;
  const auto [along_m, across_m] = beam_.alongAndAcross_m(rider.state.position_m);
  if (std::abs(across_m) > width_m_ / 2) return false;
  const double above_m = rider.state.position_m[2] - beam_.z_m;
  const bool is_at_height = above_m > 0 && above_m < boxReach_m(rider.state, type.size_m, {0, 0, 1}) + kAboveBelt_m;
  return is_at_height && std::abs(along_m) <= boxReach_m(rider.state, type.size_m, beam_.direction());
}

bool PhotoEye::isBlockedByAny(std::span<const Rider* const> riders, std::span<const factory::Part> part_types) const {
  return std::any_of(riders.begin(), riders.end(),
                     [&](const Rider* rider) { return isBlockedBy(*rider, part_types[rider->part.type]); });
}

void PhotoEye::look(const RidersByLane& riders, std::span<const factory::Part> part_types, double time_s) {
  const bool was_blocked = !blocks_.empty() && !blocks_.back().until_s;
  const bool is_blocked =
      isBlockedByAny(riders.fallen, part_types) || std::any_of(lanes_.begin(), lanes_.end(), [&](std::size_t lane) {
        return isBlockedByAny(riders.of_lane[lane], part_types);
      });
  if (is_blocked && !was_blocked) blocks_.push_back({time_s, {}});
  if (!is_blocked && was_blocked) blocks_.back().until_s = time_s;
}

std::vector<PhotoEye> photoEyesOf(const factory::Factory& factory, const Lanes& lanes) {
  std::vector<PhotoEye> eyes;
  for (std::size_t k = 0; k < lanes.lanes.size(); ++k) {
    const Lane& lane = lanes.lanes[k];
    const factory::Element& conveyor = factory.elements()[lane.geometry.element];
    if (!conveyor.has("photo_eyes")) continue;
    for (const Json& eye : conveyor.fields["photo_eyes"]) {
      eyes.emplace_back(lane.geometry.element, eye["id"].get<std::string>(),
                        lane.geometry.placeAt(eye["at_m"].get<double>()), lane.geometry.width_m, lanes.meeting(k));
    }
  }
  return eyes;
}

}  // namespace mw::motion
