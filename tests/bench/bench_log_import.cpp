// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "core/twin/log_import.h"

namespace {

using namespace mw;

/// Rows per second of reading a log of four columns, with guessing its map.
void importLog(benchmark::State& state, bool has_dates) {
  constexpr int kRows = 500000;
  const auto file = std::filesystem::temp_directory_path() / "millwright_bench_log.csv";
  {
    std::ofstream stream(file);
    stream << "t,load,surface,flow\n";
    for (int row = 0; row < kRows; ++row) {
      const std::string stamp = has_dates ? fmt::format("2025-01-{:02}T{:02}:{:02}:{:02}.250Z", 1 + row / 86400,
                                                        row / 3600 % 24, row / 60 % 60, row % 60)
                                          : fmt::format("{}.25", row);
      stream << fmt::format("{},{},{:.6f},{:.9f}\n", stamp, row % 7 * 0.1, 20 + row * 1.7e-5, 1.0 / (row + 3));
    }
  }
  for (auto unused : state) {
    benchmark::DoNotOptimize(twin::importLog(file, std::nullopt, {}, {}).report.log.rowCount());
  }
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(kRows * state.iterations()), benchmark::Counter::kIsRate);
  std::filesystem::remove(file);
}
BENCHMARK_CAPTURE(importLog, elapsed_seconds, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(importLog, iso8601, true)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
