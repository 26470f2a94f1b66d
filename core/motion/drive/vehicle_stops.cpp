// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_stops.h"

#include <algorithm>
#include <cmath>

#include "core/factory/vehicle_body.h"

namespace mw::motion {
namespace {

constexpr double kStandingGap_m = 0.1;
constexpr double kFreeRoad_m = 1;  // of a road at least, however many stand on it
constexpr double kCrossingOfRoad = 0.4;
constexpr double kMostRows = 4;
constexpr std::size_t kColumns = 3;  // in a row: one on the lane, the others to its right
constexpr double kRounding_m = 1e-6;

}  // namespace

VehicleStops::VehicleStops(const RoadLane& lane, const DrivenFleet& fleet, bool is_stop)
    : lane_(lane), fleet_(fleet), is_stop_(is_stop) {
  const double crossing_m = fleet.halfLength_m() + fleet.halfWidth_m() + factory::kLaneOffset_m + fleet.clearance_m;
  first_m_ = is_stop ? 0 : std::min(crossing_m, kCrossingOfRoad * lane.length_m());
  pitch_m_ = fleet.size_m[0] + fleet.clearance_m;
  const double rows = 1 + std::floor((lane.length_m() - first_m_ - kFreeRoad_m) / pitch_m_);
  rows_ = static_cast<std::size_t>(std::clamp(rows, 1.0, kMostRows));
}

VehicleStops::Place VehicleStops::placeOf(std::size_t stop) const {
  if (!is_stop_) return {stop, 0};
  const std::size_t on_the_right = rows_ * kColumns;
  if (stop < on_the_right) return {stop / kColumns, static_cast<double>(stop % kColumns)};
  const std::size_t other = stop - on_the_right;
  return {other % rows_, -1 - static_cast<double>(other / rows_)};
}

double VehicleStops::before_m(std::size_t stop) const {
  return first_m_ + static_cast<double>(placeOf(stop).row) * pitch_m_;
}

bool VehicleStops::isAside(std::size_t stop) const {
  return placeOf(stop).column != 0;
}

FloorPose VehicleStops::at(std::size_t stop) const {
  const double right_m = placeOf(stop).column * (fleet_.size_m[1] + fleet_.clearance_m);
  return lane_.at(lane_.length_m() - before_m(stop), right_m);
}

std::size_t VehicleStops::firstFree(std::span<const VehicleRun> vehicles, std::span<const Footprint> standing,
                                    std::size_t self, std::size_t limit) const {
  const VehicleRun& me = vehicles[self];
  for (std::size_t stop = 0; stop < limit; ++stop) {
    if (!is_stop_ && stop >= rows_) break;
    const Footprint place = me.footprintAt(at(stop));
    bool is_free = std::none_of(standing.begin(), standing.end(),
                                [&](const Footprint& box) { return gap_m(place, box) < kStandingGap_m; });
    for (std::size_t k = 0; k < vehicles.size() && is_free; ++k) {
      if (k == self) continue;
      const VehicleRun& other = vehicles[k];
      const Footprint taken = other.footprintAt(other.is_driving ? other.path.end() : other.bodyPose());
      is_free = gap_m(place, taken) >= std::min(fleet_.clearance_m, other.fleet->clearance_m) - kRounding_m;
    }
    if (is_free) return stop;
  }
  return limit;
}

}  // namespace mw::motion
