// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/simulator.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "core/base/error.h"
#include "core/events/elements/buffer.h"
#include "core/events/elements/conveyor.h"
#include "core/events/elements/routing.h"
#include "core/events/elements/sink.h"
#include "core/events/elements/source.h"
#include "core/events/elements/station.h"

namespace mw::events {
namespace {

constexpr std::uint64_t kEventsBetweenStopChecks = 1U << 14U;

}  // namespace

Simulator::Simulator(const Model& model, const RunSettings& settings, Recording* recording, std::size_t max_moves)
    : model_(model),
      calendar_(static_cast<std::uint32_t>(model.element_of_slot.size())),
      elements_(model.elements.size()),
      places_(model.element_of_place.size()),
      state_ticks_(model.element_of_place.size(), StateTicks{}),
      free_places_(model.element_of_place.size()),
      stations_(model.stations.size()),
      sources_(model.sources.size()),
      conveyors_(model.conveyors.size()),
      lanes_(model.lane_count),
      failure_clocks_(model.clock_count),
      settings_(settings),
      part_types_(model.part_types),
      recording_(recording),
      max_moves_(max_moves) {
  streams_.reserve(model.streams.size());
  for (const std::uint64_t id : model.streams) streams_.emplace_back(settings.seed, id, settings.replication);
  pulls_.reserve(model.elements.size());
  parts_.reserve(256);
  if (!model.transport.fleets.empty()) transport_ = std::make_unique<Transport>(model, *this);
}

void Simulator::start() {
  for (Index i = 0; i < model_.elements.size(); ++i) {
    const ElementModel& element = model_.elements[i];
    if (element.kind == ElementKind::Station) {
      const StationModel& station = model_.stations[element.detail];
      for (Index place = element.places.begin; place < element.places.end; ++place) {
        // The first place on top of the stack.
        free_places_[place] = element.places.begin + (element.places.end - 1 - place);
        for (Index failure = 0; failure < station.failures.size(); ++failure) {
          places_[place].failing = failure;
          failure_clocks_[station.first_clock + (place - element.places.begin) * station.failures.size() + failure] =
              kNeverTicks;
        }
        for (Index failure = 0; failure < station.failures.size(); ++failure) {
          places_[place].failing = failure;
          restClocks(i, place);
        }
      }
      elements_[i].free_count = element.places.size();
    }
    elements_[i].is_open = hasRoom(i);
  }
  if (transport_) transport_->start();
  for (Index i = 0; i < model_.elements.size(); ++i) {
    if (model_.elements[i].kind == ElementKind::Source) startSource(i);
  }
  for (Index i = 0; i < model_.elements.size(); ++i) {
    const ElementModel& element = model_.elements[i];
    if (element.kind == ElementKind::Source && model_.sources[element.detail].is_unlimited) offerSupply(i);
  }
}

void Simulator::run(const std::stop_token& stop) {
  start();
  if (settings_.warmup > SimTime()) {
    runUntil(settings_.warmup.ticks(), false, stop);
    if (is_full_) return;
    now_ = settings_.warmup.ticks();
    beginMeasuring();
  }
  runUntil(settings_.horizon.ticks(), true, stop);
  if (!is_full_) now_ = settings_.horizon.ticks();
}

void Simulator::runUntil(Ticks end, bool is_end_included, const std::stop_token& stop) {
  const Ticks last = is_end_included ? end : end - 1;
  while (true) {
    const Ticks next = calendar_.nextTime().ticks();
    if (next > last) return;
    if (next != now_) {
      now_ = next;
      at_instant_ = 0;
      instant_trail_.clear();
    }
    const Index slot = calendar_.popNext().slot;
    ++events_;
    handle(slot);
    drain();
    if (recording_ != nullptr && recording_->moves().size() >= max_moves_) {
      is_full_ = true;
      return;
    }
    if (events_ % kEventsBetweenStopChecks != 0) continue;
    if (stop.stop_requested()) throw Cancelled("the run was stopped");
    if (calendar_.sequence() > EventCalendar::kMaxSequence - 4 * kEventsBetweenStopChecks) {
      throw InputError({}, "the run has over 500,000,000,000 events", "shorten the horizon");
    }
  }
}

void Simulator::handle(Index slot) {
  const Index element = model_.element_of_slot[slot];
  const ElementModel& model = model_.elements[element];
  countAtInstant(element);
  switch (model.kind) {
    case ElementKind::Station:
      return onStationEvent(element, model.places.begin + slot - model.first_slot);
    case ElementKind::Source:
      return onArrival(element);
    case ElementKind::Conveyor:
      return onConveyorEvent(element, slot != model.first_slot);
    case ElementKind::Vehicles:
      return onVehicleEvent(element, slot);
    case ElementKind::Buffer:
    case ElementKind::Sink:
      return;
  }
}

void Simulator::drain() {
  while (!pulls_.empty()) {
    const Index element = pulls_.back();
    pulls_.pop_back();
    pull(element);
  }
}

void Simulator::noteState(Index place, State state) {
  const Index element = model_.element_of_place[place];
  const auto within = static_cast<std::uint16_t>(place - model_.elements[element].places.begin);
  recording_->add(StateChange{SimTime::fromTicks(now_), element, within, state});
}

void Simulator::noteMove(Index part, std::int32_t from, std::int32_t to) {
  recording_->add(PartMove{SimTime::fromTicks(now_), parts_[part].number, parts_[part].part_type, from, to});
}

void Simulator::refuseEndlessInstant() const {
  std::set<std::string> names;
  Index last = 0;
  for (const Index element : instant_trail_) {
    if (element >= model_.element_ids.size()) continue;  // vehicles
    names.insert(model_.element_ids[element]);
    last = element;
  }
  const std::string pointer = fmt::format("/elements/{}", last);
  throw InputError({"", pointer, 0, 0},
                   fmt::format("time stands still at {:.6g} s: {} events there, the last at {}",
                               static_cast<double>(now_) * 1e-9, at_instant_, fmt::join(names, ", ")),
                   "give one of these elements a time above 0 s");
}

}  // namespace mw::events
