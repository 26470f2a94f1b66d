// SPDX-License-Identifier: Apache-2.0
#include "core/motion/jam_watch.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace mw::motion {
namespace {

constexpr double kJam_s = 3;  // so long a part stands before anybody looks what holds it up
constexpr double kLookAgain_s = 1;
constexpr double kStillWithin_m = 0.01;
constexpr double kStillOfBelt = 0.05;  // and within so much of the way that the belt makes in kJam_s
constexpr double kLookAhead_m = 0.03;
constexpr double kQueueGap_m = 0.1;  // pressed against a rail by those behind, a part in a corner may keep so far away

constexpr std::size_t kLookBack = 4;  // parts that entered before; the one in the way is among them

double apart_m(const Rider& a, const Rider& b) {
  return std::hypot(a.state.position_m[0] - b.state.position_m[0], a.state.position_m[1] - b.state.position_m[1]);
}

}  // namespace

void JamWatch::restart(Rider& rider, double time_s) {
  rider.still_at_m = rider.state.position_m;
  rider.next_look_s = time_s + kJam_s;
  rider.is_jammed = false;
}

bool JamWatch::isDue(Rider& rider, bool is_running, double time_s) const {
  const double speed_mps = lanes_.lanes[rider.lane].geometry.speed_mps;
  const double within_m = std::min(kStillWithin_m, kStillOfBelt * kJam_s * speed_mps);
  const Vector3& at_m = rider.state.position_m;
  const double away_m = std::hypot(at_m[0] - rider.still_at_m[0], at_m[1] - rider.still_at_m[1]);
  const bool waits = rider.arrived_s || rider.is_at_stop || rider.isHeldAtJunction();
  if (!is_running || waits || away_m > within_m) {
    restart(rider, time_s);
    return false;
  }
  if (rider.is_jammed || time_s < rider.next_look_s) return false;
  rider.next_look_s = time_s + kLookAgain_s;
  return true;
}

/// Who stands before whom at one instant. What is before a part is looked for once, however many ask.
class JamWatch::Queues {
 public:
  struct Hold {
    const Rider* part = nullptr;
    std::optional<BodyId> body;
  };

  Queues(const JamWatch& watch, std::span<const Rider> riders)
      : watch_(watch),
        riders_(riders),
        in_order_(watch.lanes_.lanes.size()),
        holds_(riders.size()),
        is_led_out_(riders.size(), false),
        walk_of_(riders.size(), 0) {
    for (std::size_t i = 0; i < riders.size(); ++i) {
      const Rider& rider = riders[i];
      if (rider_of_body_.size() <= rider.body) rider_of_body_.resize(rider.body + 1, kNobody);
      rider_of_body_[rider.body] = i;
      if (!rider.is_fallen) in_order_[rider.lane].push_back(&rider);
    }
    for (std::vector<const Rider*>& lane : in_order_) std::stable_sort(lane.begin(), lane.end(), &Queues::isEarlier);
  }

  /// What is right before a part.
  [[nodiscard]] const Hold& holdOf(const Rider& rider) {
    std::optional<Hold>& hold = holds_[indexOf(rider)];
    if (!hold) hold = lookBefore(rider);
    return *hold;
  }

  /// Whether the parts before a part lead back to it.
  [[nodiscard]] bool isHeldByItself(const Rider& rider) {
    ++walk_;
    std::vector<std::size_t> seen;
    const Rider* at = &rider;
    while (at != nullptr && walk_of_[indexOf(*at)] != walk_ && !isLedOut(*at, &rider)) {
      seen.push_back(indexOf(*at));
      walk_of_[seen.back()] = walk_;
      at = holdOf(*at).part;
    }
    const bool is_round = at != nullptr && walk_of_[indexOf(*at)] == walk_;
    for (const std::size_t i : seen) {
      if (is_round && i == indexOf(*at)) break;  // from here on they hold up each other
      is_led_out_[i] = true;
    }
    return is_round && at == &rider;
  }

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  static bool isEarlier(const Rider* a, const Rider* b) { return a->entered_s < b->entered_s; }
  [[nodiscard]] std::size_t indexOf(const Rider& rider) const {
    return static_cast<std::size_t>(&rider - riders_.data());
  }
  /// Whoever stands behind it waits in a queue.
  [[nodiscard]] bool isLedOut(const Rider& rider, const Rider* asked) const {
    if (is_led_out_[indexOf(rider)]) return true;
    const bool waits = rider.arrived_s || rider.is_at_stop || rider.isHeldAtJunction();
    return &rider != asked && (waits || rider.is_jammed || rider.is_fallen);
  }

