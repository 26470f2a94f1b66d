// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_stops.h"

#include <algorithm>
#include <cmath>

#include "core/motion/drive/vehicle_way.h"

namespace mw::motion {
namespace {

constexpr double kSwing_m = 2.5;
constexpr double kFreeRoad_m = 1;  // of a road at least, however many stand on it
constexpr double kCrossingOfRoad = 0.4;
constexpr double kMostRows = 4;                            // at a stop
constexpr double kLongestQueue = VehicleStops::kMost - 1;  // before the next road
constexpr std::size_t kColumns = 3;                        // in a row: one on the lane, the others to its right
constexpr double kRounding_m = 1e-6;

}  // namespace

double VehicleStops::clearOfCrossing_m(const RoadLane& lane, const DrivenFleet& fleet) {
  return std::min(fleet.crossing_m(), kCrossingOfRoad * lane.length_m());
}

VehicleStops::VehicleStops(const RoadLane& lane, const DrivenFleet& fleet, bool is_stop)
    : lane_(lane), fleet_(fleet), is_stop_(is_stop) {
  first_m_ = is_stop ? 0 : clearOfCrossing_m(lane, fleet);
  // Who turns back swings over to the other lane before those that stand behind.
  pitch_m_ = fleet.room_m[0] + fleet.apart_m + (is_stop ? kSwing_m : 0);
  const double rows = 1 + std::floor((lane.length_m() - first_m_ - kFreeRoad_m) / pitch_m_);
  rows_ = static_cast<std::size_t>(std::clamp(rows, 1.0, is_stop ? kMostRows : kLongestQueue));
}

VehicleStops::Place VehicleStops::placeOf(std::size_t stop) const {
  if (!is_stop_) return {stop, 0};
  const std::size_t on_the_right = countOnTheRight();
  if (stop < on_the_right) return {stop / kColumns, static_cast<double>(stop % kColumns)};
  const std::size_t other = stop - on_the_right;
  return {other % rows_, static_cast<double>(kColumns + other / rows_)};
}

WayEnd VehicleStops::endAt(std::size_t stop) const {
  const Place place = placeOf(stop);
  return {first_m_ + static_cast<double>(place.row) * pitch_m_, place.column * (fleet_.room_m[1] + fleet_.apart_m)};
}

FloorPose VehicleStops::at(std::size_t stop) const {
  const WayEnd end = endAt(stop);
  return lane_.at(lane_.length_m() - end.before_m, end.right_m);
}

std::size_t VehicleStops::countOnTheRight() const {
  return is_stop_ ? rows_ * kColumns : rows_;
}

std::size_t VehicleStops::firstFree(std::span<const VehicleRun> vehicles, const std::vector<bool>& is_clear,
                                    std::size_t self, const Choice& choice) const {
  const VehicleRun& me = vehicles[self];
  for (std::size_t stop = 0; stop < choice.limit; ++stop) {
    if (!is_stop_ && stop >= rows_) break;
    const WayEnd end = endAt(stop);
    if (!is_clear[stop] || leastRoom_m(end) > choice.room_m) continue;
    const Footprint place = me.footprintAt(at(stop));
    bool is_free = true;
    for (std::size_t k = 0; k < vehicles.size() && is_free; ++k) {
      const VehicleRun& other = vehicles[k];
      if (k == self || other.claimed.empty()) continue;  // or it is nowhere yet
      const double apart_m = std::max(fleet_.apart_m, other.fleet->apart_m) - kRounding_m;
      const auto is_apart = [&](const FloorPose& pose) {
        const Footprint box = other.footprintAt(pose);
        return !isNear(place, box, apart_m) || gap_m(place, box) >= apart_m;
      };
      if (other.is_driving) is_free = is_apart(other.path.end());
      if (other.v_mps == 0) is_free = is_free && is_apart(other.bodyPose());
    }
    if (is_free) return stop;
  }
  return choice.limit;
}

}  // namespace mw::motion
