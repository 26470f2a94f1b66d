// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/vehicle_traffic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace mw::motion {
namespace {

constexpr double kGoing_mps = 0.05;
constexpr double kStill_mps = 0.02;
constexpr double kSetOutWay_m = 3;     // that one looks at before it sets out
constexpr double kSetOutLook_m = 0.5;  // apart
constexpr double kSetOutGap_m = 0.1;
constexpr double kSetOut_m = 0.01;  // of the path, while a vehicle that stood still waits for a gap
constexpr double kLook_m = 0.25;    // apart, along the path
constexpr double kGraze_m = 0.2;    // of a body may graze another: that is told, nobody stops for it

/// Middle to middle along my path, to one that is ahead on this leg of mine or has just left it.
std::optional<double> aheadOn_m(const VehicleRun& me, const RoadLeg& leg, const VehicleRun& other) {
  const bool is_on =
      !other.legs.empty() && other.legs.front() == leg && other.toNode_m(other.legs.front()) < me.toNode_m(leg);
  const double reach_m = me.fleet->halfLength_m() + other.fleet->halfLength_m() + me.fleet->clearance_m;
  const bool goes_back = !other.legs.empty() && other.legs.front() == RoadLeg{leg.to, leg.from};
  const bool has_left = other.left_leg && *other.left_leg == leg && other.since_node_m < reach_m && !goes_back;
  if (!is_on && !has_left) return std::nullopt;
  return me.path.alongAndAcross_m(other.travelPose(), me.along_m)[0] - me.along_m;
}

/// Of one on another road into the leg that I take after this one, how much nearer it is to that.
std::optional<double> mergingAhead_m(const VehicleRun& me, std::size_t j, const VehicleRun& other) {
  const RoadLeg& next = me.legs[j + 1];
  for (std::size_t k = 0; k + 1 < other.legs.size(); ++k) {
    if (!(other.legs[k + 1] == next) || other.legs[k] == me.legs[j]) continue;
    const double nearer_m = me.toNode_m(me.legs[j]) - other.toNode_m(other.legs[k]);
    if (nearer_m > 0 || (nearer_m == 0 && &other < &me)) return nearer_m;
  }
  return std::nullopt;
}

double speedBehind(const VehicleRun& me, const VehicleRun& other, double apart_m, double step_s) {
  const double gap_m = apart_m - me.fleet->halfLength_m() - other.fleet->halfLength_m() - me.fleet->clearance_m;
  // One that brakes softer than I do is nearest to me while both brake, not when both stand.
  const double brakes_mps2 = std::max(me.fleet->limits.deceleration_mps2, other.fleet->limits.deceleration_mps2);
  const double room_m = gap_m + stoppingDistance_m(other.v_mps, brakes_mps2);
  return fastestWithin(room_m, 0, me.v_mps, me.fleet->limits.deceleration_mps2, step_s);
}

bool holdsUp(const VehicleRun& me, const VehicleRun& other) {
  return std::any_of(other.legs.begin(), other.legs.end(),
                     [&](const RoadLeg& leg) { return aheadOn_m(other, leg, me).has_value(); });
}

/// Whether the ways of both over the next metres touch.
bool waysMeet(const VehicleRun& me, const VehicleRun& other) {
  const double own_m = me.fleet->size_m[0] + kSetOutWay_m;
  const double its_m =
      other.fleet->size_m[0] + kSetOutWay_m + stoppingDistance_m(other.v_mps, other.fleet->limits.deceleration_mps2);
  for (double a_m = 0; a_m <= own_m; a_m += kSetOutLook_m) {
    const Footprint mine = me.footprintAt(me.path.at(me.along_m + a_m));
    for (double b_m = 0; b_m <= its_m; b_m += kSetOutLook_m) {
      if (gap_m(mine, other.footprintAt(other.path.at(other.along_m + b_m))) < kSetOutGap_m) return true;
    }
  }
  return false;
}

/// Whether a vehicle that stands must let one pass before it sets out: one that comes by, or one that sets out at the
/// same time and is listed first.
bool mustLetPass(const VehicleRun& me, const VehicleRun& other) {
  const bool comes_by = other.v_mps >= kGoing_mps;
  const bool is_first = other.along_m < kSetOut_m && &other < &me;
  if (!comes_by && !is_first) return false;
  const FloorPose a = me.bodyPose();
  const FloorPose b = other.bodyPose();
  const double near_m = 2 * (kSetOutWay_m + me.fleet->size_m[0] + other.fleet->size_m[0]) +
                        stoppingDistance_m(other.v_mps, other.fleet->limits.deceleration_mps2);
  if (std::hypot(a.x_m - b.x_m, a.y_m - b.y_m) > near_m) return false;
  return !holdsUp(me, other) && waysMeet(me, other);
}

/// How far it is along my path until I touch another, where it is or where it would stop; none within my stopping
/// distance or when I touch it already.
std::optional<double> touchesAfter_m(const VehicleRun& me, const VehicleRun& other) {
  const double left_m = me.path.length_m() - me.along_m;
  const double stop_m = stoppingDistance_m(me.v_mps, me.fleet->limits.deceleration_mps2) + me.fleet->clearance_m;
  const double reach_m = std::min(left_m, stop_m + kLook_m);
  const double its_stop_m = stoppingDistance_m(other.v_mps, other.fleet->limits.deceleration_mps2);
  const Footprint its = other.footprintAt(other.bodyPose());
  const Footprint then = other.footprintAt(other.path.at(other.along_m + its_stop_m));
  if (!isNear(me.footprintAt(me.travelPose()), its, reach_m + its_stop_m)) return std::nullopt;
  for (double ahead_m = 0; ahead_m <= reach_m; ahead_m += kLook_m) {
    Footprint mine = me.footprintAt(me.path.at(me.along_m + ahead_m));
    mine.half_width_m = std::max(mine.half_width_m - kGraze_m, mine.half_width_m / 2);
    mine.half_length_m = std::max(mine.half_length_m - kGraze_m, mine.half_length_m / 2);
    if (gap_m(mine, its) >= 0 && gap_m(mine, then) >= 0) continue;
    if (ahead_m == 0) return std::nullopt;
    return ahead_m - kLook_m;
  }
  return std::nullopt;
}

}  // namespace

