// SPDX-License-Identifier: Apache-2.0
#include "core/events/compile/refusals.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string_view>

#include "core/factory/measured_cycle.h"

namespace mw::events {
namespace {

constexpr std::array<std::string_view, 15> kRunnableTypes = {
    "source",  "buffer",     "storage", "station", "conveyor",  "assembly", "disassembly", "batch",
    "unbatch", "inspection", "robot",   "sink",    "turntable", "lift",     "pusher"};

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
    for (const char* key : {"size", "timeout_s"}) {
      if (element.type != "unbatch" || !element.has(key)) continue;
      findings.push_back({Severity::Warning,
                          {"", fmt::format("{}/{}", pointer, key), 0, 0},
                          fmt::format("{} of \"{}\" changes nothing: a load is broken at once into what it was made of",
                                      key, element.id),
                          "remove it"});
    }
  }
  Findings measured = factory::checkMeasured(factory);
  findings.insert(findings.end(), std::make_move_iterator(measured.begin()), std::make_move_iterator(measured.end()));
  return findings;
}

}  // namespace mw::events
