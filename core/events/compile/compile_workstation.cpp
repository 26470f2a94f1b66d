// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>

#include "core/base/sim_time.h"
#include "core/events/compile/compiler.h"
#include "core/factory/enclosure.h"

namespace mw::events {
namespace {

constexpr std::size_t kMaxFailures = 64;  // bits of WorkPlaceRun::struck

bool hasEntries(const factory::Element& element, const char* key) {
  return element.has(key) && !element.fields[key].empty();
}

Job jobOf(std::string_view type) {
  if (type == "assembly") return Job::Assembly;
  if (type == "disassembly") return Job::Disassembly;
  if (type == "batch") return Job::Batch;
  if (type == "unbatch") return Job::Unbatch;
  if (type == "inspection") return Job::Inspection;
  if (factory::transferKind(type)) return Job::Transfer;
  return Job::Process;
}

}  // namespace

bool Compiler::needsWorkstation(Index index) const {
  const factory::Element& element = factory_.elements()[index];
  if (element.type != "station") return true;
  if (element.has("enclosure") || hasEntries(element, "needs") || hasEntries(element, "batch_mode") ||
      element.has("calendar"))
    return true;
  if (hidesDefects(index)) return true;
  if (!hasEntries(element, "failures")) return false;
  const Json& failures = element.fields["failures"];
  return std::any_of(failures.begin(), failures.end(), [](const Json& failure) {
    return failure.value("basis", std::string("operating")) != "operating" || failure.contains("needs");
  });
}

/// Spoils parts that go on as if they were good: there is no place for scrap, but an inspection after it.
bool Compiler::hidesDefects(Index index) const {
  const factory::Element& element = factory_.elements()[index];
  if (!hasEntries(element, "yield") || element.type == "inspection") return false;
  const Json& yield = element.fields["yield"];
  const bool is_scrap_named = yield.contains("rework") || yield.contains("scrap");
  const double scrap = is_scrap_named ? yield.value("scrap", 0.0) : 1 - yield.value("good", 1.0);
  if (scrap <= 0 || yield.contains("scrap_to")) return false;
  if (!is_scrap_named && yield.contains("rework_to")) return false;
  return leads_to_inspection_[index];
}

void Compiler::compileWorkstation(Index index) {
  const factory::Element& given = factory_.elements()[index];
  ElementModel& element = model_.elements[index];
  element.kind = ElementKind::Workstation;
  element.capacity = placesOf(index);
  element.detail = static_cast<Index>(model_.workstations.size());
  WorkstationModel station;
  station.job = jobOf(given.type);
  station.station = static_cast<Index>(model_.stations.size());
  station.makes_bad = hidesDefects(index);
  compileStationBase(index);
  compileLoad(index, station);
  if (station.job == Job::Assembly || station.job == Job::Disassembly) compileParts(index, station);
  if (station.job == Job::Inspection) compileInspection(index, station);
  if (given.type == "robot") compileRobot(index, station);
  station.door = SimTime::fromSeconds(factory::doorTime_s(given)).ticks();
  if (station.job == Job::Transfer) compileTransfer(index, station);
  compileNeeds(index, station);
  compileFailureBases(index, station);
  if (given.has("calendar")) station.calendar = calendarIndex(given.fields["calendar"].get<std::string>());
  const auto places = static_cast<Index>(element.capacity);
  station.first_place = model_.work_place_count;
  model_.work_place_count += places;
  station.first_held = model_.held_count;
  model_.held_count += places * station.needs.size();
  giveSlots(element, places * station.slots_per_place + 1);
  model_.workstations.push_back(std::move(station));
}

void Compiler::compileLoad(Index index, WorkstationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  const char* key = given.type == "batch" ? nullptr : "batch_mode";
  if (key != nullptr && !given.has(key)) return;
  const Json& load = key == nullptr ? given.fields : given.fields[key];
  if (given.type == "assembly") {
    report(pointerOf(index, key), fmt::format("assembly \"{}\" has a batch mode", given.id),
           "remove it: \"requires\" says what one job takes in");
    return;
  }
  station.load = load["size"].get<Index>();
  if (load.contains("timeout_s")) station.timeout = SimTime::fromSeconds(load["timeout_s"].get<double>()).ticks();
}

/// What an assembly takes and makes, what a disassembly yields.
void Compiler::compileParts(Index index, WorkstationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  const bool is_assembly = station.job == Job::Assembly;
  std::vector<Index>& counts = is_assembly ? station.required : station.yields;
  counts.assign(model_.part_types, 0);
  Index total = 0;
  for (const auto& [part, count] : given.fields[is_assembly ? "requires" : "yields"].items()) {
    counts[partIndex(part)] = count.get<Index>();
    total += count.get<Index>();
  }
  if (total == 0) {
    report(pointerOf(index, is_assembly ? "requires" : "yields"), fmt::format("\"{}\" names no part", given.id),
           "name at least one: {\"part\": 1}");
  }
  if (!is_assembly) return;
  station.load = total;
  station.product = static_cast<std::uint16_t>(partIndex(given.fields["produces"].get<std::string>()));
  station.first_gathered = model_.gathered_count;
  model_.gathered_count += model_.part_types;
  model_.elements[index].is_selective = model_.part_types > 1;
}

void Compiler::compileInspection(Index index, WorkstationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  station.detects = given.value("detects").get<double>();
  station.false_alarm = given.value("false_alarm").get<double>();
  station.refused_is_rework = rework_flow_[index] != kNone;
  model_.stations[station.station].yield_stream = addStream(index, "yield");
  if ((rework_flow_[index] == kNone) == (scrap_flow_[index] == kNone)) {
    report(pointerOf(index), fmt::format("it is not said where \"{}\" sends what it refuses", given.id),
           "give yield with either rework_to or scrap_to");
  }
}

void Compiler::compileRobot(Index index, WorkstationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  station.speed = given.value("speed").get<double>();
  if (!given.has("cycle")) {
    report(pointerOf(index), fmt::format("robot \"{}\" has no cycle time", given.id), "add \"cycle\": a time");
  }
  if (!(station.speed > 0)) report(pointerOf(index, "speed"), "a robot of speed 0 never moves", "give a share above 0");
}

void Compiler::checkPayload(Index index) {
  const factory::Element& given = factory_.elements()[index];
  if (given.type != "robot" || !given.has("payload_kg")) return;
  const double payload_kg = given.fields["payload_kg"].get<double>();
  for (std::size_t part = 0; part < factory_.parts().size(); ++part) {
    const factory::Part& type = factory_.parts()[part];
    if (!reach_[index][part] || type.mass_kg <= payload_kg) continue;
    report(pointerOf(index, "payload_kg"),
           fmt::format("\"{}\" of {:.6g} kg is too heavy for \"{}\", which lifts {:.6g} kg", type.id, type.mass_kg,
                       given.id, payload_kg),
           "raise payload_kg or send this part another way");
  }
}

void Compiler::addNeeds(const Json& needs, const std::string& pointer, bool is_repair) {
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const std::string child = fmt::format("{}/{}", pointer, i);
    NeedModel need;
    need.count = needs[i].value("count", Index{1});
    const std::string pool = needs[i].value("pool", std::string());
    const std::string skill = needs[i].value("skill", std::string());
    Index largest = 0;
    const Json pools = factory_.json().value("pools", Json::array());
    for (Index p = 0; p < model_.pools.size(); ++p) {
      const Json skills = pools[p].value("skills", Json::array());
      const bool is_skilled = !skill.empty() && std::find(skills.begin(), skills.end(), Json(skill)) != skills.end();
      if (pool.empty() ? !is_skilled : model_.pools[p].id != pool || (!skill.empty() && !is_skilled)) continue;
      need.pools.push_back(p);
      largest = std::max(largest, model_.pools[p].count);
    }
    if (pool.empty() && skill.empty()) {
      report(child, "it is not said who is needed", "give \"pool\", or a \"skill\" that pools have");
    } else if (need.pools.empty()) {
      report(child, fmt::format("no pool has the skill \"{}\"", skill), "add it to the \"skills\" of a pool");
    } else if (need.count > largest) {
      report(child + "/count", fmt::format("{} are needed, the pool has {}", need.count, largest),
             "need fewer or enlarge the pool");
    }
    const Json tasks = is_repair ? Json{"repair"} : needs[i].value("for", Json{"process"});
    if (tasks.empty()) report(child + "/for", "they are needed for nothing", "name process, setup or repair");
    for (const Json& task : tasks) {
      need.for_setup = need.for_setup || task == "setup";
      need.for_process = need.for_process || task == "process";
      need.for_repair = need.for_repair || task == "repair";
    }
    model_.needs.push_back(std::move(need));
  }
  checkSums(static_cast<Index>(model_.needs.size() - needs.size()), pointer);
}