FreeWay freeWayOf(std::span<const VehicleRun> vehicles, std::size_t self, double step_s) {
  const VehicleRun& me = vehicles[self];
  const bool sets_out = me.v_mps == 0 && me.along_m < kSetOut_m;
  FreeWay way{std::numeric_limits<double>::infinity(), std::nullopt};
  const auto stopFor = [&](std::size_t blocker, double room_m) {
    const double speed_mps = fastestWithin(room_m, 0, me.v_mps, me.fleet->limits.deceleration_mps2, step_s);
    if (speed_mps < kStill_mps && me.v_mps < kStill_mps) way.blocker = static_cast<std::uint32_t>(blocker);
    way.speed_mps = std::min(way.speed_mps, speed_mps);
  };
  for (std::size_t k = 0; k < vehicles.size(); ++k) {
    const VehicleRun& other = vehicles[k];
    if (k == self || me.passes == k) continue;
    bool is_leader = false;
    const bool may_lead = other.is_driving && other.fleet->roads == me.fleet->roads;
    for (std::size_t j = 0; may_lead && j < me.legs.size(); ++j) {
      std::optional<double> apart_m = aheadOn_m(me, me.legs[j], other);
      is_leader = is_leader || apart_m;
      if (!apart_m && j + 1 < me.legs.size()) apart_m = mergingAhead_m(me, j, other);
      if (apart_m) way.speed_mps = std::min(way.speed_mps, speedBehind(me, other, *apart_m, step_s));
    }
    if (is_leader) continue;
    if (sets_out && other.is_driving && mustLetPass(me, other)) stopFor(k, 0);
    if (const auto touch_m = touchesAfter_m(me, other)) stopFor(k, *touch_m - me.fleet->clearance_m / 2);
  }
  return way;
}

}  // namespace mw::motion