  [[nodiscard]] Hold lookBefore(const Rider& rider) const {
    Vector3 way_m = watch_.lanes_.lanes[rider.lane].geometry.directionAt(rider.state.position_m);
    for (double& component : way_m) component *= kLookAhead_m;
    const std::optional<BodyId> body = watch_.world_.obstacle(rider.body, way_m);
    const bool is_part = body && *body < rider_of_body_.size() && rider_of_body_[*body] != kNobody;
    return {is_part ? &riders_[rider_of_body_[*body]] : closeBefore(rider), body};
  }

  /// Round a corner a part leans against the one before it with an edge, not with its face.
  [[nodiscard]] const Rider* closeBefore(const Rider& rider) const {
    const std::vector<const Rider*>& own = in_order_[rider.lane];
    if (const Rider* found = lastClose(rider, own, std::lower_bound(own.begin(), own.end(), &rider, &isEarlier))) {
      return found;
    }
    const std::optional<std::size_t> end = watch_.lanes_.lanes[rider.lane].end_junction;
    if (!end) return nullptr;
    for (const std::size_t out : watch_.lanes_.crossroads[*end].junction.outs) {
      if (const Rider* found = lastClose(rider, in_order_[out], in_order_[out].end())) return found;
    }
    return nullptr;
  }

  using Place = std::vector<const Rider*>::const_iterator;
  [[nodiscard]] const Rider* lastClose(const Rider& rider, const std::vector<const Rider*>& lane, Place end) const {
    for (std::size_t n = 0; n < kLookBack && end != lane.begin(); ++n) {
      const Rider& other = **--end;
      const double touching_m = watch_.halfDiagonal_m(rider) + watch_.halfDiagonal_m(other);
      if (&other != &rider && apart_m(rider, other) < touching_m + kQueueGap_m) return &other;
    }
    return nullptr;
  }

  const JamWatch& watch_;
  std::span<const Rider> riders_;
  std::vector<std::vector<const Rider*>> in_order_;  ///< by lane, as they entered; those that fell left out
  std::vector<std::size_t> rider_of_body_;
  std::vector<std::optional<Hold>> holds_;
  std::vector<bool> is_led_out_;      ///< known not to be held by itself
  std::vector<std::size_t> walk_of_;  ///< in which walk it was seen last
  std::size_t walk_ = 0;
};

std::vector<Mishap> JamWatch::watch(std::span<Rider> riders, std::span<const ConveyorState> belts,
                                    double time_s) const {
  std::vector<Mishap> jams;
  std::optional<Queues> queues;
  for (Rider& rider : riders) {
    if (rider.is_fallen || !isDue(rider, belts[rider.lane].is_running, time_s)) continue;
    if (!queues) queues.emplace(*this, riders);
    const Queues::Hold hold = queues->holdOf(rider);
    if (hold.part != nullptr && !hold.part->is_fallen && !queues->isHeldByItself(rider)) continue;
    rider.is_jammed = true;
    jams.push_back(jamOf(rider, hold.part, hold.body, time_s));
  }
  return jams;
}

double JamWatch::halfDiagonal_m(const Rider& rider) const {
  const auto& size_m = part_types_[rider.part.type].size_m;
  return std::hypot(size_m[0], size_m[1]) / 2;
}

Mishap JamWatch::jamOf(const Rider& rider, const Rider* before, std::optional<BodyId> body, double time_s) const {
  const std::uint32_t own = lanes_.lanes[rider.lane].geometry.element;
  Mishap jam{MishapKind::Jammed, time_s, rider.part.number, own, own, {}};
  if (before != nullptr) {
    jam.blocking_part = before->part.number;
  } else if (body) {
    const auto guide = lanes_.ownerOf(*body);
    jam.blocker = guide ? *guide : hall_.elementOf(*body).value_or(own);
  }
  return jam;
}

}  // namespace mw::motion
