// SPDX-License-Identifier: Apache-2.0
#include "core/events/compile/refusals.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace mw::events {
namespace {

constexpr std::array<std::string_view, 5> kRunnableTypes = {"source", "buffer", "station", "conveyor", "sink"};

struct UnknownField {
  std::string_view key;
  std::string_view what;
  std::string_view cure;
};

constexpr std::array<UnknownField, 5> kUnknownFields = {{
    {"calendar", "calendars", "remove it: the element is then always on"},
    {"schedule", "schedules of arrivals", "give interarrival, or \"supply\": \"unlimited\""},
    {"min_stay", "minimum stays", "remove it, or put a station or conveyor in front"},
    {"batch_mode", "batch mode", "remove it: parts are then processed one by one"},
    {"needs", "pools", "remove it: operators are then always there"},
}};

void refuseFailures(const factory::Element& element, const std::string& pointer, Findings& findings) {
  if (!element.has("failures")) return;
  const Json& failures = element.fields["failures"];
  for (std::size_t i = 0; i < failures.size(); ++i) {
    const std::string child = fmt::format("{}/failures/{}", pointer, i);
    const auto basis = failures[i].value("basis", std::string("operating"));
    if (basis != "operating") {
      findings.push_back({Severity::Error,
                          {"", child + "/basis", 0, 0},
                          fmt::format("failures of \"{}\" on a {} basis cannot be run yet", element.id, basis),
                          "use \"operating\""});
    }
    if (failures[i].contains("needs")) {
      findings.push_back({Severity::Error,
                          {"", child + "/needs", 0, 0},
                          fmt::format("repairs of \"{}\" that need pools cannot be run yet", element.id),
                          "remove it: crews are then always there"});
    }
  }
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
      findings.push_back({Severity::Error,
                          {"", pointer + "/" + key, 0, 0},
                          fmt::format("{} (\"{}\") cannot be run yet", field.what, element.id),
                          std::string(field.cure)});
    }
    refuseFailures(element, pointer, findings);
  }
  if (factory.json().contains("control")) {
    for (std::size_t i = 0; i < factory.json()["control"].size(); ++i) {
      const auto type = factory.json()["control"][i].value("type", std::string());
      findings.push_back({Severity::Error,
                          {"", fmt::format("/control/{}", i), 0, 0},
                          fmt::format("control by {} cannot be run yet", type),
                          "remove it"});
    }
  }
  return findings;
}

}  // namespace mw::events
