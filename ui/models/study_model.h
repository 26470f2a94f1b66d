// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <memory>
#include <mutex>

#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/study_draft.h"
#include "ui/models/study_results.h"
#include "ui/models/study_services.h"

namespace mw::models {

/// How far a running study is.
struct StudyProgress {
  double done = 0;
  double total = 0;
  double runs_per_s = 0;   ///< of this session, 0 = not known yet
  double remaining_s = 0;  ///< NaN = not known yet
};

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
  /// A new study with a name that is not in use.
  void create();

  [[nodiscard]] const StudyDraft& draft() const { return draft_; }
  /// Editing a study that has runs begins another one under a new name: runs are never mixed.
  void edit(const StudyDraft& draft);
  /// Adds a factor for each proposal of this path.
  void vary(const std::string& path);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const StudyResults& results() const { return results_; }
  /// The factory that the results are of; null without results.
  [[nodiscard]] std::shared_ptr<const factory::Factory> factory() const { return factory_; }
  /// The layout has changed since the study was run.
  [[nodiscard]] bool isOfOlderLayout() const;
  [[nodiscard]] const StudyProgress& progress() const { return progress_; }
  /// Why it cannot run, or what went wrong; empty when all is well.
  [[nodiscard]] const QString& problem() const { return problem_; }

  /// Starts or goes on; a stored study goes on over the factory it was started with.
  void run();
  void cancel();

 signals:
  void namesChanged();
  void draftChanged();
  void stateChanged();
  /// Some points have new runs. Empty points = all anew.
  void resultsChanged();
  void progressChanged();
  /// The last run is in.
  void completed();

 private:
  struct Arrivals {
    std::mutex mutex;
    std::vector<experiment::StudyRun> runs;
  };

  void list(bool opens_newest);
  void takeKept(const KeptStudy& kept);
  void takePlan(const std::shared_ptr<const experiment::StudyPlan>& plan,
                const std::shared_ptr<const factory::Factory>& factory);
  void startRunning();
  void drain();
  void showProgress(double done, double total);
  void setState(State state);
  void setProblem(const QString& problem);
  [[nodiscard]] QString freeName(const QString& stem) const;

  Document& document_;
  jobs::JobService& jobs_;
  StudyServices services_;
  QStringList names_;
  StudyDraft draft_;
  bool is_kept_ = false;  ///< the project has a study of this definition
  State state_ = State::Draft;
  StudyResults results_;
  std::shared_ptr<const factory::Factory> factory_;
  StudyProgress progress_;
  QString problem_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;
  std::shared_ptr<const experiment::StudyPlan> plan_;
  std::shared_ptr<Arrivals> arrivals_;
  QElapsedTimer clock_;
  double done_at_start_ = -1;
};

}  // namespace mw::models
