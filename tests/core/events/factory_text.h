// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <string>

#include "core/base/json.h"
#include "core/events/simulation.h"

namespace mw::test {

/// A factory with part types a and b from the JSON of its elements and flows ("x>y" pairs or whole objects).
inline factory::Factory factoryOf(const std::string& elements, const std::string& flows, const std::string& rest = "") {
  std::string listed;
  if (flows.find('{') != std::string::npos) {
    listed = flows;
  } else {
    std::size_t begin = 0;
    while (begin < flows.size()) {
      const std::size_t end = std::min(flows.find(' ', begin), flows.size());
      const std::string pair = flows.substr(begin, end - begin);
      const std::size_t arrow = pair.find('>');
      listed += fmt::format(R"({}{{"from": "{}", "to": "{}"}})", listed.empty() ? "" : ",", pair.substr(0, arrow),
                            pair.substr(arrow + 1));
      begin = end + 1;
    }
  }
  const std::string text = fmt::format(
      R"({{"format": "millwright-factory/1", "parts": [{{"id": "a"}}, {{"id": "b"}}], "elements": [{}], "flows": [{}]{}}})",
      elements, listed, rest);
  return factory::Factory::fromDocument(JsonDocument::parse(text, "test.json"));
}

inline events::RunSettings settingsFor(double horizon_s, double warmup_s = 0, std::uint64_t seed = 1,
                                       std::uint32_t replication = 0) {
  return {SimTime::fromSeconds(horizon_s), SimTime::fromSeconds(warmup_s), seed, replication};
}

/// A run whose part-seconds add up, in every element and for every part type; else the engine has a bug.
inline events::RunStatistics simulated(const factory::Factory& factory, const events::RunSettings& settings) {
  events::RunStatistics run = events::simulate(*events::compile(factory), settings);
  for (std::size_t i = 0; i < run.elements.size(); ++i) {
    if (events::accountingError(run.elements[i].stay) > events::kAccountingTolerance)
      qFatal("part-seconds of element %zu do not add up", i);
  }
  for (const events::PartTypeStatistics& part_type : run.part_types) {
    if (events::accountingError(part_type.lead) > events::kAccountingTolerance)
      qFatal("part-seconds inside do not add up");
  }
  return run;
}

inline std::size_t indexOf(const factory::Factory& factory, const std::string& id) {
  return static_cast<std::size_t>(factory.findElement(id) - factory.elements().data());
}

inline double stateOf(const events::ElementStatistics& element, factory::ElementState state) {
  return element.state_s[static_cast<std::size_t>(state)];
}

}  // namespace mw::test