/// What one task needs of one pool in all; the needs that several pools can serve are left out.
void Compiler::checkSums(Index first_need, const std::string& pointer) {
  for (const auto for_task : {&NeedModel::for_setup, &NeedModel::for_process, &NeedModel::for_repair}) {
    std::map<Index, Index> heads;
    for (Index i = first_need; i < model_.needs.size(); ++i) {
      const NeedModel& need = model_.needs[i];
      if (!(need.*for_task) || need.pools.size() != 1) continue;
      const PoolModel& pool = model_.pools[need.pools.front()];
      Index& sum = heads[need.pools.front()];
      const bool was_enough = sum <= pool.count;
      sum += need.count;
      if (!was_enough || sum <= pool.count || need.count > pool.count) continue;
      report(fmt::format("{}/{}", pointer, i - first_need),
             fmt::format("{} of pool \"{}\" are needed at once, it has {}", sum, pool.id, pool.count),
             "need fewer or enlarge the pool");
      return;
    }
  }
}

void Compiler::compileNeeds(Index index, WorkstationModel& station) {
  const factory::Element& given = factory_.elements()[index];
  station.needs.begin = static_cast<Index>(model_.needs.size());
  if (given.has("needs")) addNeeds(given.fields["needs"], pointerOf(index, "needs"), false);
  station.own_needs_end = static_cast<Index>(model_.needs.size());
  const Range failures = model_.stations[station.station].failures;
  for (Index i = 0; i < failures.size(); ++i) {
    FailureModel& failure = model_.failures[failures.begin + i];
    failure.needs.begin = static_cast<Index>(model_.needs.size());
    const Json& written = given.fields["failures"][i];
    const std::string pointer = fmt::format("{}/{}/needs", pointerOf(index, "failures"), i);
    if (written.contains("needs")) addNeeds(written["needs"], pointer, true);
    failure.needs.end = static_cast<Index>(model_.needs.size());
  }
  station.needs.end = static_cast<Index>(model_.needs.size());
}

