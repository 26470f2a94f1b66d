// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory_path.h"

namespace mw::test {

/// Crates and cubes come by belt; an arm puts crates on a table and cubes on another belt, all within its reach.
inline Json robotCellJson() {
  return Json::parse(R"({
    "format": "millwright-factory/1", "name": "Cell",
    "parts": [{"id": "crate", "size_m": [0.2, 0.1, 0.06], "mass_kg": 1.5},
              {"id": "cube", "size_m": [0.1, 0.1, 0.1], "mass_kg": 1}],
    "elements": [
      {"id": "src", "type": "source", "part": {"crate": 0.7, "cube": 0.3}, "supply": "unlimited"},
      {"id": "infeed", "type": "conveyor", "length_m": 2, "speed_mps": 0.5, "pitch_m": 0.5,
       "pose": {"x_m": -1, "y_m": 0.5, "yaw_deg": 0}},
      {"id": "r1", "type": "robot", "arm": "agile-6kg", "pose": {"x_m": 0.2, "y_m": 0, "z_m": 0.6}, "cycle": "motion"},
      {"id": "table", "type": "station", "process": 1, "pose": {"x_m": 0.7, "y_m": 0}},
      {"id": "outfeed", "type": "conveyor", "length_m": 2, "speed_mps": 0.5, "pitch_m": 0.5,
       "pose": {"x_m": 1.3, "y_m": -0.5, "yaw_deg": 0}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "infeed"}, {"from": "infeed", "to": "r1"},
              {"from": "r1", "to": "table", "part": "crate"}, {"from": "r1", "to": "outfeed", "part": "cube"},
              {"from": "table", "to": "out"}, {"from": "outfeed", "to": "out"}]})");
}

inline constexpr std::size_t kCellRobot = 2;

/// With some values changed.
inline factory::Factory robotCellFactory(const std::vector<std::pair<std::string, Json>>& changes = {}) {
  std::vector<factory::Assignment> assignments;
  for (const auto& [path, value] : changes) assignments.push_back({factory::FactoryPath(path), value});
  return factory::withAssignments(factory::Factory::fromJson(robotCellJson()), assignments);
}

}  // namespace mw::test
