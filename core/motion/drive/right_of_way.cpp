// SPDX-License-Identifier: Apache-2.0
#include "core/motion/drive/right_of_way.h"

#include <algorithm>

namespace mw::motion {
namespace {

constexpr double kEvery_s = 0.25;
constexpr double kStands_s = 1;         // before anybody goes aside
constexpr double kSlower = 1.2;         // longer each time until it is tried again
constexpr double kGoesElsewhere_s = 5;  // blocked on its way aside
constexpr double kInsists_s = 15;       // before one goes aside for which another has
constexpr double kAnyWait_s = 600;      // for whom drives, loads or unloads, until it is told

bool isGoingOn(const VehicleRun& run) {
  return run.v_mps > 0 || (run.is_driving && !run.blocker);
}

/// Stands where it may be moved from: idle, out of the way of another already, or waiting for the next road.
bool isFree(const VehicleRun& run) {
  if (run.is_driving || run.legs.empty()) return false;
  return run.is_idle || run.aside == Aside::There || !run.legs.back().is_stop;
}

/// The road to the next node that somebody wants it at; none: it is where it is wanted.
std::optional<RoadLeg> nextTold(const VehicleRun& run) {
  for (const RoadLeg& leg : run.legs) {
    if (!leg.is_own && !leg.is_arrived) return leg;
  }
  if (!run.owed.empty()) return run.owed.front();
  return run.ahead.empty() ? std::nullopt : std::optional(run.ahead.front());
}

bool isFavoured(std::span<const VehicleRun> vehicles, std::uint32_t who) {
  return std::any_of(vehicles.begin(), vehicles.end(), [who](const VehicleRun& run) {
    return run.aside != Aside::No && !run.owed.empty() && run.makes_way_for == who;
  });
}

/// Whether who stands at the head of a queue will go on by itself; not where they stand in a ring.
bool willGoOn(std::span<const VehicleRun> vehicles, std::uint32_t last) {
  std::uint32_t head = last;
  for (std::size_t i = 0; i <= vehicles.size(); ++i) {
    const VehicleRun& run = vehicles[head];
    if (isGoingOn(run)) return true;
    if (!run.is_driving) return !run.is_idle && !isFree(run);
    head = *run.blocker;
  }
  return false;
}

}  // namespace

std::optional<MakesWay> RightOfWay::settle(std::span<const VehicleRun> vehicles, double time_s) {
  if (time_s < next_s_) return std::nullopt;
  next_s_ = time_s + kEvery_s - 1e-9;
  in_vain_.clear();
  tried_s_.resize(vehicles.size());
  noteDelays(vehicles, time_s);
  for (std::uint32_t v = 0; v < vehicles.size(); ++v) {
    if (vehicles[v].held_up_s < kStands_s) tried_s_[v] = 0;
    if (!vehicles[v].is_driving || !vehicles[v].blocker || vehicles[v].held_up_s < kStands_s) continue;
    if (vehicles[v].held_up_s < tried_s_[v]) continue;
    if (auto found = settleFor(vehicles, v)) return found;
    tried_s_[v] = kSlower * vehicles[v].held_up_s;
    note(vehicles, v, time_s);
  }
  return std::nullopt;
}

std::optional<MakesWay> RightOfWay::settleFor(std::span<const VehicleRun> vehicles, std::uint32_t first) {
  std::vector<std::uint32_t> chain{first};
  std::optional<MakesWay> best;
  const auto ask = [&](std::uint32_t who, std::uint32_t for_whom) {
    if (vehicles[who].aside == Aside::Going && vehicles[who].held_up_s < kGoesElsewhere_s) return;
    if (in_vain_.contains({who, for_whom})) return;
    std::optional<Refuge> refuge = findRefuge(vehicles, standing_, who, for_whom);
    if (!refuge) in_vain_.insert({who, for_whom});
    if (refuge && (!best || refuge->cost_m < best->refuge.cost_m)) best = {who, for_whom, std::move(*refuge)};
  };
  while (true) {
    const std::uint32_t waiting = chain.back();
    const std::uint32_t other = *vehicles[waiting].blocker;
    const auto ring = std::find(chain.begin(), chain.end(), other);
    if (ring == chain.end()) {
      const VehicleRun& run = vehicles[other];
      if (isFree(run)) ask(other, waiting);
      if (isFree(run) || isGoingOn(run) || !run.is_driving) return best;
      chain.push_back(other);
      continue;
    }
    chain.erase(chain.begin(), ring);
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const std::uint32_t who = chain[(i + 1) % chain.size()];
      if (isFavoured(vehicles, who) && vehicles[who].held_up_s < kInsists_s) continue;
      ask(who, chain[i]);
    }
    return best;
  }
}

void RightOfWay::note(std::span<const VehicleRun> vehicles, std::uint32_t vehicle, double time_s) {
  const VehicleRun& run = vehicles[vehicle];
  if (run.held_up_s < (willGoOn(vehicles, *run.blocker) ? kAnyWait_s : kPatience_s)) return;
  tell({vehicle, *run.blocker, run.legs.front().to, time_s - run.held_up_s, 0}, time_s);
}

void RightOfWay::noteDelays(std::span<const VehicleRun> vehicles, double time_s) {
  delays_.resize(vehicles.size());
  for (std::uint32_t v = 0; v < vehicles.size(); ++v) {
    const VehicleRun& run = vehicles[v];
    Delay& delay = delays_[v];
    const std::optional<RoadLeg> leg = nextTold(run);
    const bool is_kept = run.aside != Aside::No || run.blocker.has_value();
    const bool is_free = !is_kept && time_s - delay.kept_s > kPatience_s;
    if (!leg || leg != delay.leg || is_free) delay = {leg, time_s, time_s, std::nullopt};
    if (!leg || !is_kept) continue;
    delay.kept_s = time_s;
    delay.blocker = run.blocker ? run.blocker : run.makes_way_for;
    if (delay.blocker && time_s - delay.since_s > kAnyWait_s) {
      tell({v, *delay.blocker, leg->to, delay.since_s, 0}, time_s);
    }
  }
}

void RightOfWay::tell(const Standstill& standstill, double time_s) {
  const auto [known, is_new] = known_.try_emplace({standstill.vehicle, standstill.blocker}, standstills_.size());
  if (is_new) standstills_.push_back(standstill);
  double& longest_s = standstills_[known->second].longest_s;
  longest_s = std::max(longest_s, time_s - standstill.time_s);
}

}  // namespace mw::motion
