// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <cmath>

#include "core/twin/replay.h"

namespace {

using namespace mw;

twin::TwinDefinition motorTwin() {
  return twin::readTwin(JsonDocument::parse(R"({
    "format": "millwright-twin/1", "asset": "motor",
    "signals": [{"name": "surface", "expected_interval_s": 1}], "inputs": ["load"],
    "model": {"type": "linear", "dt_s": 1, "states": ["surface", "winding", "bearing", "ambient"],
      "F": [[0.95, 0.03, 0.01, 0.01], [0.02, 0.96, 0.01, 0], [0.01, 0.03, 0.95, 0], [0, 0, 0, 0.999]],
      "B": [[0], [0.5], [0.2], [0]], "H": [[1, 0, 0, 0]],
      "Q": [[0.1, 0, 0, 0], [0, 0.5, 0, 0], [0, 0, 0.2, 0], [0, 0, 0, 0.01]], "R": [[0.25]],
      "x0": [20, 20, 20, 20], "P0": [[9, 0, 0, 0], [0, 9, 0, 0], [0, 0, 9, 0], [0, 0, 0, 9]]},
    "filter": "kalman"})",
                                            "motor.json"));
}

/// Rows per second of the whole replay (estimates, NIS, health, alerts) with four states and one signal.
void replayMotor(benchmark::State& state) {
  const twin::TwinDefinition definition = motorTwin();
  twin::Log log;
  log.name = "motor";
  log.series = {{"surface", "", {}}, {"load", "", {}}};
  for (int row = 0; row < 100000; ++row) {
    log.t_s.push_back(row);
    log.series[0].values.push_back(40 + 10 * std::sin(row * 0.001));
    log.series[1].values.push_back(row % 600 < 300 ? 1.0 : 0.0);
  }
  for (auto unused : state) benchmark::DoNotOptimize(twin::replay(definition, log).log_likelihood);
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(log.rowCount() * state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(replayMotor)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
