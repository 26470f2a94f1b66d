// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>
#include <string_view>

#include "core/kpi/kpis.h"
#include "tests/core/events/factory_text.h"

namespace mw::test {

/// source s > station m > sink o, with more fields of m and more of the factory.
inline factory::Factory lineWith(const std::string& of_m, const std::string& rest = "") {
  return factoryOf(R"({"id": "s", "type": "source", "part": "a", "interarrival": 10},
                      {"id": "m", "type": "station", "process": 7.2, "capacity": 2)" +
                       of_m + R"(}, {"id": "o", "type": "sink"})",
                   "s>m m>o", rest);
}

/// What m of lineWith() might have done in 1,000 s on each of its two places; nothing else happened.
inline events::RunStatistics handMadeRun() {
  events::RunStatistics run;
  run.measured_s = 1000;
  run.elements.resize(3);
  run.part_types.resize(2);
  run.entered = 200;
  events::ElementStatistics& m = run.elements[1];
  m.places = 2;
  //            busy, idle, blocked, setup, down, waiting, off
  m.state_s = {400, 200, 50, 100, 80, 20, 150};
  m.processed = 100;
  m.processed_good = 80;
  m.reworked = 12;
  m.first_passes = 90;
  m.first_pass_good = 76;
  m.planned_run_s = 720;
  m.mtbf_s = 250;
  m.failures = 4;
  m.intervals = 3;
  m.mttr_s = 40;
  return run;
}

inline std::size_t metricIndex(const kpi::KpiSet& kpis, std::string_view name) {
  for (std::size_t m = 0; m < kpis.metrics().size(); ++m) {
    if (kpis.metrics()[m].name == name) return m;
  }
  qFatal("no metric %s", std::string(name).c_str());
}

inline double metric(const kpi::KpiSet& kpis, const events::RunStatistics& run, std::size_t element,
                     std::string_view name) {
  return kpis.evaluate(run).elements[element][metricIndex(kpis, name)];
}

inline double overall(const kpi::KpiSet& kpis, const events::RunStatistics& run, std::string_view name) {
  const std::size_t at = kpis.find(name);
  if (at == kpi::KpiSet::npos) qFatal("no KPI %s", std::string(name).c_str());
  return kpis.evaluate(run).overall[at];
}

}  // namespace mw::test
