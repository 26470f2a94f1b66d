// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/simulation_model.h"

#include <algorithm>
#include <thread>

#include "core/experiment/warmup_pilot.h"
#include "ui/models/renamed_run.h"

namespace mw::models {
namespace {

constexpr int kDebounce_ms = 250;
constexpr std::size_t kSeriesPoints = 240;
// A window that smooths single parts away and still shows a breakdown.
constexpr double kWindowShare = 1.0 / 16;
// What the recordings may cost in memory for their bands, moves are 24 bytes.
constexpr std::size_t kMaxMovesForBands = 2'000'000;
// More replications hardly change a band, and each is to be recorded.
constexpr std::uint32_t kMostForBands = 10;

double windowOf(double horizon_s) {
  return std::clamp(horizon_s * kWindowShare, 60.0, 7200.0);
}

/// One processor is left to the window.
unsigned jobCount() {
  return std::max(1U, std::thread::hardware_concurrency() - 1);
}

events::RunSettings settingsOf(const RunWishes& wishes, std::uint32_t replication) {
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(wishes.horizon_s);
  settings.seed = wishes.seed;
  settings.replication = replication;
  return settings;
}

ProgressSink named(const ProgressSink& progress, const QString& what) {
  return [&progress, what = what.toStdString()](const Progress& at) { progress({at.done, at.total, what}); };
}

void addBands(ReplicatedRuns& runs, const events::Model& model, const RunWishes& wishes, const std::stop_token& stop,
              const ProgressSink& progress) {
  std::vector<Series> throughput;
  std::vector<Series> wip;
  const std::uint32_t n = std::min(runs.result.plan.replications, kMostForBands);
  for (std::uint32_t r = 0; r < n; ++r) {
    const events::Recording recording = events::record(model, settingsOf(wishes, r), kMaxMovesForBands, stop);
    if (recording.isComplete()) {
      throughput.push_back(throughputSeries(recording, *runs.factory, windowOf(wishes.horizon_s), kSeriesPoints));
      wip.push_back(wipSeries(recording, kSeriesPoints));
    }
    progress({static_cast<double>(r + 1), static_cast<double>(n), {}});
  }
  if (throughput.empty()) return;
  runs.throughput = bandOf(throughput);
  runs.wip = bandOf(wip);
}

ReplicatedRuns replicateRuns(const events::Model& model, std::shared_ptr<const factory::Factory> factory,
                             const RunWishes& wishes, const std::stop_token& stop, const ProgressSink& progress) {
  experiment::RunPlan plan = planOf(wishes, jobCount());
  if (wishes.finds_warmup) {
    plan.found_warmup =
        experiment::findWarmup(*factory, plan, stop, named(progress, SimulationModel::tr("pilot runs")));
    plan.warmup_s = plan.found_warmup->warmup_s;
  }
  ReplicatedRuns runs;
  runs.result = experiment::runReplications(*factory, plan, stop, named(progress, SimulationModel::tr("replications")));
  runs.kpis = kpisOf(runs.result, *factory);
  runs.factory = std::move(factory);
  addBands(runs, model, wishes, stop, named(progress, SimulationModel::tr("courses")));
  return runs;
}

}  // namespace

SimulationModel::SimulationModel(Document& document, Playback& playback, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), playback_(playback), jobs_(jobs) {
  debounce_.setObjectName(QStringLiteral("simulation.debounce"));
  debounce_.setSingleShot(true);
  debounce_.setInterval(kDebounce_ms);
  connect(&debounce_, &QTimer::timeout, this, &SimulationModel::runNow);
  connect(&document_, &Document::changed, this, [this](const FactoryChange& change) {
    if (change.kind == FactoryChange::Kind::Replaced) followReplaced(change);
    restart();
  });
}

/// What was run of another factory is gone; a renamed element has done what it did before.
void SimulationModel::followReplaced(const FactoryChange& change) {
  if (const auto rename = renameOf(change, document_.factory())) {
    run_ = renamed(run_, *rename);
    replicated_ = renamed(replicated_, *rename);
  } else if (change.ids.empty()) {
    run_.reset();
    replicated_.reset();
    axis_.setExtent(0);
  } else {
    return;
  }
  emit runChanged();
  emit replicatedChanged();
}

events::Moment SimulationModel::momentAt(double t_s) const {
  return run_ ? run_->recording->momentAt(SimTime::fromSeconds(t_s)) : events::Moment{};
}

std::optional<RunProblem> SimulationModel::setWishes(const RunWishes& wishes) {
  if (auto problem = problemOf(wishes)) return problem;
  if (wishes == wishes_) return std::nullopt;
  wishes_ = wishes;
  emit wishesChanged();
  restart();
  return std::nullopt;
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
  const auto work = [factory = document_.snapshot(), wishes = wishes_](std::stop_token stop,
                                                                       const ProgressSink&) -> Compiled {
    try {
      Compiled compiled;
      compiled.model = events::compile(*factory);
      auto run = std::make_shared<RecordedRun>();
      run->factory = factory;
      run->recording = std::make_shared<const events::Recording>(
          events::record(*compiled.model, settingsOf(wishes, 0), 5'000'000, stop));
      run->gantt = kpi::ganttOf(*run->recording, *factory, stop);
      run->window_s = windowOf(wishes.horizon_s);
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
  axis_.setExtent(run_->recording->end().seconds());
  emit runChanged();
  replicate(compiled.model);
}

void SimulationModel::replicate(const std::shared_ptr<const events::Model>& model) {
  const auto work = [model, factory = run_->factory, wishes = wishes_](const std::stop_token& stop,
                                                                       const ProgressSink& progress) {
    return replicateRuns(*model, factory, wishes, stop, progress);
  };
  job_ = jobs_.start(tr("Replicating"), this, work, [this, generation = generation_](ReplicatedRuns result) {
    if (generation != generation_) return;
    replicated_ = std::make_shared<const ReplicatedRuns>(std::move(result));
    is_stale_ = false;
    setState(State::Ready);
    emit replicatedChanged();
  });
  connect(job_, &jobs::Job::progressed, this, &SimulationModel::progressed);
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
