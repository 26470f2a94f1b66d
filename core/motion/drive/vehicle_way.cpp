// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_way.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/motion/drive/vehicle_stops.h"

namespace mw::motion {
namespace {

constexpr double kCorner_m = 1;
constexpr double kCornerOfRoad = 0.4;  // of its length at most
constexpr double kPullIn_m = 1.2;      // straight on before a stop beside the road
constexpr double kPullOut_m = 1;       // straight on from one
constexpr double kLeastJoin_m = 0.3;
constexpr double kSwing_m = 0.2;  // so far aside of its lane a vehicle swings in
constexpr double kFar_m = 1e6;
constexpr double kTurnsBack_rad = 0.75 * std::numbers::pi;

void layLeg(VehicleRun& run, std::size_t i, const WayEnd& end, DrivePath& path) {
  const RoadLane lane = laneOf(run, run.legs[i]);
  const double speed_mps = lane.speedLimit_mps(run.fleet->speed_mps);
  const double lateral_mps2 = run.fleet->limits.deceleration_mps2;
  const bool is_last = i + 1 == run.legs.size();
  const bool pulls_in = is_last && end.right_m != 0;
  const double stop_m = lane.length_m() - end.before_m;
  if (end.keeps_aside) {
    path.goTo(lane.at(stop_m, -lane.alongAndAcross_m(path.end())[1]), speed_mps, lateral_mps2);
    run.legs[i].node_m = path.length_m() + end.before_m;
    return;
  }
  const double end_m = pulls_in ? stop_m - pullIn_m(end) : is_last ? stop_m : lane.length_m() - cornerOf_m(lane);
  const auto [along_m, across_m] = lane.alongAndAcross_m(path.end());
  const bool pulls_out = i == 0 && run.v_mps == 0 && std::abs(across_m) > kPullOut_m;
  if (pulls_out) path.goTo(lane.at(along_m + kPullOut_m, -across_m), speed_mps, lateral_mps2);
  const double from_m = path.length_m();
  double join_m = cornerOf_m(lane);
  if (i == 0)
    join_m = std::max(0.0, along_m) + (pulls_out ? kPullOut_m : 0) +
             std::max(along_m < join_m ? join_m : kLeastJoin_m, kAlongForAside * std::abs(across_m));
  const bool swings_in = i == 0 && std::abs(across_m) > kSwing_m;
  if (join_m < end_m) path.goTo(lane.at(join_m), speed_mps, lateral_mps2);
  const bool is_in = join_m < end_m;
  if (swings_in && is_in) run.crossings.push_back({0, path.length_m()});
  if (i > 0) run.legs[i - 1].node_m = (from_m + path.length_m()) / 2;
  if (end_m > lane.alongAndAcross_m(path.end())[0]) path.goTo(lane.at(end_m), speed_mps, lateral_mps2);
  if (swings_in && !is_in) run.crossings.push_back({0, path.length_m()});
  if (end.is_taken && is_last && i > 0) run.crossings.push_back({run.legs[i - 1].node_m, kFar_m});
  if (pulls_in) {
    run.crossings.push_back({path.length_m(), path.length_m() + 2 * pullIn_m(end)});
    pullIn(lane, end, speed_mps, lateral_mps2, path);
  }
  run.legs[i].node_m = path.length_m() + (is_last ? end.before_m : 0);
}

/// Who can't get to its stop yet waits a row behind, so that whoever stands there can turn back.
void noteStop(VehicleRun& run) {
  if (!run.legs.back().is_stop) return;
  const RoadLane lane = laneOf(run, run.legs.back());
  const double length_m = run.path.length_m();
  run.crossings.push_back({length_m - VehicleStops(lane, *run.fleet, true).pitch_m(), length_m});
}

void noteCrossings(VehicleRun& run, double set_out_m) {
  const double crossing_m = run.fleet->crossing_m();
  if (run.fleet->isCrossing(run.legs.front().from) && set_out_m < crossing_m) {
    run.crossings.push_back({0, crossing_m - set_out_m});
  }
  for (const RoadLeg& leg : run.legs) {
    if (!run.fleet->isCrossing(leg.to)) continue;
    const double before_m = VehicleStops::clearOfCrossing_m(laneOf(run, leg), *run.fleet);
    run.crossings.push_back({leg.node_m - before_m, leg.node_m + crossing_m});
  }
  std::sort(run.crossings.begin(), run.crossings.end());
}

}  // namespace

double cornerOf_m(const RoadLane& lane) {
  return std::min(kCorner_m, kCornerOfRoad * lane.length_m());
}

double pullIn_m(const WayEnd& end) {
  return end.right_m == 0 ? 0 : kPullIn_m + kAlongForAside * std::abs(end.right_m);
}

double leastRoom_m(const WayEnd& end) {
  return end.before_m + (end.right_m == 0 ? 0 : kPullIn_m + std::abs(end.right_m));
}

void pullIn(const RoadLane& lane, const WayEnd& end, double speed_mps, double lateral_mps2, DrivePath& path) {
  const double stop_m = lane.length_m() - end.before_m;
  path.goTo(lane.at(stop_m - kPullIn_m, end.right_m), speed_mps, lateral_mps2);
  path.goTo(lane.at(stop_m, end.right_m), speed_mps, lateral_mps2);
}

RoadLane laneOf(const VehicleRun& run, const RoadLeg& leg) {
  return {run.fleet->network, leg.from, leg.to};
}

void layWay(VehicleRun& run, const WayEnd& end) {
  DrivePath path(run.travelPose());
  const double set_out_m = laneOf(run, run.legs.front()).alongAndAcross_m(path.end())[0];
  run.crossings.clear();
  for (std::size_t i = 0; i < run.legs.size(); ++i) layLeg(run, i, end, path);
  run.path = std::move(path);
  run.along_m = 0;
  noteStop(run);
  noteCrossings(run, set_out_m);
}

void faceAlong(VehicleRun& run, const RoadLeg& leg) {
  FloorPose here = run.travelPose();
  if (std::abs(turnBetween_rad(here.yaw_rad, laneOf(run, leg).yaw_rad())) <= kTurnsBack_rad) return;
  run.is_reversed = !run.is_reversed;
  here.yaw_rad += std::numbers::pi;
  run.path = DrivePath(here);
  run.along_m = 0;
}

void setOut(VehicleRun& run, const RoadLeg& next) {
  const FloorPose here = run.travelPose();
  double before_m = 0;
  bool is_road_back = false;
  if (!run.legs.empty()) {
    const RoadLane came = laneOf(run, run.legs.back());
    before_m = came.length_m() - came.alongAndAcross_m(here)[0];
    is_road_back = run.legs.back().from == next.to && run.legs.back().to == next.from;
    if (before_m > cornerOf_m(came) && !is_road_back) return;
  }
  faceAlong(run, next);
  if (run.legs.empty()) return;
  run.left_leg = run.legs.back();
  run.legs.clear();
}

}  // namespace mw::motion
