// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/simulator.h"

#include <fmt/format.h>
#include <set>

#include "core/base/error.h"
#include "core/events/elements/elements.h"

namespace mw::events {
namespace {

constexpr std::uint64_t kEventsBetweenStopChecks = 1U << 14U;

}  // namespace

Simulator::Simulator(const Model& model, const RunSettings& settings, Recorder* recording)
    : SimulationState(model, settings, recording) {
  if (settings.finds_bottlenecks) watchActivity();
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
    if (element.kind == ElementKind::Workstation) startWorkstation(i);
    if (isTransfer(i)) startTransfer(i);
    if (model_.shifts[i].slot != kNone) startShifts(i);
    elements_[i].is_open = hasRoom(i);
  }
  startPools();
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
    runIntervals(settings_.warmup.ticks(), false, stop);
    if (is_full_) return;
    now_ = settings_.warmup.ticks();
    beginMeasuringBetweenIntervals();
  }
  runIntervals(settings_.horizon.ticks(), true, stop);
  if (is_full_) return;
  now_ = settings_.horizon.ticks();
  if (intervals_.isOn()) intervals_.endInterval(totals());
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
    if (recording_ != nullptr && recording_->isFull()) {
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
  if (element >= model_.elements.size()) return onPoolEvent(element - static_cast<Index>(model_.elements.size()));
  const ElementModel& model = model_.elements[element];
  countAtInstant(element);
  switch (model.kind) {
    case ElementKind::Station:
      return onStationEvent(element, model.places.begin + slot - model.first_slot);
    case ElementKind::Workstation:
      return onWorkstationEvent(element, slot);
    case ElementKind::Source:
      return onArrival(element, slot);
    case ElementKind::Conveyor:
      return onConveyorEvent(element, slot);
    case ElementKind::TimedBuffer:
      return onTimedBufferEvent(element, slot);
    case ElementKind::Storage:
      return onStorageEvent(element, slot);
    case ElementKind::Vehicles:
      return onVehicleEvent(element, slot);
    case ElementKind::Sink:
      return onShift(element);
    case ElementKind::Buffer:
      return;
  }
}

void Simulator::drain() {
  while (true) {
    while (!pulls_.empty()) {
      const Index element = pulls_.back();
      pulls_.pop_back();
      pull(element);
    }
    if (!are_pools_changed_) return;
    grantPools();
  }
}

void Simulator::noteState(Index place, State before, State state) {
  if (active_periods_) noteActivity(place, before, state);
  if (recording_ == nullptr) return;
  const Index element = model_.element_of_place[place];
  const auto within = static_cast<std::uint16_t>(place - model_.elements[element].places.begin);
  recording_->add(StateChange{SimTime::fromTicks(now_), element, within, state});
}

void Simulator::noteMove(Index part, std::int32_t from, std::int32_t to, bool is_packing) {
  recording_->add(
      PartMove{SimTime::fromTicks(now_), parts_[part].number, parts_[part].part_type, is_packing, from, to});
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
