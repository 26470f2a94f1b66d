// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/run_plan.h"
#include "core/factory/factory.h"
#include "core/numerics/statistics.h"
#include "ui/jobs/job_service.h"

namespace mw::models {

/// A warm-up that was looked for.
struct PilotWarmup {
  experiment::WarmupEstimate estimate;
  double horizon_s = 0;
  double run_time_s = 0;  ///< of one pilot run, by the clock on the wall
};

/// What pilot replications gave.
struct PilotRuns {
  std::vector<std::string> kpis;
  std::vector<numerics::Estimate> estimates;  ///< as kpis
  double horizon_s = 0;
  double warmup_s = 0;
  double run_time_s = 0;

  /// Of one KPI; none where the factory does not have it.
  [[nodiscard]] const numerics::Estimate* find(const std::string& kpi) const;
};

/// Runs of the present factory before a study, that tell how long its warm-up is and how much its replications differ.
/// One at a time, in the background; kept until forgotten. Their random numbers are not those of the study. GUI thread.
class StudyPilot : public QObject {
  Q_OBJECT
 public:
  enum class Work { None, Warmup, Replications };
  /// Law and Kelton advise ten or more; Welch five to ten.
  static constexpr std::uint32_t kRuns = 10;

  explicit StudyPilot(jobs::JobService& jobs, QObject* parent = nullptr) : QObject(parent), jobs_(jobs) {}
  ~StudyPilot() override { cancel(); }

  /// MSER-5 over the horizon of the plan, see experiment::findWarmup().
  void findWarmup(std::shared_ptr<const factory::Factory> factory, const experiment::RunPlan& plan);
  /// kRuns replications with the horizon and the warm-up of the plan.
  void replicate(std::shared_ptr<const factory::Factory> factory, const experiment::RunPlan& plan);
  /// Stops what is going on; what is there already stays.
  void cancel();
  /// For another factory.
  void forget();

  [[nodiscard]] Work work() const { return work_; }
  [[nodiscard]] double runsDone() const { return done_; }
  [[nodiscard]] const std::optional<PilotWarmup>& warmup() const { return warmup_; }
  [[nodiscard]] const std::optional<PilotRuns>& runs() const { return runs_; }
  /// What went wrong last; empty when nothing did.
  [[nodiscard]] const QString& problem() const { return problem_; }

 signals:
  void changed();
  void progressed();

 private:
  void begin(Work work);
  void follow(jobs::Job* job);
  void end();

  jobs::JobService& jobs_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;  ///< of what is going on; results of an older one are dropped
  Work work_ = Work::None;
  double done_ = 0;
  std::optional<PilotWarmup> warmup_;
  std::optional<PilotRuns> runs_;
  QString problem_;
};

}  // namespace mw::models
