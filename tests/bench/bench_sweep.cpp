// SPDX-License-Identifier: Apache-2.0
// What storing costs a sweep, and how fast the results of a large study are read: the gearbox line, shifts of 8 h.
// Usage: bench_sweep [POINTS OF THE SWEEP] [POINTS OF THE TABLE]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "core/base/json.h"
#include "core/experiment/event_engine.h"
#include "core/store/run_journal.h"
#include "core/store/stored_study.h"
#include "core/store/study_sweep.h"

namespace {

using namespace mw;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double cpuOf(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

factory::Factory gearbox() {
  return factory::Factory::fromDocument(JsonDocument::read(std::filesystem::path(MW_EXAMPLES) / "gearbox-line.json"));
}

experiment::StudyPlan planOf(std::size_t points, unsigned replications, int seed, std::vector<std::string> kpis) {
  const Json json = {
      {"format", "millwright-study/1"},
      {"name", "s" + std::to_string(seed)},
      {"horizon_s", 28800},
      {"replications", replications},
      {"seed", seed},
      {"factors", {{{"name", "cycle"}, {"path", "elements/mill-2/process/mean_s"}, {"min", 50}, {"max", 95}}}},
      {"design", {{"type", "sobol"}, {"points", points}}}};
  return {experiment::Study::fromJson(json), gearbox(), std::move(kpis)};
}

/// A project in the temporary folder, gone with the object.
struct TemporaryProject {
  TemporaryProject() : file(std::filesystem::temp_directory_path() / ("bench-" + std::to_string(getpid()) + ".mill")) {
    std::filesystem::remove(file);
    project = store::ProjectFile::create(file, gearbox());
  }
  ~TemporaryProject() {
    project.reset();
    std::filesystem::remove(file);
  }
  std::filesystem::path file;
  std::shared_ptr<store::ProjectFile> project;
};

/// The same points with and without a store, by turns.
void shareOfStoring(std::size_t points, const char* what, const std::vector<std::string>& kpis) {
  constexpr int kTurns = 5;
  double without_s = 0;
  double with_s = 0;
  const TemporaryProject temporary;
  for (int turn = 1; turn <= kTurns; ++turn) {
    const experiment::StudyPlan plan = planOf(points / kTurns, 1, turn, kpis);
    without_s += cpuOf([&] { (void)experiment::runStudy(plan, experiment::eventEngine(), {}, [](const auto&) {}); });
    with_s += cpuOf([&] {
      store::StudyWriter writer(temporary.project, plan, store::StudyWriter::Start::New);
      (void)store::runAndStore(writer, plan, experiment::eventEngine(), {}, {});
    });
  }
  std::printf("sweep of %zu shifts, %s (%zu): %.2f s CPU, stored %.2f s: %+.1f %%\n", points, what, kpis.size(),
              without_s, with_s, 100 * (with_s / without_s - 1));
}

void journal(std::size_t values) {
  constexpr int kRuns = 20'000;
  const TemporaryProject temporary;
  store::RunJournal journal(temporary.file, {"s", "i", values, 1, "d"});
  const store::SealedRun run({{0, 0}, std::vector<double>(values, 1.0 / 3), 1});
  const double s = cpuOf([&] {
    for (int i = 0; i < kRuns; ++i) journal.append(run);
  });
  std::printf("journal: %.2f us CPU a run of %zu values\n", 1e6 * s / kRuns, values);
  journal.remove();
}

void table(std::size_t points, const std::vector<std::string>& kpis) {
  constexpr unsigned kReplications = 5;
  TemporaryProject temporary;
  const experiment::StudyPlan plan = planOf(points, kReplications, 1, kpis);
  const experiment::PointModel model = experiment::eventEngine()(plan.factory(), kpis);
  const experiment::RunAnswer answer = model({28800, 0, 1, 0}, {});
  auto begin = Clock::now();
  const double cpu_s = cpuOf([&] {
    store::StudyWriter writer(temporary.project, plan, store::StudyWriter::Start::New);
    for (std::uint32_t point = 0; point < points; ++point) {
      for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
        std::vector<double> values = answer.values;
        for (std::size_t i = 0; i < values.size(); ++i) {
          if (values[i] != std::round(values[i])) values[i] *= 1 + 1e-3 * (point + 0.1 * replication);
        }
        writer.save({{point, replication}, std::move(values), answer.events});
      }
    }
    writer.finish();
  });
  temporary.project.reset();
  std::printf("table of %zu x %u runs with %zu values: %.2f s (%.2f s CPU) to write, %.0f MB\n", points, kReplications,
              kpis.size(), secondsSince(begin), cpu_s,
              static_cast<double>(std::filesystem::file_size(temporary.file)) / 1e6);
  const auto timed = [](const char* what, const std::function<void()>& work) {
    const auto start = Clock::now();
    const double s = cpuOf(work);
    std::printf("  %-28s %.2f s (%.2f s CPU)\n", what, secondsSince(start), s);
  };
  timed("open for reading",
        [&] { temporary.project = store::ProjectFile::open(temporary.file, store::Access::ReadOnly); });
  temporary.project.reset();
  timed("open for writing",
        [&] { temporary.project = store::ProjectFile::open(temporary.file, store::Access::ReadWrite); });
  timed("studies()", [&] { (void)store::studies(*temporary.project); });
  timed("runs()", [&] { (void)store::runs(*temporary.project, "s1"); });
  const std::vector<std::string> shown(kpis.begin(), kpis.begin() + 30);
  timed("runs() of 30 KPIs", [&] { (void)store::runs(*temporary.project, "s1", shown); });
}

}  // namespace

int main(int argc, char** argv) {
  const auto sweep_points = static_cast<std::size_t>(argc > 1 ? std::atoi(argv[1]) : 2000);
  const auto table_points = static_cast<std::size_t>(argc > 2 ? std::atoi(argv[2]) : 10'000);
  const std::vector<std::string> overall = experiment::eventKpis(gearbox());
  std::vector<std::string> all = overall;
  for (const std::string& name : experiment::eventElementKpis(gearbox())) all.push_back(name);
  if (sweep_points > 0) {
    journal(overall.size());
    shareOfStoring(sweep_points, "overall KPIs", overall);
    shareOfStoring(sweep_points, "all of every element", all);
  }
  if (table_points > 0) table(table_points, all);
  return 0;
}
