// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "core/base/sim_time.h"
#include "core/events/compile/compiler.h"
#include "core/factory/measured_cycle.h"

namespace mw::events {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kMaxPlaces = 65535;
constexpr double kTick_s = 1e-9;  ///< what is shorter rounds to no time at all

std::uint64_t capacityOf(const factory::Element& element) {
  const Json capacity = element.value("capacity");
  return capacity.is_null() ? kUnlimited : capacity.get<std::uint64_t>();
}

}  // namespace

void Compiler::compileElement(Index index) {
  ElementModel& element = model_.elements[index];
  const std::string& type = factory_.elements()[index].type;
  element.places.begin = static_cast<Index>(model_.element_of_place.size());
  Index places = 1;
  if (type == "source") {
    compileSource(index);
  } else if (type == "buffer") {
    compileBuffer(index);
  } else if (type == "storage") {
    compileStorage(index);
  } else if (type == "conveyor") {
    compileConveyor(index);
  } else if (type == "sink") {
    element.kind = ElementKind::Sink;
    element.capacity = kUnlimited;
    element.detail = factory_.elements()[index].value("counts_as") == "good" ? 1 : 0;
    compileCalendar(index);
  } else {
    needsWorkstation(index) ? compileWorkstation(index) : compileStation(index);
    places = static_cast<Index>(element.capacity);
  }
  model_.element_of_place.insert(model_.element_of_place.end(), places, index);
  element.places.end = static_cast<Index>(model_.element_of_place.size());
}

void Compiler::compileSource(Index index) {
  const factory::Element& given = factory_.elements()[index];
  ElementModel& element = model_.elements[index];
  element.kind = ElementKind::Source;
  element.capacity = kUnlimited;
  element.detail = static_cast<Index>(model_.sources.size());
  giveSlots(element, 1);
  SourceModel source;
  source.is_unlimited = given.has("supply");
  source.loses = given.value("on_full") == "lose";
  source.batch = given.value("batch").get<std::int64_t>();
  if (const Json limit = given.value("limit"); !limit.is_null()) source.limit = limit.get<std::int64_t>();
  if (given.has("first_at_s")) source.first_at = SimTime::fromSeconds(given.value("first_at_s").get<double>()).ticks();
  if (given.has("interarrival")) {
    source.interarrival = distribution(given.fields["interarrival"], pointerOf(index, "interarrival"));
    source.arrival_stream = addStream(index, "arrival");
    if (!(source.interarrival.mean() >= kTick_s) && !given.fields["interarrival"].contains("by_part")) {
      report(pointerOf(index, "interarrival"), "mean time between arrivals is 0 or below a nanosecond",
             "give a time above 0 s, or \"supply\": \"unlimited\"");
    }
  }
  compileParts(index, source);
  compileSchedule(index, source);
  compileCalendar(index);
  source.is_planned = !source.schedule.empty() || model_.shifts[index].slot != kNone;
  model_.sources.push_back(std::move(source));
}

void Compiler::compileParts(Index index, SourceModel& source) {
  const Json part = factory_.elements()[index].value("part");
  if (!part.is_object()) {
    source.part_types = {static_cast<std::uint16_t>(part.is_string() ? partIndex(part.get<std::string>()) : 0)};
    source.cumulative_shares = {1};
    return;
  }
  double sum = 0;
  for (const auto& [id, share] : part.items()) {
    if (share.get<double>() <= 0) continue;
    sum += share.get<double>();
    source.part_types.push_back(static_cast<std::uint16_t>(partIndex(id)));
    source.cumulative_shares.push_back(sum);
  }
  if (source.part_types.empty()) return;
  source.cumulative_shares.back() = 1;
  if (source.part_types.size() > 1) source.part_stream = addStream(index, "part");
}

void Compiler::compileSchedule(Index index, SourceModel& source) {
  const factory::Element& given = factory_.elements()[index];
  if (!given.has("schedule")) return;
  std::int64_t parts = 0;
  for (const Json& each : given.fields["schedule"]) {
    ScheduledArrival arrival;
    arrival.at = SimTime::fromSeconds(each["t_s"].get<double>()).ticks();
    arrival.count = each.contains("count") ? each["count"].get<std::int64_t>() : source.batch;
    if (each.contains("part")) arrival.part_type = partIndex(each["part"].get<std::string>());
    parts += arrival.count;
    source.schedule.push_back(arrival);
  }
  source.limit = std::min(source.limit, parts);
}

