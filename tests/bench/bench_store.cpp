// SPDX-License-Identifier: Apache-2.0
// How fast the project file takes and gives: log rows, estimates, runs.
#include <benchmark/benchmark.h>
#include <cmath>
#include <filesystem>
#include <unistd.h>

#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_study.h"
#include "core/twin/log.h"

namespace {

using namespace mw;

constexpr std::size_t kRows = 1'000'000;

/// A project in the temporary folder, gone with the object.
class TemporaryProject {
 public:
  TemporaryProject() : file_(std::filesystem::temp_directory_path() / ("bench-" + std::to_string(getpid()) + ".mill")) {
    std::filesystem::remove(file_);
    project = store::ProjectFile::create(file_, factory::Factory());
  }
  ~TemporaryProject() {
    project.reset();
    std::filesystem::remove(file_);
  }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

  std::shared_ptr<store::ProjectFile> project;

 private:
  std::filesystem::path file_;
};

/// Four sensors with the resolution of a usual logger.
twin::Log sampleLog() {
  twin::Log log;
  log.name = "motor";
  log.series = {{"u", "V", {}}, {"i", "A", {}}, {"surface", "°C", {}}, {"load", "Nm", {}}};
  for (std::size_t row = 0; row < kRows; ++row) {
    const double t_s = 0.1 * static_cast<double>(row);
    log.t_s.push_back(t_s);
    for (std::size_t i = 0; i < log.series.size(); ++i) {
      log.series[i].values.push_back(std::round(1000 * std::sin(t_s / (10.0 + static_cast<double>(i)))) / 100);
    }
  }
  return log;
}

void saveLog(benchmark::State& state) {
  const twin::Log log = sampleLog();
  for (auto _ : state) {
    state.PauseTiming();
    TemporaryProject temporary;
    state.ResumeTiming();
    store::saveLog(*temporary.project, log);
    state.counters["file_MB"] = static_cast<double>(std::filesystem::file_size(temporary.file())) / 1e6;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

void loadLog(benchmark::State& state) {
  TemporaryProject temporary;
  store::saveLog(*temporary.project, sampleLog());
  for (auto _ : state) benchmark::DoNotOptimize(store::loadLog(*temporary.project, "motor"));
  state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

void openWithLog(benchmark::State& state) {
  TemporaryProject temporary;
  store::saveLog(*temporary.project, sampleLog());
  temporary.project.reset();
  for (auto _ : state) benchmark::DoNotOptimize(store::ProjectFile::open(temporary.file(), store::Access::ReadOnly));
}

void saveReplay(benchmark::State& state) {
  TemporaryProject temporary;
  const twin::Log log = sampleLog();
  store::saveLog(*temporary.project, log);
  store::StoredReplay replay;
  replay.twin = "mill";
  replay.log = "motor";
  replay.t_s.assign(log.t_s.begin(), log.t_s.end());
  for (const twin::Signal& signal : log.series) {
    std::vector<double> mean(signal.values.begin(), signal.values.end());
    for (double& value : mean) value = value / 3;  // as many digits as a filter gives
    replay.states.push_back({signal.name, mean, std::vector<double>(kRows, 1.0 / 7)});
  }
  replay.nis = replay.health = replay.states[0].mean;
  replay.age_s.resize(kRows);
  replay.is_anomaly.resize(kRows);
  replay.is_stale.resize(kRows);
  for (auto _ : state) store::saveReplay(*temporary.project, replay);
  state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

/// Runs of 20 KPIs through the group commit.
void saveRuns(benchmark::State& state) {
  constexpr std::uint32_t kRuns = 20'000;
  const Json definition = Json::parse(R"({"format": "millwright-study/1", "name": "s", "horizon_s": 1,
    "replications": 20000, "factors": [{"name": "x", "path": "name", "levels": ["a"]}], "design": {"type": "grid"}})");
  std::vector<std::string> kpis;
  for (int i = 0; i < 20; ++i) kpis.push_back("kpi" + std::to_string(i));
  const auto hall = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "f",
    "parts": [{"id": "p"}], "elements": [{"id": "s", "type": "source", "part": "p", "interarrival": 5},
    {"id": "o", "type": "sink"}], "flows": [{"from": "s", "to": "o"}]})"));
  for (auto _ : state) {
    state.PauseTiming();
    TemporaryProject temporary;
    const experiment::StudyPlan plan(experiment::Study::fromJson(definition), hall, kpis);
    state.ResumeTiming();
    store::StudyWriter writer(temporary.project, plan, store::StudyWriter::Start::New);
    for (std::uint32_t i = 0; i < kRuns; ++i) writer.save({{0, i}, std::vector<double>(20, i / 3.0), i});
    writer.finish();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(kRuns) * state.iterations());
}

BENCHMARK(saveLog)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(loadLog)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(openWithLog)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(saveReplay)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(saveRuns)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
