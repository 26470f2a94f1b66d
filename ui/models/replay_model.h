// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "core/twin/log.h"
#include "core/twin/replay.h"
#include "core/twin/twin_variant.h"
#include "ui/jobs/job_service.h"
#include "ui/models/alarm_table.h"
#include "ui/models/anomaly_search.h"
#include "ui/models/derived_signal.h"
#include "ui/models/playback.h"
#include "ui/models/plot_board.h"
#include "ui/models/replay_rival.h"
#include "ui/models/replay_run.h"
#include "ui/models/replay_services.h"
#include "ui/models/signal_catalog.h"
#include "ui/models/time_axis.h"

namespace mw::models {

/// A log and a twin, and what the twin makes of the log. Replays in the background as soon as both are there; what is
/// drawn of it, where the plots stand in time and what alarms were seen goes with it. GUI thread.
class ReplayModel : public QObject {
  Q_OBJECT
 public:
  ReplayModel(Playback& playback, jobs::JobService& jobs, ReplayServices services, QObject* parent = nullptr);

  /// For another project; forgets what is open and opens the newest log and twin there are.
  void setServices(ReplayServices services);
  [[nodiscard]] const QStringList& logNames() const { return log_names_; }
  [[nodiscard]] QStringList twinNames() const;

  /// Opens a log that was read and kept elsewhere. @param notes  what was odd in its file, in sentences
  void takeImported(twin::Log log, const QStringList& notes);
  [[nodiscard]] const ReplayServices& services() const { return services_; }
  void openLog(const QString& name);
  void openTwinFile(const std::filesystem::path& file);
  void openTwin(const QString& name);

  [[nodiscard]] bool isBusy() const { return busy_ > 0; }
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// What was guessed about the file that was imported last and what was odd in it, in sentences.
  [[nodiscard]] const QStringList& importNotes() const { return import_notes_; }
  [[nodiscard]] std::shared_ptr<const twin::Log> log() const { return log_; }
  [[nodiscard]] std::shared_ptr<const twin::TwinDefinition> twin() const { return twin_; }
  [[nodiscard]] const QString& twinName() const { return twin_name_; }
  /// millwright-twin/1 of the open twin, as it is kept
  [[nodiscard]] const Json& twinDefinition() const { return twin_json_; }
  /// The same with what was changed to try it another way.
  [[nodiscard]] const Json& triedDefinition() const { return tried_json_; }

  /// How the twin is run: changes of it, and whether its estimates are smoothed too.
  struct Setup {
    twin::TwinVariant variant;
    bool is_smoothed = false;
  };
  [[nodiscard]] const Setup& setup() const { return setup_; }
  void setSetup(Setup setup);
  /// Why there is nothing smoothed though it was asked for; empty where there is.
  [[nodiscard]] const QString& smoothingProblem() const { return smoothing_problem_; }
  /// Keeps the twin as it was tried, and its replay, under a name of its own.
  void keepTriedAs(const QString& name);
  /// The replay that is compared with; an empty name ends it.
  [[nodiscard]] ReplayRival& rival() { return rival_; }
  void compareWith(const QString& twin);
  /// Detections without a twin.
  [[nodiscard]] AnomalySearch& search() { return search_; }
  /// Null until replayed.
  [[nodiscard]] std::shared_ptr<const twin::ReplayResult> result() const { return result_; }
  /// All three in one, as far as they are there.
  [[nodiscard]] ReplayData data() const {
    return {log_,
            twin_,
            result_,
            board_.gap_s(),
            smoothed_,
            rival_.result(),
            rival_.name().toStdString(),
            usual_interval_s_};
  }
  /// What a plot draws; null until it was made ready, then trackReady() follows.
  [[nodiscard]] std::shared_ptr<const SignalTrack> track(const std::string& key);
  /// Where no rows come; empty until gapsReady().
  [[nodiscard]] const std::vector<SignalTrack::Gap>& gaps() const { return gaps_; }
  [[nodiscard]] PlotBoard& board() { return board_; }
  /// Points of a plot of one signal over another; null until both were made ready.
  [[nodiscard]] std::shared_ptr<const XyTrack> pair(const std::string& key);
  /// Boards that were kept under a name, oldest first.
  [[nodiscard]] QStringList layoutNames() const;
  void keepLayout(const QString& name);
  void applyLayout(const QString& name);
  [[nodiscard]] AlarmTable& alarms() { return alarms_; }
  [[nodiscard]] TimeAxis& axis() { return axis_; }
  /// The stamp of the next row (+1) or the one before (-1), from where the cursor stands.
  void stepSample(int direction);
  /// The next alarm or the one before; nothing where there is none.
  void stepAlarm(int direction);
  [[nodiscard]] double duration_s() const;
  /// NIS above this is an anomaly.
  [[nodiscard]] double nisLimit() const;
  /// While it leads, the shared cursor spans this log.
  void setLeading(bool is_leading);

 signals:
  void changed();
  void namesChanged();
  void resultChanged();
  void trackReady(const std::string& key);
  void gapsReady();

 private:
  template <class Work, class Deliver>
  void start(const QString& name, Work work, Deliver deliver);
  void refresh() { list(false); }
  void list(bool opens_newest);
  void takeLog(twin::Log log);
  void takeTwin(const QString& name, const Json& definition, twin::TwinDefinition twin);
  void tryTwin();
  void replay();
  void takeReplayed(Replayed replayed);
  void showData();
  void findGaps();
  void showAlarms();
  void keepSeen();
  void keepNote(const std::string& kind, const std::string& name, const Json& content);
  [[nodiscard]] std::string alarmsName() const;
  [[nodiscard]] std::string detectionsName() const;
  [[nodiscard]] std::set<std::string> seenBefore() const;
  void setProblem(const QString& problem);

  Playback& playback_;
  jobs::JobService& jobs_;
  ReplayServices services_;
  QStringList log_names_;
  std::vector<std::pair<std::string, Json>> twins_;
  QStringList import_notes_;
  QString problem_;
  Json twin_json_;
  Json tried_json_;
  Setup setup_;
  QString smoothing_problem_;
  QString twin_name_;
  std::shared_ptr<const twin::Log> log_;
  std::shared_ptr<const twin::TwinDefinition> twin_;
  std::shared_ptr<const twin::ReplayResult> result_;
  std::shared_ptr<const twin::ReplayResult> smoothed_;
  std::vector<Alarm> replay_alarms_;
  std::map<std::string, std::shared_ptr<const SignalTrack>> tracks_;  ///< null while being made
  std::vector<std::pair<std::string, Json>> layouts_;
  std::map<std::string, Json> seen_notes_;  ///< by alarmsName() and detectionsName()
  PlotBoard board_;
  AlarmTable alarms_;
  AnomalySearch search_;
  ReplayRival rival_;
  TimeAxis axis_;
  double usual_interval_s_ = 0;  ///< of the log's rows
  std::vector<SignalTrack::Gap> gaps_;
  QTimer settling_;  ///< runs after a look at a long log, until its memory is let go
  std::uint64_t generation_ = 0;
  int busy_ = 0;
  bool is_leading_ = false;
};

template <class Work, class Deliver>
void ReplayModel::start(const QString& name, Work work, Deliver deliver) {
  ++busy_;
  jobs::Job* job = jobs_.start(name, this, std::move(work), std::move(deliver));
  connect(job, &jobs::Job::failed, this, &ReplayModel::setProblem);
  connect(job, &jobs::Job::ended, this, [this] {
    --busy_;
    emit changed();
  });
  emit changed();
}

}  // namespace mw::models
