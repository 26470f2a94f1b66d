// SPDX-License-Identifier: Apache-2.0
#include "core/events/compile/refusals.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace mw::events {
namespace {

constexpr std::array<std::string_view, 11> kRunnableTypes = {"source",     "buffer",      "station", "conveyor",
                                                             "assembly",   "disassembly", "batch",   "unbatch",
                                                             "inspection", "robot",       "sink"};

struct UnknownField {
  std::string_view key;
  std::string_view what;
  std::string_view cure;
};

constexpr std::array<UnknownField, 3> kUnknownFields = {{
    {"calendar", "calendars", "remove it: the element is then always on"},
    {"schedule", "schedules of arrivals", "give interarrival, or \"supply\": \"unlimited\""},
    {"min_stay", "minimum stays", "remove it, or put a station or conveyor in front"},
}};

bool isWorkstationType(std::string_view type) {
  constexpr std::array<std::string_view, 7> kTypes = {"station", "assembly",   "disassembly", "batch",
                                                      "unbatch", "inspection", "robot"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

}  // namespace

Findings refusals(const factory::Factory& factory) {
  Findings findings;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    const std::string pointer = fmt::format("/elements/{}", i);
    if (std::find(kRunnableTypes.begin(), kRunnableTypes.end(), element.type) == kRunnableTypes.end()) {
      findings.push_back({Severity::Error,
                          {"", pointer + "/type", 0, 0},
                          fmt::format("elements of type \"{}\" (\"{}\") cannot be run yet", element.type, element.id),
                          fmt::format("use one of {}", fmt::join(kRunnableTypes, ", "))});
      continue;
    }
    for (const UnknownField& field : kUnknownFields) {
      const std::string key(field.key);
      if (!element.has(key) || element.fields[key].empty()) continue;
      if (key == "calendar" && isWorkstationType(element.type)) continue;
      findings.push_back({Severity::Error,
                          {"", pointer + "/" + key, 0, 0},
                          fmt::format("{} (\"{}\") cannot be run yet", field.what, element.id),
                          std::string(field.cure)});
    }
    if (element.type == "robot" && element.has("cycle") && element.fields["cycle"] == "motion") {
      findings.push_back({Severity::Error,
                          {"", pointer + "/cycle", 0, 0},
                          fmt::format("the cycle of \"{}\" is not measured yet", element.id),
                          "give a time"});
    }
    for (const char* key : {"size", "timeout_s"}) {
      if (element.type != "unbatch" || !element.has(key)) continue;
      findings.push_back({Severity::Error,
                          {"", fmt::format("{}/{}", pointer, key), 0, 0},
                          fmt::format("{} of \"{}\" cannot be run: a load is broken at once into what it was made of",
                                      key, element.id),
                          "remove it"});
    }
  }
  for (std::size_t i = 0; i < factory.flows().size(); ++i) {
    if (factory.flows()[i].fields.value("by", "direct") == "direct") continue;
    findings.push_back({Severity::Error,
                        {"", fmt::format("/flows/{}/by", i), 0, 0},
                        "transport by vehicle cannot be run yet",
                        "use \"direct\", or a conveyor between the two"});
  }
  return findings;
}

}  // namespace mw::events