void Compiler::compileFailureBases(Index index, WorkstationModel& station) {
  const Range failures = model_.stations[station.station].failures;
  if (failures.size() > kMaxFailures) {
    report(pointerOf(index, "failures"),
           fmt::format("\"{}\" has {} failures", model_.element_ids[index], failures.size()),
           fmt::format("give at most {}", kMaxFailures));
  }
  for (Index i = 0; i < failures.size(); ++i) {
    const FailureBasis basis = model_.failures[failures.begin + i].basis;
    if (basis == FailureBasis::Calendar) station.calendar_failures.push_back(i);
    if (basis == FailureBasis::Cycles) station.has_cycle_failures = true;
  }
  station.slots_per_place = 2 + static_cast<Index>(station.calendar_failures.size());
}

void Compiler::compilePools() {
  const Json pools = factory_.json().value("pools", Json::array());
  for (const Json& pool : pools) {
    PoolModel model;
    model.id = pool["id"].get<std::string>();
    model.count = pool.value("count", Index{1});
    if (pool.contains("calendar")) {
      model.calendar = calendarIndex(pool["calendar"].get<std::string>());
      model.slot = static_cast<Index>(model_.element_of_slot.size());
      model_.element_of_slot.push_back(static_cast<Index>(model_.elements.size() + model_.pools.size()));
    }
    model_.pools.push_back(std::move(model));
  }
}

}  // namespace mw::events
