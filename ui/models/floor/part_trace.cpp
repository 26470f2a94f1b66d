// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/part_trace.h"

#include <algorithm>

#include "core/kpi/machine.h"

namespace mw::models {
namespace {

using factory::ElementState;

/// Time of one place at work within a stay.
double workedIn(const std::vector<events::StateChange>& changes, double from_s, double to_s) {
  double worked_s = 0;
  double since_s = 0;
  ElementState state = ElementState::Idle;
  const auto count = [&](double until_s) {
    if (state != ElementState::Busy && state != ElementState::Setup) return;
    worked_s += std::max(0.0, std::min(until_s, to_s) - std::max(since_s, from_s));
  };
  for (const events::StateChange& change : changes) {
    count(change.at.seconds());
    since_s = change.at.seconds();
    state = change.state;
    if (since_s >= to_s) break;
  }
  if (since_s < to_s) count(to_s);
  return worked_s;
}

}  // namespace

std::optional<double> PartTrace::leadTime_s() const {
  if (!entered_s || !left_s) return std::nullopt;
  return *left_s - *entered_s;
}

std::optional<PartTrace> traceOf(const events::Recording& recording, const factory::Factory& factory,
                                 std::uint32_t part) {
  constexpr auto kNowhere = events::PartMove::kNowhere;
  const auto elements = factory.elements();
  const events::Moment start = recording.momentAt(SimTime());
  PartTrace trace;
  trace.part = part;
  bool is_known = false;
  for (const events::PartMove& move : recording.moves()) {
    if (move.part != part) continue;
    is_known = true;
    trace.part_type = move.part_type;
    const double at_s = move.at.seconds();
    if (!trace.stays.empty() && !trace.stays.back().is_over) {
      trace.stays.back().to_s = at_s;
      trace.stays.back().is_over = true;
    }
    if (move.to == kNowhere) continue;
    const auto to = static_cast<std::uint32_t>(move.to);
    if (elements[to].type == "sink") {
      trace.left_s = at_s;
      continue;
    }
    if (!trace.entered_s && elements[to].type != "source") trace.entered_s = at_s;
    trace.stays.push_back({to, at_s, recording.end().seconds(), std::nullopt, false});
  }
  if (!is_known) return std::nullopt;
  for (PartStay& stay : trace.stays) {
    if (!kpi::isMachine(elements[stay.element])) {
      stay.worked_s = 0;
    } else if (start.elements[stay.element].places.size() == 1) {
      stay.worked_s = workedIn(recording.statesOf(stay.element), stay.from_s, stay.to_s);
    }
  }
  return trace;
}

}  // namespace mw::models
