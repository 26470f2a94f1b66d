// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/simulator.h"

namespace mw::events {
namespace {

bool isActive(factory::ElementState state) {
  return state == factory::ElementState::Busy || state == factory::ElementState::Setup ||
         state == factory::ElementState::Down;
}

}  // namespace

void Simulator::watchActivity() {
  const std::size_t elements = model_.element_ids.size();
  active_periods_.emplace(static_cast<Index>(elements + pools_.size()));
  if (settings_.bottleneck_windows > 0) {
    const Ticks measured = (settings_.horizon - settings_.warmup).ticks();
    // Rounded up, so that there are no more windows than were asked for.
    const Ticks windows = settings_.bottleneck_windows;
    active_periods_->noteWindows(std::max<Ticks>(1, (measured + windows - 1) / windows));
  }
  active_places_.assign(elements, 0);
  active_unit_.assign(places_.size(), kNone);
  for (Index i = 0; i < elements; ++i) {
    const ElementModel& element = model_.elements[i];
    if (element.kind != ElementKind::Station && element.kind != ElementKind::Workstation) continue;
    for (Index place = element.places.begin; place < element.places.end; ++place) active_unit_[place] = i;
  }
}

/// An element holds others up while all of its places are at work: one that is free could take the next part.
void Simulator::noteActivity(Index place, State before, State state) {
  const Index unit = active_unit_[place];
  if (unit == kNone || isActive(before) == isActive(state)) return;
  const Index active = active_places_[unit];
  active_places_[unit] = isActive(state) ? active + 1 : active - 1;
  noteUnits(unit, active, active_places_[unit], model_.elements[unit].places.size());
}

/// @param before, now  how many of its own places, or people, are at work
void Simulator::noteUnits(Index unit, Index before, Index now, Index of) {
  if (before < of && now >= of) active_periods_->begin(unit, now_);
  if (before >= of && now < of) active_periods_->end(unit, now_);
}

}  // namespace mw::events
