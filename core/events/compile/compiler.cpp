// SPDX-License-Identifier: Apache-2.0
#include "core/events/compile/compiler.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/random_stream.h"
#include "core/events/distribution_from_json.h"
#include "core/factory/calendar_reader.h"
#include "core/factory/factory_check.h"

namespace mw::events {

Compiler::Compiler(const factory::Factory& factory)
    : factory_(factory),
      passages_(factory::beltPassages(factory)),
      leads_to_inspection_(factory::leadToInspection(factory)) {}

Model Compiler::run() {
  const auto n = static_cast<Index>(factory_.elements().size());
  model_.part_types = static_cast<std::uint16_t>(std::max<std::size_t>(1, factory_.parts().size()));
  model_.elements.resize(n);
  model_.shifts.resize(n);
  for (const factory::Element& element : factory_.elements()) model_.element_ids.push_back(element.id);
  collectFlows();
  compilePools();
  for (Index i = 0; i < n; ++i) compileElement(i);
  compileDoorways();
  compileControl();
  findReach();
  for (Index i = 0; i < n; ++i) {
    checkAssembly(i);
    checkPayload(i);
    checkTransfer(i);
    compileFlowsIn(i);
    compileRoutes(i);
  }
  for (Index i = 0; i < n; ++i) compileTimes(i);
  compileTransport();
  gateRoutes();
  keepRooms();
  refuseZeroTimeLoops();
  refuseEndlessSupply();
  noteIdleFlows();
  return std::move(model_);
}

Index Compiler::calendarIndex(const std::string& id) {
  const auto known = std::find(calendar_ids_.begin(), calendar_ids_.end(), id);
  if (known == calendar_ids_.end()) {
    calendar_ids_.push_back(id);
    model_.calendars.push_back(factory::readCalendar(factory_, id, findings_));
    return static_cast<Index>(calendar_ids_.size() - 1);
  }
  return static_cast<Index>(known - calendar_ids_.begin());
}

void Compiler::report(const std::string& pointer, std::string cause, std::string cure) {
  findings_.push_back({Severity::Error, {"", pointer, 0, 0}, std::move(cause), std::move(cure)});
}

std::string Compiler::pointerOf(Index element, const char* key) const {
  return key == nullptr ? fmt::format("/elements/{}", element) : fmt::format("/elements/{}/{}", element, key);
}

Index Compiler::addStream(Index element, const std::string& purpose) {
  model_.streams.push_back(streamId(model_.element_ids[element], purpose));
  return static_cast<Index>(model_.streams.size() - 1);
}

numerics::Distribution Compiler::distribution(const Json& value, const std::string& pointer) {
  try {
    numerics::Distribution made = distributionFromJson(value, pointer);
    if (!std::isfinite(made.mean())) report(pointer, "the mean time has no end", "give a shorter time");
    return made;
  } catch (const InputError& error) {
    findings_.insert(findings_.end(), error.findings().begin(), error.findings().end());
    return {};
  }
}

Index Compiler::partIndex(const std::string& id) const {
  return static_cast<Index>(factory_.findPart(id) - factory_.parts().data());
}

/// One time for all part types, or one each; kNone for those that none is written for.
TimeModel Compiler::writtenTimes(const Json& value, const std::string& pointer) {
  TimeModel time;
  if (!value.is_object() || !value.contains("by_part")) {
    time.choices.push_back(distribution(value, pointer));
    return time;
  }
  time.choice_of_part.assign(model_.part_types, kNone);
  Index others = kNone;
  for (const auto& [part, member] : value["by_part"].items()) {
    const auto choice = static_cast<Index>(time.choices.size());
    time.choices.push_back(distribution(member, pointer + "/by_part/" + pointerToken(part)));
    (part == "*" ? others : time.choice_of_part[partIndex(part)]) = choice;
  }
  std::replace(time.choice_of_part.begin(), time.choice_of_part.end(), kNone, others);
  return time;
}

TimeModel Compiler::timeByPart(Index element, const Json& value, const std::string& pointer) {
  TimeModel time = writtenTimes(value, pointer);
  if (time.choice_of_part.empty()) return time;
  // An assembly's time is that of what it makes.
  const std::vector<bool>& worked = model_.elements[element].is_selective ? leaves_[element] : reach_[element];
  for (Index part = 0; part < model_.part_types; ++part) {
    if (time.choice_of_part[part] == kNone && worked[part]) {
      const std::string id = factory_.parts()[part].id;
      report(pointer + "/by_part",
             fmt::format("no time for part \"{}\", which comes to \"{}\"", id, model_.element_ids[element]),
             fmt::format("add \"{}\" or \"*\"", id));
    }
  }
  return time;
}

/// Working hours of elements that have one place and are switched on and off as a whole.
void Compiler::compileCalendar(Index index) {
  const factory::Element& given = factory_.elements()[index];
  if (!given.has("calendar")) return;
  ShiftModel& shift = model_.shifts[index];
  shift.calendar = calendarIndex(given.fields["calendar"].get<std::string>());
  if (model_.calendars[shift.calendar].isAlwaysOpen()) return;
  shift.slot = static_cast<Index>(model_.element_of_slot.size());
  model_.element_of_slot.push_back(index);
}

void Compiler::giveSlots(ElementModel& element, Index slots) {
  element.first_slot = static_cast<Index>(model_.element_of_slot.size());
  model_.element_of_slot.insert(model_.element_of_slot.end(), slots,
                                static_cast<Index>(&element - model_.elements.data()));
}

}  // namespace mw::events
