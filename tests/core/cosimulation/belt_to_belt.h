// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"

namespace mw::test {

/// An arm takes boxes from the end of one belt and puts them onto the start of another.
inline Json beltToBelt() {
  return Json::parse(R"({
    "format": "millwright-factory/1", "name": "Belt to belt",
    "parts": [{"id": "box", "size_m": [0.2, 0.15, 0.1], "mass_kg": 1.5}],
    "elements": [
      {"id": "src", "type": "source", "part": "box", "supply": "unlimited"},
      {"id": "in", "type": "conveyor", "length_m": 2, "speed_mps": 0.4, "pitch_m": 0.5, "pose": {"x_m": 1, "y_m": 1.5}},
      {"id": "arm", "type": "robot", "arm": "agile-6kg", "speed": 0.6, "cycle": "motion", "size_m": [0.4, 0.4, 1.2],
       "pose": {"x_m": 2.5, "y_m": 1.1, "z_m": 0.5}},
      {"id": "out", "type": "conveyor", "length_m": 2, "speed_mps": 0.4, "pitch_m": 0.5,
       "pose": {"x_m": 3, "y_m": 0.3, "yaw_deg": -90}},
      {"id": "end", "type": "sink"}],
    "flows": [{"from": "src", "to": "in"}, {"from": "in", "to": "arm"}, {"from": "arm", "to": "out"},
              {"from": "out", "to": "end"}]})");
}

}  // namespace mw::test
