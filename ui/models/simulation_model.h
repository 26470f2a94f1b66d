// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/events/simulation.h"
#include "core/kpi/gantt.h"
#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/playback.h"
#include "ui/models/run_kpis.h"
#include "ui/models/run_series.h"
#include "ui/models/run_wishes.h"
#include "ui/models/time_axis.h"

namespace mw::models {

/// One recorded run of the factory, with the factory it belongs to.
struct RecordedRun {
  std::shared_ptr<const factory::Factory> factory;
  std::shared_ptr<const events::Recording> recording;
  kpi::Gantt gantt;
  Series throughput;    ///< good parts per hour over the moving window, of this run
  Series wip;           ///< parts inside, of this run
  double window_s = 0;  ///< of the throughput
};

/// What several replications say.
struct ReplicatedRuns {
  std::shared_ptr<const factory::Factory> factory;
  experiment::RunResult result;
  RunKpis kpis;
  BandSeries throughput;  ///< over the first replications, from time zero
  BandSeries wip;
};

/// Runs the open factory in the background whenever it changes: first one recorded run, to be played and scrubbed, then
/// the warm-up is found where that is wished, then replications for KPIs with intervals. Results of an older factory
/// stay visible, marked stale, until the new ones are there. GUI thread.
class SimulationModel : public QObject {
  Q_OBJECT
 public:
  enum class State { Empty, Running, Ready, Refused, Failed };
  SimulationModel(Document& document, Playback& playback, jobs::JobService& jobs, QObject* parent = nullptr);

  [[nodiscard]] State state() const { return state_; }
  /// The newest run; null before the first.
  [[nodiscard]] std::shared_ptr<const RecordedRun> run() const { return run_; }
  [[nodiscard]] std::shared_ptr<const events::Recording> recording() const { return run_ ? run_->recording : nullptr; }
  /// Everything that can be seen of the factory at a time of the run. Empty without a run.
  [[nodiscard]] events::Moment momentAt(double t_s) const;
  [[nodiscard]] std::shared_ptr<const ReplicatedRuns> replicated() const { return replicated_; }
  /// The results belong to an older factory or horizon than the present one.
  [[nodiscard]] bool isStale() const { return is_stale_; }
  /// Why the factory cannot run, with cures; empty unless refused.
  [[nodiscard]] const Findings& findings() const { return findings_; }
  /// The same, or what else went wrong, in one line.
  [[nodiscard]] QString problem() const { return problem_; }

  [[nodiscard]] const RunWishes& wishes() const { return wishes_; }
  [[nodiscard]] double horizon_s() const { return wishes_.horizon_s; }
  /// Runs again when they differ.
  /// @returns why they are refused, all stays as it was then; nothing when they are taken
  std::optional<RunProblem> setWishes(const RunWishes& wishes);
  /// The stretch that every chart of the run shows.
  [[nodiscard]] TimeAxis& axis() { return axis_; }
  /// While it leads, the shared cursor spans this run.
  void setLeading(bool is_leading);

  /// Runs at once instead of a moment after the last change.
  void runNow();
  void cancel();

 signals:
  void stateChanged();
  void runChanged();
  void replicatedChanged();
  void wishesChanged();
  /// Of pilot runs and replications. @param what  is counted, in words
  void progressed(double done, double total, const QString& what);

 private:
  struct Compiled {
    std::shared_ptr<const RecordedRun> run;  ///< null when refused
    std::shared_ptr<const events::Model> model;
    Findings findings;
  };

  void followReplaced(const FactoryChange& change);
  void restart();
  void replicate(const std::shared_ptr<const events::Model>& model);
  void takeRun(Compiled compiled);
  void fail(const QString& message);
  void setState(State state);

  Document& document_;
  Playback& playback_;
  jobs::JobService& jobs_;
  QTimer debounce_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;  ///< counts restarts; results of an older one are dropped
  State state_ = State::Empty;
  std::shared_ptr<const RecordedRun> run_;
  std::shared_ptr<const ReplicatedRuns> replicated_;
  Findings findings_;
  QString problem_;
  RunWishes wishes_;
  TimeAxis axis_;
  bool is_stale_ = false;
  bool is_leading_ = true;
};

}  // namespace mw::models
