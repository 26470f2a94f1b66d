// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_passages.h"

namespace mw::models {

RunPassages::RunPassages(SimulationModel& simulation, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), simulation_(simulation), jobs_(jobs) {
  connect(&simulation_, &SimulationModel::runChanged, this, &RunPassages::follow);
}

void RunPassages::setWanted(bool is_wanted) {
  is_wanted_ = is_wanted;
  if (is_wanted_) count();
}

void RunPassages::follow() {
  if (simulation_.run() == run_) return;
  if (job_) job_->cancel();
  run_.reset();
  passages_.reset();
  emit changed();
  if (is_wanted_) count();
}

void RunPassages::count() {
  const auto run = simulation_.run();
  if (!run || !run->recording || run == run_) return;
  run_ = run;
  const auto work = [run](const std::stop_token& stop, const ProgressSink&) {
    return kpi::passagesOf(*run->recording, *run->factory, stop);
  };
  job_ = jobs_.start(tr("Counting parts"), this, work, [this, run](kpi::PartPassages passages) {
    if (run != run_) return;
    passages_ = std::make_shared<const kpi::PartPassages>(std::move(passages));
    emit changed();
  });
}

}  // namespace mw::models
