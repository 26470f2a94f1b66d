// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/factory/factory.h"

namespace mw::test {

/// A source that always has a crate ready, one conveyor (4 m, 0.5 m/s), a buffer of one that lets a part go after
/// stay_s, a sink.
inline Json cellJson(double stay_s) {
  return Json::parse(R"({
    "format": "millwright-factory/1", "name": "Cell",
    "parts": [{"id": "crate", "size_m": [0.4, 0.3, 0.2], "mass_kg": 4}],
    "elements": [
      {"id": "src", "type": "source", "part": "crate", "supply": "unlimited"},
      {"id": "belt", "type": "conveyor", "length_m": 4, "speed_mps": 0.5, "pitch_m": 0.8},
      {"id": "rack", "type": "buffer", "capacity": 1, "min_stay": )" +
                     std::to_string(stay_s) + R"(},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "rack"}, {"from": "rack", "to": "out"}]})");
}

/// The conveyor of cellJson.
inline Json& belt(Json& cell) {
  return cell["elements"][1];
}

}  // namespace mw::test
