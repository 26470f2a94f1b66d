// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/json.h"

namespace mw::test {

/// Two stations with a buffer between.
inline Json smallFactory() {
  return Json::parse(R"({"format": "millwright-factory/1", "name": "line", "parts": [{"id": "p"}],
    "elements": [{"id": "src", "type": "source", "part": "p", "supply": "unlimited"},
      {"id": "m1", "type": "station", "process": {"dist": "exponential", "mean_s": 60}},
      {"id": "b1", "type": "buffer", "capacity": 1},
      {"id": "m2", "type": "station", "process": {"dist": "exponential", "mean_s": 60}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "m1"}, {"from": "m1", "to": "b1"}, {"from": "b1", "to": "m2"},
      {"from": "m2", "to": "out"}]})");
}

/// Three capacities by two orders, four replications: 24 runs.
inline Json smallStudy() {
  return Json::parse(R"({"format": "millwright-study/1", "name": "buffers", "horizon_s": 1000, "warmup_s": 10,
    "replications": 4, "seed": 3, "common_random_numbers": true,
    "factors": [{"name": "buffer", "path": "elements/b1/capacity", "levels": [1, 2, 8]},
      {"name": "cycle", "path": "elements/m2/process/mean_s", "min": 40, "max": 60}],
    "design": {"type": "grid", "steps": 2}, "responses": ["throughput_per_h", "wip_mean"]})");
}

}  // namespace mw::test
