// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/gantt.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/kpi/machine.h"

namespace mw::kpi {
namespace {

using factory::ElementState;

// The order of Moment::ElementMoment::summary.
constexpr std::array<ElementState, factory::kElementStateCount> kMostTelling = {
    ElementState::Down, ElementState::Blocked, ElementState::Setup, ElementState::Waiting,
    ElementState::Busy, ElementState::Idle,    ElementState::Off};

/// The places of one element by how many are in each state: the summary costs seven looks, however many places.
struct PlaceCounts {
  std::vector<ElementState> places;
  std::array<int, factory::kElementStateCount> counts{};

  void set(std::size_t place, ElementState state) {
    --counts[static_cast<std::size_t>(places[place])];
    places[place] = state;
    ++counts[static_cast<std::size_t>(state)];
  }
  [[nodiscard]] ElementState summary() const {
    for (const ElementState state : kMostTelling)
      if (counts[static_cast<std::size_t>(state)] > 0) return state;
    return ElementState::Idle;
  }
};

}  // namespace

std::size_t GanttRow::segmentAt(double t_s) const {
  const auto after = std::ranges::upper_bound(start_s, t_s);
  return after == start_s.begin() ? 0 : static_cast<std::size_t>(after - start_s.begin()) - 1;
}

double GanttRow::timeIn(ElementState wanted, double from_s, double to_s, double end_s) const {
  double sum_s = 0;
  for (std::size_t i = segmentAt(from_s); i < start_s.size() && start_s[i] < to_s; ++i) {
    if (state[i] != wanted) continue;
    const double segment_end_s = i + 1 < start_s.size() ? start_s[i + 1] : end_s;
    sum_s += std::max(0.0, std::min(segment_end_s, to_s) - std::max(start_s[i], from_s));
  }
  return sum_s;
}

Gantt ganttOf(const events::Recording& recording, const factory::Factory& factory, const std::stop_token& stop) {
  Gantt gantt;
  gantt.end_s = recording.end().seconds();
  const events::Moment start = recording.momentAt(SimTime());
  const auto elements = factory.elements();
  std::vector<PlaceCounts> places(elements.size());
  std::vector<int> row_of(elements.size(), -1);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    places[i].places = start.elements[i].places;
    for (const ElementState state : places[i].places) ++places[i].counts[static_cast<std::size_t>(state)];
    if (!isMachine(elements[i]) || places[i].places.empty()) continue;
    row_of[i] = static_cast<int>(gantt.rows.size());
    gantt.rows.push_back({static_cast<std::uint32_t>(i), elements[i].id, elements[i].name, {0}, {places[i].summary()}});
  }
  std::size_t n_seen = 0;
  for (const events::StateChange& change : recording.states()) {
    if ((++n_seen & 0xFFFFU) == 0 && stop.stop_requested()) throw Cancelled();
    PlaceCounts& element = places[change.element];
    const bool fails = change.state == ElementState::Down && element.places[change.place] != ElementState::Down;
    if (change.at <= SimTime()) continue;
    element.set(change.place, change.state);
    if (row_of[change.element] < 0) continue;
    GanttRow& row = gantt.rows[static_cast<std::size_t>(row_of[change.element])];
    const double t_s = change.at.seconds();
    if (fails) gantt.failures.push_back({t_s, change.element});
    const ElementState summary = element.summary();
    if (summary == row.state.back()) continue;
    if (row.start_s.back() == t_s) {
      row.state.back() = summary;
      const std::size_t n = row.state.size();
      if (n > 1 && row.state[n - 2] == summary) {
        row.state.pop_back();
        row.start_s.pop_back();
      }
      continue;
    }
    row.start_s.push_back(t_s);
    row.state.push_back(summary);
  }
  return gantt;
}

}  // namespace mw::kpi