void Compiler::compileBuffer(Index index) {
  const factory::Element& given = factory_.elements()[index];
  ElementModel& element = model_.elements[index];
  element.kind = ElementKind::Buffer;
  element.capacity = capacityOf(given);
  element.detail = static_cast<Index>(model_.buffers.size());
  BufferModel buffer;
  buffer.order = given.value("order") == "lifo" ? BufferOrder::Lifo : BufferOrder::Fifo;
  if (given.has("min_stay")) buffer.stay_stream = addStream(index, "min_stay");
  if (given.has("min_stay") || given.has("calendar")) {
    element.kind = ElementKind::TimedBuffer;
    giveSlots(element, 1);
    compileCalendar(index);
  }
  model_.buffers.push_back(std::move(buffer));
}

void Compiler::compileStorage(Index index) {
  ElementModel& element = model_.elements[index];
  element.kind = ElementKind::Storage;
  element.capacity = capacityOf(factory_.elements()[index]);
  element.detail = static_cast<Index>(model_.storages.size());
  giveSlots(element, 1);
  compileCalendar(index);
  StorageModel storage;
  storage.store_stream = addStream(index, "store");
  storage.retrieve_stream = addStream(index, "retrieve");
  model_.storages.push_back(std::move(storage));
}

/// Times that may differ by the part types that come to the element.
void Compiler::compileTimes(Index index) {
  const ElementModel& element = model_.elements[index];
  const Json& fields = factory_.elements()[index].fields;
  const auto time = [&](const char* key) {
    return timeByPart(index, fields.contains(key) ? fields[key] : Json(0.0), pointerOf(index, key));
  };
  if (element.kind == ElementKind::Station) model_.stations[element.detail].process = time("process");
  if (element.kind == ElementKind::Workstation) {
    TimeModel& process = model_.stations[model_.workstations[element.detail].station].process;
    const factory::Element& given = factory_.elements()[index];
    const bool is_robot = given.type == "robot" && given.has("cycle");
    process = is_robot ? timeByPart(index, factory::cycleOfEvents(given), pointerOf(index, "cycle"))
                       : time("process");  // batches take no time
  }
  if (element.kind == ElementKind::TimedBuffer) model_.buffers[element.detail].min_stay = time("min_stay");
  if (element.kind == ElementKind::Conveyor) compileHolds(index);
  if (element.kind != ElementKind::Storage) return;
  model_.storages[element.detail].store = time("store");
  model_.storages[element.detail].retrieve = time("retrieve");
}

std::uint64_t Compiler::placesOf(Index index) {
  const factory::Element& given = factory_.elements()[index];
  const Json capacity = given.value("capacity");
  const std::uint64_t places = capacity.is_null() ? 1 : capacity.get<std::uint64_t>();
  if (places <= kMaxPlaces) return places;
  report(pointerOf(index, "capacity"), fmt::format("{} \"{}\" has {} places", given.type, given.id, places),
         fmt::format("give at most {}", kMaxPlaces));
  return 1;
}

void Compiler::compileStation(Index index) {
  ElementModel& element = model_.elements[index];
  element.kind = ElementKind::Station;
  element.capacity = placesOf(index);
  element.detail = static_cast<Index>(model_.stations.size());
  giveSlots(element, static_cast<Index>(element.capacity));
  compileStationBase(index);
}

/// What plain stations and workstations share; the times follow when it is known which parts come.
void Compiler::compileStationBase(Index index) {
  StationModel station;
  station.process_stream = addStream(index, "process");
  compileFailures(index, station);
  compileSetup(index, station);
  if (factory_.elements()[index].type != "inspection") compileYield(index, station);
  model_.stations.push_back(std::move(station));
}

