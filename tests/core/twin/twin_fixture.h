// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "core/base/json.h"
#include "core/twin/log.h"
#include "core/twin/twin_definition.h"

namespace mw::test {

/// A heated plate with one sensor and one input, stable.
inline Json plateTwin() {
  return Json::parse(R"({
    "format": "millwright-twin/1", "asset": "plate",
    "signals": [{"name": "surface", "expected_interval_s": 1}], "inputs": ["load"],
    "model": {"type": "linear", "dt_s": 1, "states": ["surface", "core"],
              "F": [[0.9, 0.1], [0.05, 0.9]], "B": [[0], [1]], "H": [[1, 0]],
              "Q": [[0.01, 0], [0, 0.02]], "R": [[0.25]], "x0": [1, 2], "P0": [[4, 0], [0, 9]]},
    "filter": "kalman"})");
}

inline twin::TwinDefinition twinOf(const Json& json) {
  return twin::readTwin(JsonDocument::parse(json.dump(1), "twin.json"));
}

/// A log of the plate: rows at the given stamps, load 1, surface 3.
inline twin::Log plateLog(const std::vector<double>& t_s) {
  twin::Log log;
  log.name = "plate";
  log.t_s = t_s;
  log.series = {{"surface", "°C", std::vector<double>(t_s.size(), 3.0)},
                {"load", "", std::vector<double>(t_s.size(), 1.0)}};
  return log;
}

}  // namespace mw::test
