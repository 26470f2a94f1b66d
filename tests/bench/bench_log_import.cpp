// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <stop_token>
#include <sys/resource.h>

#include "core/base/error.h"
#include "core/store/stored_log.h"
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

/// Reads a log into a project beside it, as import-log does.
std::size_t storeLog(const char* file, const twin::ImportOptions& options) {
  const std::filesystem::path project_file = std::string(file) + ".bench.mill";
  std::filesystem::remove(project_file);
  std::size_t rows = 0;
  try {
    const auto project = store::ProjectFile::create(project_file, factory::Factory());
    const auto source = [&](const twin::LogBlockSink& sink) {
      twin::LogImport import = twin::streamImport(file, std::nullopt, {}, options, sink);
      rows = import.report.rows_kept;
      return import.report.log;
    };
    store::saveLog(*project, "log", source, options.stop);
  } catch (...) {
    std::filesystem::remove(project_file);
    throw;
  }
  std::filesystem::remove(project_file);
  return rows;
}

/// MB/s of reading and storing one large file, and the most memory that the process has held.
int storeLarge(const char* file) {
  const double megabytes = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
  const auto start = std::chrono::steady_clock::now();
  const std::size_t rows = storeLog(file, {});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{} rows, {:.0f} MB in {:.1f} s: {:.0f} MB/s, at most {:.0f} MB held\n", rows, megabytes, seconds,
             megabytes / seconds, static_cast<double>(usage.ru_maxrss) / 1e3);
  // From the request to the return, with the file half read.
  std::stop_source stop;
  std::chrono::steady_clock::time_point asked;
  twin::ImportOptions options{.stop = stop.get_token()};
  options.progress = [&](const Progress& progress) {
    if (stop.stop_requested() || progress.done < 0.5 * progress.total) return;
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  };
  try {
    (void)storeLog(file, options);
  } catch (const Cancelled&) {
    const double wait_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count();
    fmt::print("stopped {:.0f} ms after it was asked to\n", 1e3 * wait_s);
  }
  return 0;
}

}  // namespace

/// bench_log_import [benchmark options] | bench_log_import FILE.csv
int main(int argc, char** argv) {
  if (argc == 2 && std::filesystem::is_regular_file(argv[1])) return storeLarge(argv[1]);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
