// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTest>

#include "core/factory/factory.h"

namespace mw::test {

/// source - m1 - buffer - m2 - sink; m1 breaks down.
inline factory::Factory smallLine(double m2_s = 9) {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "name": "small", "parts": [{"id": "a"}],
    "elements": [
      {"id": "src", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 12}, "on_full": "wait"},
      {"id": "m1", "type": "station", "process": {"dist": "lognormal", "mean_s": 8, "cv": 0.3},
       "failures": [{"id": "f", "basis": "operating", "time_to_failure": {"dist": "exponential", "mean_s": 1200},
                     "time_to_repair": {"dist": "exponential", "mean_s": 200}}]},
      {"id": "b", "type": "buffer", "capacity": 4},
      {"id": "m2", "type": "station", "process": {"dist": "lognormal", "mean_s": 9, "cv": 0.3}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "m1"}, {"from": "m1", "to": "b"}, {"from": "b", "to": "m2"}, {"from": "m2", "to": "out"}]})");
  json["elements"][3]["process"]["mean_s"] = m2_s;
  return factory::Factory::fromJson(std::move(json));
}

}  // namespace mw::test
