// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/recording.h"

#include <algorithm>

#include "core/events/collect/present.h"

namespace mw::events {
namespace {

using factory::ElementState;

/// Changes between two keyframes; grows with what a keyframe holds, so that all of them stay smaller than the record.
constexpr std::size_t kChangesPerKeyframe = 4096;

std::size_t partCount(const Moment& moment) {
  std::size_t count = 0;
  for (const auto& element : moment.elements) count += element.parts.size();
  return count;
}

}  // namespace

Recording::Recording(std::vector<std::uint16_t> places, std::vector<bool> is_good_sink, SimTime horizon,
                     std::vector<bool> is_source)
    : places_(std::move(places)),
      is_good_sink_(std::move(is_good_sink)),
      is_source_(std::move(is_source)),
      end_(horizon) {
  is_source_.resize(places_.size(), false);
}

void Recording::setFleets(const std::vector<std::uint32_t>& counts) {
  std::size_t total = 0;
  for (const std::uint32_t count : counts) {
    first_vehicle_.push_back(total);
    total += count;
  }
  by_vehicle_.resize(total);
}

void Recording::addVehicle(const VehicleMove& move) {
  std::vector<VehicleMove>& own = by_vehicle_[first_vehicle_[move.fleet] + move.vehicle];
  if (!own.empty() && own.back().at == move.at) own.pop_back();  // what lasts no time is not seen
  own.push_back(move);
  ++vehicle_moves_;
}

void Recording::finish(SimTime end, bool is_complete) {
  end_ = end;
  is_complete_ = is_complete;
  Keyframe frame;
  frame.moment.elements.resize(places_.size());
  for (std::size_t i = 0; i < places_.size(); ++i)
    frame.moment.elements[i].places.assign(places_[i], ElementState::Idle);
  keyframes_.assign(1, frame);
  while (frame.next_state < states_.size() || frame.next_move < moves_.size()) {
    const std::size_t step = std::max(kChangesPerKeyframe, 4 * partCount(frame.moment));
    // Whole instants only: everything at one time lies on the same side of a keyframe.
    const std::size_t state = std::min(frame.next_state + step, states_.size());
    const std::size_t move = std::min(frame.next_move + step, moves_.size());
    SimTime until = SimTime::never();
    if (state < states_.size()) until = std::min(until, states_[state].at);
    if (move < moves_.size()) until = std::min(until, moves_[move].at);
    advance(frame, until);
    keyframes_.push_back(frame);
  }
}

void Recording::advance(Keyframe& frame, SimTime t) const {
  while (true) {
    const SimTime state = frame.next_state < states_.size() ? states_[frame.next_state].at : SimTime::never();
    const SimTime move = frame.next_move < moves_.size() ? moves_[frame.next_move].at : SimTime::never();
    const SimTime next = std::min(state, move);
    if (next > t || next == SimTime::never()) return;
    frame.moment.at = next;
    if (state <= move) {
      apply(frame.moment, states_[frame.next_state++]);
    } else {
      apply(frame.moment, moves_[frame.next_move++]);
    }
  }
}

Moment Recording::momentAt(SimTime t) const {
  if (keyframes_.empty()) return {};
  const auto after = std::upper_bound(keyframes_.begin() + 1, keyframes_.end(), t,
                                      [](SimTime at, const Keyframe& frame) { return at < frame.moment.at; });
  Keyframe frame = *std::prev(after);
  advance(frame, t);
  frame.moment.at = t;
  for (auto& element : frame.moment.elements) element.summary = mostTelling(element.places);
  addVehicles(frame.moment);
  return std::move(frame.moment);
}

void Recording::addVehicles(Moment& moment) const {
  for (const std::vector<VehicleMove>& own : by_vehicle_) {
    const auto later = std::upper_bound(own.begin(), own.end(), moment.at,
                                        [](SimTime at, const VehicleMove& move) { return at < move.at; });
    if (later == own.begin()) continue;
    const VehicleMove& newest = *std::prev(later);
    moment.vehicles.push_back(newest);
    if (newest.part == VehicleMove::kNone) continue;
    auto& parts = moment.elements[static_cast<std::size_t>(newest.taken_from)].parts;
    std::erase_if(parts, [&](const PartInside& part) { return part.part == newest.part; });
  }
}

SimTime Recording::nextChangeAfter(SimTime t) const {
  const auto is_later = [](SimTime at, const auto& change) { return at < change.at; };
  const auto state = std::upper_bound(states_.begin(), states_.end(), t, is_later);
  const auto move = std::upper_bound(moves_.begin(), moves_.end(), t, is_later);
  SimTime next = end_;
  if (state != states_.end()) next = std::min(next, state->at);
  if (move != moves_.end()) next = std::min(next, move->at);
  return next;
}

SimTime Recording::lastChangeBefore(SimTime t) const {
  const auto is_earlier = [](const auto& change, SimTime at) { return change.at < at; };
  const auto state = std::lower_bound(states_.begin(), states_.end(), t, is_earlier);
  const auto move = std::lower_bound(moves_.begin(), moves_.end(), t, is_earlier);
  SimTime last;
  if (state != states_.begin()) last = std::max(last, std::prev(state)->at);
  if (move != moves_.begin()) last = std::max(last, std::prev(move)->at);
  return last;
}

std::span<const PartMove> Recording::movesBetween(SimTime after, SimTime until) const {
  const auto later = [](SimTime at, const PartMove& move) { return at < move.at; };
  const auto begin = std::upper_bound(moves_.begin(), moves_.end(), after, later);
  const auto end = std::upper_bound(begin, moves_.end(), until, later);
  return {begin, end};
}

std::vector<StateChange> Recording::statesOf(std::uint32_t element) const {
  std::vector<StateChange> own;
  std::copy_if(states_.begin(), states_.end(), std::back_inserter(own),
               [element](const StateChange& change) { return change.element == element; });
  return own;
}

void Recording::apply(Moment& moment, const StateChange& change) const {
  moment.elements[change.element].places[change.place] = change.state;
}

void Recording::apply(Moment& moment, const PartMove& move) const {
  const bool was_outside = move.from == PartMove::kNowhere || is_source_[static_cast<std::size_t>(move.from)];
  const bool is_outside = move.to == PartMove::kNowhere || is_source_[static_cast<std::size_t>(move.to)];
  if (!move.is_packing && was_outside && !is_outside) ++moment.wip;
  if (!move.is_packing && !was_outside && is_outside) --moment.wip;
  if (move.from != PartMove::kNowhere) {
    auto& parts = moment.elements[static_cast<std::size_t>(move.from)].parts;
    const auto left =
        std::find_if(parts.begin(), parts.end(), [&](const PartInside& part) { return part.part == move.part; });
    if (left != parts.end()) parts.erase(left);
  }
  if (move.to != PartMove::kNowhere) {
    const auto to = static_cast<std::size_t>(move.to);
    moment.elements[to].parts.push_back({move.part, move.part_type, move.at});
    if (is_good_sink_[to]) ++moment.good;
  }
}

}  // namespace mw::events
