// SPDX-License-Identifier: Apache-2.0
#include "core/motion/jam_watch.h"

#include <algorithm>
#include <cmath>

namespace mw::motion {
namespace {

constexpr double kJam_s = 3;  // so long a part stands before anybody looks what holds it up
constexpr double kLookAgain_s = 1;
constexpr double kStillWithin_m = 0.01;
constexpr double kStillOfBelt = 0.05;  // and within so much of the way that the belt makes in kJam_s
constexpr double kLookAhead_m = 0.03;
constexpr double kQueueGap_m = 0.1;  // pressed against a rail by those behind, a part in a corner may keep so far away

double apart_m(const Rider& a, const Rider& b) {
  return std::hypot(a.state.position_m[0] - b.state.position_m[0], a.state.position_m[1] - b.state.position_m[1]);
}

}  // namespace

void JamWatch::restart(Rider& rider, double time_s) {
  rider.still_at_m = rider.state.position_m;
  rider.next_look_s = time_s + kJam_s;
  rider.is_jammed = false;
}

std::optional<Mishap> JamWatch::watch(Rider& rider, std::span<const Rider> riders, bool is_running,
                                      double time_s) const {
  const double speed_mps = lanes_.lanes[rider.lane].geometry.speed_mps;
  const double within_m = std::min(kStillWithin_m, kStillOfBelt * kJam_s * speed_mps);
  const Vector3& at_m = rider.state.position_m;
  const double away_m = std::hypot(at_m[0] - rider.still_at_m[0], at_m[1] - rider.still_at_m[1]);
  if (!is_running || rider.arrived_s || away_m > within_m) {
    restart(rider, time_s);
    return std::nullopt;
  }
  if (rider.is_jammed || time_s < rider.next_look_s) return std::nullopt;
  rider.next_look_s = time_s + kLookAgain_s;
  return lookAhead(rider, riders, time_s);
}

double JamWatch::halfDiagonal_m(const Rider& rider) const {
  const auto& size_m = part_types_[rider.part.type].size_m;
  return std::hypot(size_m[0], size_m[1]) / 2;
}

/// Round a corner a part leans against the one before it with an edge, not with its face.
bool JamWatch::isCloseBehind(const Rider& rider, const Rider& other) const {
  if (other.is_fallen || &other == &rider) return false;
  const bool is_before =
      other.lane == rider.lane ? other.entered_s < rider.entered_s : lanes_.areJoined(rider.lane, other.lane);
  return is_before && apart_m(rider, other) < halfDiagonal_m(rider) + halfDiagonal_m(other) + kQueueGap_m;
}

JamWatch::Hold JamWatch::holdOf(const Rider& rider, std::span<const Rider> riders) const {
  Vector3 way_m = lanes_.lanes[rider.lane].geometry.directionAt(rider.state.position_m);
  for (double& component : way_m) component *= kLookAhead_m;
  const std::optional<BodyId> body = world_.obstacle(rider.body, way_m);
  const auto is_body = [&](const Rider& other) { return body && other.body == *body; };
  auto part = std::find_if(riders.begin(), riders.end(), is_body);
  if (part == riders.end()) {
    part = std::find_if(riders.begin(), riders.end(), [&](const Rider& other) { return isCloseBehind(rider, other); });
  }
  return {part == riders.end() ? nullptr : &*part, body};
}

bool JamWatch::isHeldByItself(const Rider& rider, const Rider* before, std::span<const Rider> riders) const {
  for (std::size_t n = 0; before != nullptr && n < riders.size(); ++n) {
    if (before == &rider) return true;
    if (before->arrived_s || before->is_jammed || before->is_fallen) return false;
    before = holdOf(*before, riders).part;
  }
  return false;
}

std::optional<Mishap> JamWatch::lookAhead(Rider& rider, std::span<const Rider> riders, double time_s) const {
  const Hold hold = holdOf(rider, riders);
  const bool is_in_queue = hold.part != nullptr && !hold.part->is_fallen && !isHeldByItself(rider, hold.part, riders);
  if (is_in_queue) return std::nullopt;
  rider.is_jammed = true;
  const std::uint32_t own = lanes_.lanes[rider.lane].geometry.element;
  Mishap jam{MishapKind::Jammed, time_s, rider.part.number, own, own, {}};
  if (hold.part != nullptr) {
    jam.blocking_part = hold.part->part.number;
  } else if (hold.body) {
    const auto guide = lanes_.ownerOf(*hold.body);
    jam.blocker = guide ? *guide : hall_.elementOf(*hold.body).value_or(own);
  }
  return jam;
}

}  // namespace mw::motion
