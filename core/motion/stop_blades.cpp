// SPDX-License-Identifier: Apache-2.0
#include "core/motion/stop_blades.h"

#include <algorithm>
#include <cmath>

#include "core/motion/box_reach.h"

namespace mw::motion {
namespace {

constexpr double kStroke_s = 0.1;   // down or up, of a pneumatic stop
constexpr double kClears_m = 0.02;  // behind it, before it comes up

}  // namespace

StopBlades::StopBlades(const Lanes& lanes) {
  for (std::size_t k = 0; k < lanes.lanes.size(); ++k) {
    const ConveyorGeometry& geometry = lanes.lanes[k].geometry;
    for (std::size_t i = 0; i < geometry.stops.size(); ++i) {
      blades_.push_back({k, i, geometry.stops[i], geometry.width_m, lanes.meeting(k)});
      states_.push_back({geometry.element, static_cast<std::uint32_t>(i), 0});
    }
  }
}

bool StopBlades::isOver(const Blade& blade, const Rider& rider, const factory::Part& type) {
  if (rider.lane == blade.lane && rider.stops_passed <= blade.number) return false;
  const double reach_m = boxReach_m(rider.state, type.size_m, blade.place.direction());
  const auto [along_m, across_m] = blade.place.alongAndAcross_m(rider.state.position_m);
  const double above_m = rider.state.position_m[2] - blade.place.at(along_m, 0, 0)[2];
  const double highest_m = type.size_m[0] + type.size_m[1] + type.size_m[2];
  return along_m + reach_m > -2 * kStopGap_m && along_m - reach_m < kClears_m &&
         std::abs(across_m) <= blade.width_m / 2 && std::abs(above_m) < highest_m;
}

void StopBlades::look(const RidersByLane& riders, std::span<const factory::Part> part_types, double time_s) {
  const double step = (time_s - looked_s_) / kStroke_s;
  looked_s_ = time_s;
  for (std::size_t i = 0; i < blades_.size(); ++i) {
    const Blade& blade = blades_[i];
    const bool is_down = std::any_of(blade.lanes.begin(), blade.lanes.end(), [&](std::size_t lane) {
      return std::any_of(riders.of_lane[lane].begin(), riders.of_lane[lane].end(),
                         [&](const Rider* rider) { return isOver(blade, *rider, part_types[rider->part.type]); });
    });
    states_[i].down = std::clamp(states_[i].down + (is_down ? step : -step), 0.0, 1.0);
  }
}

}  // namespace mw::motion
