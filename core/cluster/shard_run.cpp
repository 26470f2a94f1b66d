// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/shard_run.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <mutex>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/experiment/next_points.h"
#include "core/store/study_sweep.h"

namespace mw::cluster {
namespace {

using Runs = std::vector<experiment::StudyRun>;

constexpr std::chrono::milliseconds kTellEvery{500};

Runs united(Runs a, const Runs& b) {
  a.insert(a.end(), b.begin(), b.end());
  const auto before = [](const auto& left, const auto& right) { return left.key < right.key; };
  const auto same = [](const auto& left, const auto& right) { return left.key == right.key; };
  std::stable_sort(a.begin(), a.end(), before);
  a.erase(std::unique(a.begin(), a.end(), same), a.end());
  return a;
}

std::shared_ptr<store::ProjectFile> openOrCreate(const std::filesystem::path& file, const factory::Factory& factory,
                                                 const std::stop_token& stop) {
  if (!std::filesystem::exists(file)) return store::ProjectFile::create(file, factory);
  return store::ProjectFile::open(file, store::Access::ReadWrite, {.stop = stop});
}

}  // namespace

std::string fileWord(const std::string& name) {
  std::string word = name;
  for (char& c : word) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!is_plain) c = '-';
  }
  return word;
}

std::filesystem::path shardFile(const std::filesystem::path& project, const std::string& study,
                                const experiment::StudyShard& shard) {
  return project.parent_path() /
         fmt::format("{}.{}.{}-of-{}.mill", project.stem().string(), fileWord(study), shard.index, shard.count);
}

ShardRun runShard(store::ProjectFile& project, const experiment::StudyPlan& plan, const experiment::Engine& engine,
                  const std::filesystem::path& file, const ShardRunOptions& options) {
  experiment::requireFixedPoints(plan.study());
  const auto own = openOrCreate(file, plan.factory(), options.run.stop);
  store::StudyWriter writer(own, plan, store::StudyWriter::Start::Resume, options.writer);
  Runs done = united(store::runsOf(project, plan), writer.stored());
  std::erase_if(done, [&](const auto& run) { return !options.run.shard.holds(run.key.point); });
  const std::size_t before = done.size();
  const std::size_t all = store::runAndStore(writer, plan, engine, std::move(done), options.run, options.on_run).size();
  return {all - before, before, experiment::studyDigest(store::runs(*own, plan.study().name))};
}

ProgressSink progressFile(std::filesystem::path file, ProgressSink next) {
  struct State {
    std::filesystem::path file;
    ProgressSink next;
    std::chrono::steady_clock::time_point told{};
  };
  auto state = std::make_shared<State>(State{std::move(file), std::move(next)});
  return [state](const Progress& progress) {
    if (state->next) state->next(progress);
    const auto now = std::chrono::steady_clock::now();
    if (progress.done < progress.total && now - state->told < kTellEvery) return;
    state->told = now;
    try {
      writeTextFile(state->file, Json{{"done", progress.done}, {"total", progress.total}}.dump() + "\n");
    } catch (const OutputError&) {
      // Only the one who waits knows less; the runs themselves are not touched.
    }
  };
}

}  // namespace mw::cluster
