// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_pilot.h"

#include <QElapsedTimer>
#include <algorithm>
#include <thread>

#include "core/base/random_stream.h"
#include "core/experiment/replications.h"
#include "core/experiment/warmup_pilot.h"

namespace mw::models {
namespace {

/// One of kRuns runs that took so long together. @param jobs  threads; 0 = one per processor
double timeOfOne_s(const QElapsedTimer& clock, unsigned jobs) {
  const unsigned threads = jobs > 0 ? jobs : std::thread::hardware_concurrency();
  const unsigned at_once = std::clamp(threads, 1U, StudyPilot::kRuns);
  return static_cast<double>(clock.nsecsElapsed()) * 1e-9 * at_once / StudyPilot::kRuns;
}

}  // namespace

const numerics::Estimate* PilotRuns::find(const std::string& kpi) const {
  const auto found = std::ranges::find(kpis, kpi);
  return found == kpis.end() ? nullptr : &estimates[static_cast<std::size_t>(found - kpis.begin())];
}

void StudyPilot::findWarmup(std::shared_ptr<const factory::Factory> factory, const experiment::RunPlan& plan) {
  begin(Work::Warmup);
  const auto work = [factory = std::move(factory), plan](std::stop_token stop, const ProgressSink& progress) {
    QElapsedTimer clock;
    clock.start();
    const auto estimate = experiment::findWarmup(*factory, plan, std::move(stop), progress);
    return PilotWarmup{estimate, plan.horizon_s, timeOfOne_s(clock, plan.jobs)};
  };
  follow(jobs_.start(tr("Finding the warm-up"), this, work, [this, generation = generation_](const PilotWarmup& found) {
    if (generation == generation_) warmup_ = found;
  }));
}

void StudyPilot::replicate(std::shared_ptr<const factory::Factory> factory, const experiment::RunPlan& plan) {
  begin(Work::Replications);
  experiment::RunPlan pilot = plan;
  pilot.replications = kRuns;
  pilot.seed = derivedSeed(plan.seed, streamId("pilot", "replications"));
  const auto work = [factory = std::move(factory), pilot](std::stop_token stop, const ProgressSink& progress) {
    QElapsedTimer clock;
    clock.start();
    const auto result = experiment::runReplications(*factory, pilot, std::move(stop), progress);
    PilotRuns runs{{}, result.overall, pilot.horizon_s, pilot.warmup_s, timeOfOne_s(clock, pilot.jobs)};
    for (const kpi::KpiDeclaration& kpi : result.kpis) runs.kpis.push_back(kpi.name);
    return runs;
  };
  follow(jobs_.start(tr("Pilot runs"), this, work, [this, generation = generation_](const PilotRuns& runs) {
    if (generation == generation_) runs_ = runs;
  }));
}

void StudyPilot::begin(Work work) {
  cancel();
  work_ = work;
  done_ = 0;
  problem_.clear();
  emit changed();
}

void StudyPilot::follow(jobs::Job* job) {
  job_ = job;
  const auto of_this = [this, generation = generation_] { return generation == generation_; };
  connect(job, &jobs::Job::progressed, this, [this, of_this](double done, double) {
    if (!of_this()) return;
    done_ = done;
    emit progressed();
  });
  connect(job, &jobs::Job::failed, this, [this, of_this](const QString& message) {
    if (of_this()) problem_ = message;
  });
  connect(job, &jobs::Job::ended, this, [this, of_this] {
    if (of_this()) end();
  });
}

void StudyPilot::end() {
  work_ = Work::None;
  emit changed();
}

void StudyPilot::cancel() {
  ++generation_;
  if (job_) job_->cancel();
  if (work_ != Work::None) end();
}

void StudyPilot::forget() {
  cancel();
  warmup_.reset();
  runs_.reset();
  problem_.clear();
  emit changed();
}

}  // namespace mw::models
