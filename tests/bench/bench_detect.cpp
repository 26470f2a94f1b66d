// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <vector>

#include "core/base/random_stream.h"
#include "core/estimation/detect/change_points.h"
#include "core/estimation/detect/cusum.h"
#include "core/estimation/detect/normal_model.h"
#include "core/twin/detect/detect_log.h"

// Rows per second of the detectors, each beside a probe in the same run that does the least anyone could do with the
// same numbers: look at every reading once and compare it with three standard deviations.

namespace {

using namespace mw;

constexpr std::size_t kRows = 100000;
constexpr std::size_t kHealthy = 400;
constexpr int kSignals = 8;

/// Eight signals that follow two causes, with noise of their own; the mean of the first moves in the middle.
twin::Log pumpLog(std::size_t rows) {
  RandomStream random(1, 1, 0);
  twin::Log log;
  log.name = "pump";
  for (int i = 0; i < kSignals; ++i) log.series.push_back({"s" + std::to_string(i), "", {}});
  for (std::size_t row = 0; row < rows; ++row) {
    const double a = random.uniform() - 0.5;
    const double b = random.uniform() - 0.5;
    log.t_s.push_back(static_cast<double>(row));
    for (int i = 0; i < kSignals; ++i) {
      const double shift = i == 0 && row > rows / 2 ? 0.5 : 0.0;
      log.series[static_cast<std::size_t>(i)].values.push_back(a * (i % 3) + b * (i % 2) + random.uniform() + shift);
    }
  }
  return log;
}

void countRows(benchmark::State& state, std::size_t rows) {
  state.counters["rows/s"] = benchmark::Counter(static_cast<double>(rows) * static_cast<double>(state.iterations()),
                                                benchmark::Counter::kIsRate);
}

void probe(benchmark::State& state, std::size_t signal_count) {
  const twin::Log log = pumpLog(kRows);
  for (auto unused : state) {
    std::size_t beyond = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
      bool is_beyond = false;
      for (std::size_t i = 0; i < signal_count; ++i) is_beyond |= std::abs(log.series[i].values[row] - 0.5) > 0.9;
      beyond += is_beyond ? 1 : 0;
    }
    benchmark::DoNotOptimize(beyond);
  }
  countRows(state, kRows);
}
BENCHMARK_CAPTURE(probe, eight_signals, std::size_t{kSignals})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(probe, one_signal, std::size_t{1})->Unit(benchmark::kMillisecond);

/// Learning from the healthy rows, T2 and Q of every row, and which signal each detection blames.
void normalModel(benchmark::State& state) {
  const std::vector<twin::Log> logs{pumpLog(kRows)};
  twin::DetectRequest request;
  request.methods = {twin::DetectMethod::Normal};
  request.healthy.rows = kHealthy;
  for (auto unused : state) benchmark::DoNotOptimize(twin::detect(logs, request).front().detections.size());
  countRows(state, kRows);
}
BENCHMARK(normalModel)->Unit(benchmark::kMillisecond);

void cusum(benchmark::State& state) {
  const twin::Log log = pumpLog(kRows);
  const double limit = estimation::cusumLimit(0.5, 1e5);
  for (auto unused : state) {
    estimation::Cusum both_sides(0.5, limit);
    std::size_t alarms = 0;
    for (const double value : log.series[0].values) alarms += both_sides.add((value - 0.5) / 0.29) ? 1 : 0;
    benchmark::DoNotOptimize(alarms);
  }
  countRows(state, kRows);
}
BENCHMARK(cusum)->Unit(benchmark::kMillisecond);

void pelt(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const twin::Log log = pumpLog(rows);
  for (auto unused : state) benchmark::DoNotOptimize(estimation::changePoints(log.series[0].values).size());
  countRows(state, rows);
}
BENCHMARK(pelt)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
