// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <memory>
#include <optional>
#include <set>

#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/study_draft.h"
#include "ui/models/study_progress.h"
#include "ui/models/study_results.h"
#include "ui/models/study_services.h"

namespace mw::models {

/// The study that is open: written, run, cancelled, resumed, and its results while they come in. What is done is kept
/// in the project whatever happens. GUI thread.
class StudyModel : public QObject {
  Q_OBJECT
 public:
  enum class State { Draft, Running, Partial, Complete };

  StudyModel(Document& document, jobs::JobService& jobs, StudyServices services, QObject* parent = nullptr);

  /// For another project; forgets what is open and opens the newest study there is.
  void setServices(StudyServices services);
  [[nodiscard]] const StudyServices& services() const { return services_; }

  /// Names of the studies in the project, oldest first.
  [[nodiscard]] const QStringList& names() const { return names_; }
  void refresh() { list(false); }
  void open(const QString& name);
  /// The stem, with a number where the project has a study of that name.
  [[nodiscard]] QString freeName(const QString& stem) const;
  /// A new study with a name that is not in use.
  void create();

  [[nodiscard]] const StudyDraft& draft() const { return draft_; }
  /// Editing a study that has runs begins another one under a new name: runs are never mixed.
  void edit(const StudyDraft& draft);
  /// Makes a parameter a factor, with a range around its value; of a distribution the parameter that says how long.
  /// @returns why not; empty when it is one now
  [[nodiscard]] QString vary(const std::string& path);
  /// The factor that varies this value, or a part of it.
  [[nodiscard]] std::optional<std::size_t> factorAt(const std::string& path) const;
  void removeFactor(std::size_t factor);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const StudyResults& results() const { return results_; }
  /// Has the values of a response read that are not at hand: resultsChanged() follows, also where it failed.
  void fetch(std::size_t response);
  /// The same, also where it failed before.
  void fetchAnew(std::size_t response);
  /// Or will be, when the run has ended.
  [[nodiscard]] bool isBeingRead(std::size_t response) const {
    return reading_.now.contains(response) || reading_.again.contains(response);
  }
  /// The factory that the results are of; null without results.
  [[nodiscard]] std::shared_ptr<const factory::Factory> factory() const { return factory_; }
  /// The factory has changed since the study was run, in something that its results depend on.
  [[nodiscard]] bool isOfOlderLayout() const;
  [[nodiscard]] const StudyProgress& progress() const { return progress_; }
  /// Why it cannot run, or what went wrong; empty when all is well.
  [[nodiscard]] const QString& problem() const { return problem_; }

  /// Starts or goes on; a stored study goes on over the factory it was started with.
  void run();
  /// The same on a cluster; only where canRunOnCluster().
  void runOnCluster(const ClusterWishes& wishes);
  /// There is a project file, and points that do not depend on results.
  [[nodiscard]] bool canRunOnCluster() const;
  /// Adds a point to a study that is complete and runs it; it is kept with the others.
  /// @param values  {FACTOR: value}
  void addPoint(const Json& values);
  /// Takes the point that was added last away again, with its runs; one that is being simulated is stopped first.
  /// Nothing when the last one has other values.
  /// @param study  by its name; may be another than the open one
  void dropAdded(const std::string& study, const Json& values);
  void cancel();

 signals:
  void namesChanged();
  void draftChanged();
  void stateChanged();
  /// A parameter has become a factor, by vary().
  void varied(int row);
  /// Some points have new runs. Empty points = all anew.
  void resultsChanged();
  void progressChanged();
  /// The last run is in.
  void completed();

 private:
  void list(bool opens_newest);
  void takeKept(const KeptStudy& kept);
  void read(std::size_t response);
  void readAgain();
  void forgetResults();
  void begin(const StudyDraft& wanted);
  void takePlan(const StudyDraft& wanted, const std::shared_ptr<const experiment::StudyPlan>& plan,
                const std::shared_ptr<const factory::Factory>& factory);
  void startRunning();
  [[nodiscard]] std::function<void(const experiment::StudyPlan&, const StudyServices::Listener&, std::stop_token,
                                   const ProgressSink&)>
  runOrder() const;
  void dropFromOpen(const Json& values);
  void drain();
  /// All runs are in, and no sequential design would add more.
  [[nodiscard]] bool isComplete() const;
  void showProgress(double done, double total);
  void setState(State state);
  void setProblem(const QString& problem);

  Document& document_;
  jobs::JobService& jobs_;
  StudyServices services_;
  QStringList names_;
  StudyDraft draft_;
  bool is_kept_ = false;  ///< the project has a study of this definition
  State state_ = State::Draft;
  bool is_through_ = false;  ///< the last run went to the end: a sequential design adds no more points
  StudyResults results_;
  std::uint64_t opened_ = 0;  ///< counts what results_ was of
  /// Responses that were not at hand.
  struct Reading {
    std::set<std::size_t> now;
    std::set<std::size_t> again;  ///< when the run has ended: the newest runs were not kept yet
    std::set<std::size_t> failed;
  } reading_;
  std::shared_ptr<const factory::Factory> factory_;
  mutable std::optional<std::pair<std::uint64_t, bool>> is_older_;  ///< of which revision of the document
  StudyProgress progress_;
  QString problem_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;
  std::shared_ptr<const experiment::StudyPlan> plan_;
  std::shared_ptr<StudyArrivals> arrivals_;
  StudyStopwatch stopwatch_;
  std::string word_;                                     ///< the last that was said of the run
  std::optional<ClusterWishes> cluster_;                 ///< of the present run; empty = this machine
  std::optional<std::pair<std::string, Json>> to_drop_;  ///< once the run has stopped
};

}  // namespace mw::models
