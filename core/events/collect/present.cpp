// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/present.h"

#include <algorithm>
#include <array>

namespace mw::events {

using factory::ElementState;

ElementState mostTelling(std::span<const ElementState> places) {
  static constexpr std::array kOrder = {ElementState::Down,    ElementState::Blocked, ElementState::Setup,
                                        ElementState::Waiting, ElementState::Busy,    ElementState::Idle};
  for (const ElementState state : kOrder) {
    if (std::find(places.begin(), places.end(), state) != places.end()) return state;
  }
  return ElementState::Off;
}

Present::Present(const factory::Factory& factory)
    : places_(factory.elements().size()),
      states_(factory.elements().size(), ElementState::Idle),
      contents_(factory.elements().size(), 0) {
  for (const factory::Element& element : factory.elements()) is_sink_.push_back(element.type == "sink");
  if (!factory.json().contains("vehicles")) return;
  for (const Json& fleet : factory.json()["vehicles"]) {
    first_vehicle_.push_back(vehicles_.size());
    vehicles_.resize(vehicles_.size() + fleet.value("count", std::size_t{1}), VehicleActivity::Idle);
  }
}

void Present::addVehicle(const VehicleMove& move) {
  vehicles_[first_vehicle_[move.fleet] + move.vehicle] = move.activity;
}

void Present::add(const StateChange& change) {
  if (change.element >= places_.size()) return;  // a fleet
  std::vector<ElementState>& places = places_[change.element];
  if (change.place >= places.size()) places.resize(change.place + 1U, ElementState::Idle);
  places[change.place] = change.state;
  states_[change.element] = mostTelling(places);
}

void Present::add(const PartMove& move) {
  const auto count = [this](std::int32_t element, std::int64_t by) {
    if (element < 0 || static_cast<std::size_t>(element) >= contents_.size()) return;
    const auto at = static_cast<std::size_t>(element);
    if (!is_sink_[at]) contents_[at] += by;
  };
  count(move.from, -1);
  count(move.to, 1);
  const bool is_from_sink = move.from >= 0 && static_cast<std::size_t>(move.from) < is_sink_.size() &&
                            is_sink_[static_cast<std::size_t>(move.from)];
  if (is_from_sink && move.to == PartMove::kNowhere && !move.is_packing) ++delivered_;
}

}  // namespace mw::events
