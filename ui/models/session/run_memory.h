// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <mutex>

#include "ui/models/motion_model.h"
#include "ui/models/run_charts.h"
#include "ui/models/session/project_session.h"

namespace mw::models {

/// Remembers with the project how it is run and what of it is pinned: the wishes, the speed of the playback, the step
/// of motion and the figures. They are there again when it is opened; no undo step is made of them. What a project does
/// not say is as in a new one; figures of whole factories that the user likes are pinned in every project that has no
/// pins of its own. GUI thread; written in jobs.
class RunMemory : public QObject {
  Q_OBJECT
 public:
  struct Models {
    ProjectSession& session;
    SimulationModel& simulation;
    Playback& playback;
    RunCharts& charts;
    MotionModel& motion;
    jobs::JobService& jobs;
  };
  explicit RunMemory(const Models& models, QObject* parent = nullptr);
  /// Whether the speed of the playback is that of the run: physics has one of its own.
  void setKeepsSpeed(bool keeps_speed) { keeps_speed_ = keeps_speed; }

 signals:
  /// What could not be kept, with its cause and cure.
  void failed(const QString& message);

 private:
  /// What is yet to be written; the newest of each name, in whatever order jobs come to it.
  struct Unwritten {
    std::mutex writing;
    std::mutex taking;
    std::map<std::string, Json> notes;
  };

  [[nodiscard]] bool isSpeedOfRun() const;
  void begin();
  void restore();
  void moveAlong();
  void keepSettings();
  void keepPins();
  void keepMotion();
  void keep(const std::string& name, Json content);

  Models models_;
  const store::ProjectFile* project_ = nullptr;  ///< that the settings are of; only compared
  QString file_;
  std::shared_ptr<Unwritten> unwritten_;
  bool is_restoring_ = false;
  bool keeps_speed_ = true;
  double kept_speed_ = 0;
};

}  // namespace mw::models