void Compiler::compileFailures(Index index, StationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  station.failures = {static_cast<Index>(model_.failures.size()), static_cast<Index>(model_.failures.size())};
  station.first_clock = model_.clock_count;
  if (!given.has("failures")) return;
  const Json& failures = given.fields["failures"];
  std::set<std::string> ids;  // name the random streams
  for (std::size_t i = 0; i < failures.size(); ++i) {
    const std::string pointer = fmt::format("{}/{}", pointerOf(index, "failures"), i);
    const std::string id = failures[i].value("id", std::to_string(i));
    if (!ids.insert(id).second) {
      report(pointer + "/id", fmt::format("\"{}\" has two failures \"{}\"", given.id, id), "rename one of the two");
    }
    FailureModel failure;
    failure.time_to_failure = distribution(failures[i]["time_to_failure"], pointer + "/time_to_failure");
    failure.time_to_repair = distribution(failures[i]["time_to_repair"], pointer + "/time_to_repair");
    const auto basis = failures[i].value("basis", std::string("operating"));
    if (basis == "calendar") failure.basis = FailureBasis::Calendar;
    if (basis == "cycles") failure.basis = FailureBasis::Cycles;
    failure.failure_stream = addStream(index, "failure/" + id);
    failure.repair_stream = addStream(index, "repair/" + id);
    if (!(failure.time_to_failure.mean() >= kTick_s) && !failures[i]["time_to_failure"].contains("by_part")) {
      report(pointer + "/time_to_failure", "mean time to failure is 0 or below a nanosecond", "give a time above 0 s");
    }
    model_.failures.push_back(std::move(failure));
  }
  station.failures.end = static_cast<Index>(model_.failures.size());
  model_.clock_count += station.failures.size() * static_cast<Index>(model_.elements[index].capacity);
}

void Compiler::checkSetup(Index index, const Json& setup) {
  if (!setup.contains("matrix")) return;
  for (const auto& [pair, time] : setup["matrix"].items()) {
    const std::size_t arrow = pair.find('>');
    const bool is_pair = arrow != std::string::npos && factory_.findPart(pair.substr(0, arrow)) != nullptr &&
                         factory_.findPart(pair.substr(arrow + 1)) != nullptr;
    if (is_pair) continue;
    report(pointerOf(index, "setup/matrix/") + pointerToken(pair), fmt::format("\"{}\" is no pair of part types", pair),
           "write \"a>b\" with two ids of parts");
  }
}

void Compiler::compileSetup(Index index, StationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  if (!given.has("setup")) return;
  const Json& setup = given.fields["setup"];
  checkSetup(index, setup);
  if (model_.part_types < 2) return;
  const std::size_t n = model_.part_types;
  station.setup.assign(n * n, SimTime::fromSeconds(setup.value("default_s", 0.0)).ticks());
  for (std::size_t part = 0; part < n; ++part) station.setup[part * n + part] = 0;
  if (!setup.contains("matrix")) return;
  for (const auto& [pair, time] : setup["matrix"].items()) {
    const std::size_t arrow = pair.find('>');
    const std::string from = pair.substr(0, arrow);
    const std::string to = arrow == std::string::npos ? std::string() : pair.substr(arrow + 1);
    if (factory_.findPart(from) == nullptr || factory_.findPart(to) == nullptr) continue;
    station.setup[partIndex(from) * n + partIndex(to)] = SimTime::fromSeconds(time.get<double>()).ticks();
  }
}

void Compiler::compileYield(Index index, StationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  if (!given.has("yield")) return;
  const Json& yield = given.fields["yield"];
  station.good = yield.value("good", 1.0);
  double rework = yield.value("rework", 0.0);
  double scrap = yield.value("scrap", 0.0);
  if (!yield.contains("rework") && !yield.contains("scrap")) {
    (yield.contains("rework_to") ? rework : scrap) = 1 - station.good;
  } else if (!yield.contains("good")) {
    station.good = 1 - rework - scrap;
  }
  station.good_or_rework = station.good + rework;
  const auto demand = [&](double share, const char* key, Index flow) {
    if (share > 0 && flow == kNone) {
      report(pointerOf(index, "yield"),
             fmt::format("{:.6g} of the parts of \"{}\" have nowhere to go", share, given.id),
             fmt::format("add \"{}\": an element", key));
    }
  };
  demand(rework, "rework_to", rework_flow_[index]);
  if (!hidesDefects(index)) demand(scrap, "scrap_to", scrap_flow_[index]);
  if (station.good < 1) station.yield_stream = addStream(index, "yield");
}

}  // namespace mw::events
