// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/simulation_model.h"

#include <algorithm>
#include <chrono>

namespace mw::models {
namespace {

constexpr int kDebounce_ms = 250;
constexpr std::size_t kSeriesPoints = 240;
constexpr double kShortestHorizon_s = 60;
constexpr double kLongestHorizon_s = 366 * 86400.0;
// A window that smooths single parts away and still shows a breakdown.
constexpr double kWindowShare = 1.0 / 16;
// What ten recordings may cost in memory for their bands, moves are 24 bytes.
constexpr std::size_t kMaxMovesForBands = 2'000'000;

double windowOf(double horizon_s) {
  return std::clamp(horizon_s * kWindowShare, 60.0, 7200.0);
}

events::RunSettings settingsOf(double horizon_s, std::uint64_t seed, int replication) {
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(horizon_s);
  settings.seed = seed;
  settings.replication = static_cast<std::uint32_t>(replication);
  return settings;
}

ReplicatedRuns replicateRuns(const events::Model& model, std::shared_ptr<const factory::Factory> factory,
                             double horizon_s, std::uint64_t seed, const std::stop_token& stop,
                             const ProgressSink& progress) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<events::RunStatistics> runs;
  std::vector<Series> throughput;
  std::vector<Series> wip;
  ReplicatedRuns result;
  for (int r = 0; r < SimulationModel::kReplications; ++r) {
    const auto settings = settingsOf(horizon_s, seed, r);
    runs.push_back(events::simulate(model, settings, stop));
    result.events += runs.back().events;
    const events::Recording recording = events::record(model, settings, kMaxMovesForBands, stop);
    if (recording.isComplete()) {
      throughput.push_back(throughputSeries(recording, *factory, windowOf(horizon_s), kSeriesPoints));
      wip.push_back(wipSeries(recording, kSeriesPoints));
    }
    progress({static_cast<double>(r + 1), static_cast<double>(SimulationModel::kReplications), "runs"});
  }
  result.kpis = kpisOf(runs, *factory);
  if (!throughput.empty()) {
    result.throughput = bandOf(throughput);
    result.wip = bandOf(wip);
  }
  result.factory = std::move(factory);
  result.horizon_s = horizon_s;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace

SimulationModel::SimulationModel(Document& document, Playback& playback, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), playback_(playback), jobs_(jobs) {
  debounce_.setSingleShot(true);
  debounce_.setInterval(kDebounce_ms);
  connect(&debounce_, &QTimer::timeout, this, &SimulationModel::runNow);
  connect(&document_, &Document::changed, this, [this](const FactoryChange& change) {
    if (change.kind == FactoryChange::Kind::Replaced) {
      run_.reset();
      replicated_.reset();
      emit runChanged();
      emit replicatedChanged();
    }
    restart();
  });
}

events::Moment SimulationModel::momentAt(double t_s) const {
  return run_ ? run_->recording->momentAt(SimTime::fromSeconds(t_s)) : events::Moment{};
}

void SimulationModel::setHorizon(double horizon_s) {
  horizon_s = std::clamp(horizon_s, kShortestHorizon_s, kLongestHorizon_s);
  if (horizon_s == horizon_s_) return;
  horizon_s_ = horizon_s;
  restart();
}

void SimulationModel::setSeed(std::uint64_t seed) {
  if (seed == seed_) return;
  seed_ = seed;
  restart();
}

void SimulationModel::setLeading(bool is_leading) {
  is_leading_ = is_leading;
  if (is_leading_ && run_) playback_.setDuration(run_->recording->end().seconds());
}

void SimulationModel::restart() {
  cancel();
  is_stale_ = run_ || replicated_;
  setState(State::Running);
  debounce_.start();
}

void SimulationModel::cancel() {
  debounce_.stop();
  ++generation_;
  if (job_) job_->cancel();
  job_ = nullptr;
  if (state_ == State::Running) setState(run_ ? State::Ready : State::Empty);
}

void SimulationModel::runNow() {
  cancel();
  setState(State::Running);
  const auto work = [factory = document_.snapshot(), horizon_s = horizon_s_, seed = seed_](
                        std::stop_token stop, const ProgressSink&) -> Compiled {
    try {
      Compiled compiled;
      compiled.model = events::compile(*factory);
      auto run = std::make_shared<RecordedRun>();
      run->factory = factory;
      run->recording = std::make_shared<const events::Recording>(
          events::record(*compiled.model, settingsOf(horizon_s, seed, 0), 5'000'000, stop));
      run->gantt = ganttOf(*run->recording, *factory, stop);
      run->window_s = windowOf(horizon_s);
      run->throughput = throughputSeries(*run->recording, *factory, run->window_s, kSeriesPoints);
      run->wip = wipSeries(*run->recording, kSeriesPoints);
      compiled.run = std::move(run);
      return compiled;
    } catch (const InputError& error) {
      return {nullptr, nullptr, error.findings()};
    }
  };
  job_ = jobs_.start(tr("Recording a run"), this, work, [this, generation = generation_](Compiled compiled) {
    if (generation == generation_) takeRun(std::move(compiled));
  });
  connect(job_, &jobs::Job::failed, this, [this, generation = generation_](const QString& message) {
    if (generation == generation_) fail(message);
  });
}

void SimulationModel::takeRun(Compiled compiled) {
  findings_ = std::move(compiled.findings);
  if (!compiled.run) {
    problem_ = findings_.empty() ? QString() : QString::fromStdString(findings_.front().text());
    if (findings_.size() > 1) problem_ += tr(" (and %1 more)").arg(findings_.size() - 1);
    setState(State::Refused);
    return;
  }
  problem_.clear();
  run_ = std::move(compiled.run);
  if (is_leading_) playback_.setDuration(run_->recording->end().seconds());
  emit runChanged();
  replicate(compiled.model);
}

void SimulationModel::replicate(const std::shared_ptr<const events::Model>& model) {
  const auto work = [model, factory = run_->factory, horizon_s = horizon_s_, seed = seed_](
                        const std::stop_token& stop, const ProgressSink& progress) {
    return replicateRuns(*model, factory, horizon_s, seed, stop, progress);
  };
  job_ = jobs_.start(tr("Replicating"), this, work, [this, generation = generation_](ReplicatedRuns result) {
    if (generation != generation_) return;
    replicated_ = std::make_shared<const ReplicatedRuns>(std::move(result));
    is_stale_ = false;
    setState(State::Ready);
    emit replicatedChanged();
  });
  connect(job_, &jobs::Job::progressed, this, [this](double done, double total) { emit progressed(done, total); });
  connect(job_, &jobs::Job::failed, this, [this, generation = generation_](const QString& message) {
    if (generation == generation_) fail(message);
  });
}

void SimulationModel::fail(const QString& message) {
  problem_ = message;
  setState(State::Failed);
}

void SimulationModel::setState(State state) {
  if (state == state_) return;
  state_ = state;
  emit stateChanged();
}

}  // namespace mw::models
