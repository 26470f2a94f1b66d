// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace mw::test {

/// One of 3 m at 0.5 m/s, as an element of a list.
/// @param pose, fields  as in a factory file; fields begin with a comma
inline std::string conveyor(const std::string& id, const std::string& pose, const std::string& fields = {}) {
  return fmt::format(
      R"({{"id": "{}", "type": "conveyor", "length_m": 3, "speed_mps": 0.5, "pitch_m": 0.5, "pose": {}{}}},)", id, pose,
      fields);
}

/// A supply of parts "a" without end over conveyors into the device "t" at the origin, and a sink behind those out of
/// it. There are parts "b" too, of 8 kg.
/// @param device, conveyors  elements of a list, each with a comma behind it
/// @param ins, outs          ids of conveyors
inline Json transferLine(const std::string& device, const std::string& conveyors, const std::vector<std::string>& ins,
                         const std::vector<std::string>& outs) {
  Json json = Json::parse(
      R"({"format": "millwright-factory/1", "parts": [{"id": "a", "size_m": [0.4, 0.3, 0.2], "mass_kg": 5},
          {"id": "b", "size_m": [0.4, 0.3, 0.2], "mass_kg": 8}], "flows": []})");
  json["elements"] = Json::parse("[" + device + conveyors + R"({"id": "done", "type": "sink"}])");
  const auto connect = [&](const std::string& from, const std::string& to) {
    json["flows"].push_back({{"from", from}, {"to", to}});
  };
  for (const std::string& in : ins) {
    json["elements"].push_back({{"id", "s-" + in}, {"type", "source"}, {"part", "a"}, {"supply", "unlimited"}});
    connect("s-" + in, in);
    connect(in, "t");
  }
  for (const std::string& out : outs) {
    connect("t", out);
    connect(out, "done");
  }
  return json;
}

}  // namespace mw::test
