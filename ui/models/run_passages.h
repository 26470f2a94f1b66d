// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "core/kpi/part_passages.h"
#include "ui/jobs/job_service.h"
#include "ui/models/simulation_model.h"

namespace mw::models {

/// Who came into the factory and went out of it in the run that is played: what a cumulative flow diagram and lead
/// times are made of. Counted in a job, once per run and only while somebody looks. GUI thread.
class RunPassages : public QObject {
  Q_OBJECT
 public:
  RunPassages(SimulationModel& simulation, jobs::JobService& jobs, QObject* parent = nullptr);

  /// While nobody looks, nothing is counted.
  void setWanted(bool is_wanted);
  /// Of run(); null before they are counted.
  [[nodiscard]] std::shared_ptr<const kpi::PartPassages> passages() const { return passages_; }
  /// The run that they are of; null without them.
  [[nodiscard]] std::shared_ptr<const RecordedRun> run() const { return passages_ ? run_ : nullptr; }

 signals:
  void changed();

 private:
  void follow();
  void count();

  SimulationModel& simulation_;
  jobs::JobService& jobs_;
  QPointer<jobs::Job> job_;
  std::shared_ptr<const RecordedRun> run_;  ///< that is counted or was
  std::shared_ptr<const kpi::PartPassages> passages_;
  bool is_wanted_ = false;
};

}  // namespace mw::models
