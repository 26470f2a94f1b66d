// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/simulated_log.h"

#include <algorithm>
#include <unordered_map>

#include "core/events/collect/recorder.h"

namespace mw::discovery {
namespace {

/// Listens to a run and writes its log.
class JourneyRecorder final : public events::Recorder {
 public:
  JourneyRecorder(const WrittenFactory& written, const Plant& plant, const SimulatedWindow& window)
      : written_(written), plant_(plant), window_(window), places_(written.station_of.size()) {
    result_.busy_s.resize(plant.groups.size(), 0.0);
  }

  void add(const events::StateChange& change) override {
    const Index station = written_.station_of[change.element];
    if (station == kNone) return;
    auto& places = places_[change.element];
    if (places.size() <= change.place) places.resize(change.place + std::size_t{1});
    Place& place = places[change.place];
    count(station, place, change.at.seconds());
    place.since_s = change.at.seconds();
    place.is_busy = change.state == factory::ElementState::Busy || change.state == factory::ElementState::Setup;
  }

  void add(const events::PartMove& move) override {
    const double at_s = move.at.seconds();
    if (move.from >= 0 && written_.station_of[static_cast<std::size_t>(move.from)] != kNone) leave(move.part, at_s);
    if (move.to < 0) return;
    const Index station = written_.station_of[static_cast<std::size_t>(move.to)];
    const bool is_sink = written_.factory.elements()[static_cast<std::size_t>(move.to)].type == "sink";
    if (station != kNone) enter(move, station, at_s);
    if (is_sink) end(move.part);
  }

  SimulatedLog finish() {
    for (std::size_t element = 0; element < places_.size(); ++element) {
      for (Place& place : places_[element]) count(written_.station_of[element], place, window_.to_s);
    }
    for (auto& [part, index] : inside_) cut(index);
    return std::move(result_);
  }

 private:
  struct Place {
    double since_s = 0;
    bool is_busy = false;
  };

  void count(Index station, const Place& place, double at_s) {
    if (!place.is_busy) return;
    const double from_s = std::max(place.since_s, window_.from_s);
    result_.busy_s[plant_.stations[station].key.group] += std::max(0.0, std::min(at_s, window_.to_s) - from_s);
  }

  void enter(const events::PartMove& move, Index station, double at_s) {
    const auto [at, is_new] = inside_.try_emplace(move.part, result_.journeys.size());
    if (is_new) {
      Journey journey;
      journey.case_index = move.part;
      journey.kind = move.part_type;
      result_.journeys.push_back(std::move(journey));
      result_.ended.push_back(0);
    }
    Visit visit;
    visit.station = station;
    visit.start_s = at_s;
    visit.complete_s = at_s;
    visit.is_cut = true;
    result_.journeys[at->second].visits.push_back(visit);
  }

  void leave(std::uint32_t part, double at_s) {
    const auto at = inside_.find(part);
    if (at == inside_.end()) return;
    Visit& visit = result_.journeys[at->second].visits.back();
    visit.complete_s = at_s;
    visit.is_cut = false;
  }

  void end(std::uint32_t part) {
    const auto at = inside_.find(part);
    if (at == inside_.end()) return;
    result_.ended[at->second] = 1;
    inside_.erase(at);  // running numbers are given again
  }

  void cut(std::size_t index) {
    Visit& visit = result_.journeys[index].visits.back();
    if (visit.is_cut) visit.complete_s = window_.to_s;
  }

  const WrittenFactory& written_;
  const Plant& plant_;
  SimulatedWindow window_;
  std::vector<std::vector<Place>> places_;
  std::unordered_map<std::uint32_t, std::size_t> inside_;
  SimulatedLog result_;
};

}  // namespace

SimulatedLog simulateLog(const WrittenFactory& written, const Plant& plant, const events::Model& model,
                         const SimulatedWindow& window, std::uint64_t seed, std::uint32_t replication,
                         const std::stop_token& stop) {
  JourneyRecorder recorder(written, plant, window);
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(window.to_s);
  settings.seed = seed;
  settings.replication = replication;
  (void)events::simulate(model, settings, stop, &recorder);
  return recorder.finish();
}

}  // namespace mw::discovery
