// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/replicator.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "core/base/error.h"
#include "core/events/model.h"

namespace mw::experiment {
namespace {

/// What the averages of runs that are not summed up yet may take.
constexpr std::size_t kPortionBytes = std::size_t{32} << 20U;

void addTo(std::vector<double>& sums, const std::vector<double>& values) {
  sums.resize(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) sums[i] += values[i];
}

void scale(std::vector<double>& values, double factor) {
  for (double& value : values) value *= factor;
}

}  // namespace

Replicator::Replicator(const events::Model& model, const RunPlan& plan, std::uint32_t intervals)
    : model_(model), plan_(plan), intervals_(intervals) {}

void Replicator::add(std::uint32_t count, const std::stop_token& stop, const ProgressSink& progress,
                     events::Recorder* recorder) {
  MW_REQUIRE(recorder == nullptr || count == 1);
  const auto done = static_cast<std::uint32_t>(runs_.size());
  if (count == 0 || done + plan_.first_replication + std::uint64_t{count} > kMaxReplications) {
    throw InputError({}, fmt::format("{} replications", std::uint64_t{done} + count), "give 1 to 16,777,216");
  }
  wanted_ += count;
  const std::size_t bytes_each = std::max<std::size_t>(intervals_ * model_.elements.size() * sizeof(double), 1);
  const auto portion = static_cast<std::uint32_t>(std::clamp<std::size_t>(kPortionBytes / bytes_each, 16, 4096));
  for (std::uint32_t left = count; left > 0;) {
    const std::uint32_t now = std::min(left, portion);
    addPortion(now, stop, progress, recorder);
    left -= now;
  }
}

void Replicator::addPortion(std::uint32_t count, const std::stop_token& stop, const ProgressSink& progress,
                            events::Recorder* recorder) {
  const std::size_t before = runs_.size();
  runs_.resize(before + count);
  std::mutex progress_mutex;
  auto done = static_cast<double>(before);
  const auto simulateOne = [&](std::uint32_t i) {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(plan_.horizon_s);
    settings.warmup = SimTime::fromSeconds(plan_.warmup_s);
    settings.seed = plan_.seed;
    settings.replication = plan_.first_replication + static_cast<std::uint32_t>(before) + i;
    settings.max_parts = plan_.max_parts;
    settings.intervals = intervals_;
    settings.finds_bottlenecks = finds_bottlenecks_;
    settings.bottleneck_windows = plan_.bottleneck_windows;
    runs_[before + i] = events::simulate(model_, settings, stop, recorder);
    const std::lock_guard lock(progress_mutex);
    done += 1;
    if (progress) progress({done, static_cast<double>(wanted_), "replications"});
  };
  tbb::task_arena arena(plan_.jobs == 0 ? tbb::task_arena::automatic : static_cast<int>(plan_.jobs));
  arena.execute([&] { tbb::parallel_for(std::uint32_t{0}, count, simulateOne); });
  for (std::size_t i = before; i < runs_.size(); ++i) takeIntervals(runs_[i].intervals);
}

/// In order of replication, so that the sums do not depend on threads and portions.
void Replicator::takeIntervals(events::IntervalAverages& averages) {
  sums_.interval_s = averages.interval_s;
  addTo(sums_.wip, averages.wip);
  addTo(sums_.throughput_per_h, averages.throughput_per_h);
  sums_.content.resize(averages.content.size());
  for (std::size_t i = 0; i < averages.content.size(); ++i) addTo(sums_.content[i], averages.content[i]);
  averages = {};
}

events::IntervalAverages Replicator::intervalMeans() const {
  events::IntervalAverages means = sums_;
  const double share = runs_.empty() ? 0 : 1 / static_cast<double>(runs_.size());
  scale(means.wip, share);
  scale(means.throughput_per_h, share);
  for (std::vector<double>& content : means.content) scale(content, share);
  return means;
}

}  // namespace mw::experiment
