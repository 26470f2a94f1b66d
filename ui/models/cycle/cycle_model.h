// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <memory>
#include <string>
#include <vector>

#include "core/cosimulation/cycle/robot_measurement.h"
#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/models/fit_model.h"

namespace mw::models {

/// A measured cycle, ready to be drawn.
struct CycleFinding {
  cosimulation::RobotMeasurement measurement;
  std::shared_ptr<const ColumnFit> times;  ///< null where nothing can be drawn from it
};

/// Measures the cycle of a robot of the open factory in the background, as `motion --measure` does. GUI thread.
class CycleModel : public QObject {
  Q_OBJECT
 public:
  enum class State { Empty, Measuring, Ready, Failed };

  CycleModel(Document& document, jobs::JobService& jobs, QObject* parent = nullptr);

  /// Ids of the factory's robots, in its order.
  [[nodiscard]] std::vector<std::string> robots() const;
  /// Another robot forgets what was found.
  void setRobot(const std::string& id);
  [[nodiscard]] const std::string& robot() const { return robot_; }
  /// Why the robot can't be measured; empty where it can.
  [[nodiscard]] QString refusal() const;

  void measure(const cosimulation::MeasureSettings& settings);
  void cancel();

  [[nodiscard]] State state() const { return state_; }
  /// Null unless ready.
  [[nodiscard]] const std::shared_ptr<const CycleFinding>& finding() const { return finding_; }
  /// Why it failed, with its cure.
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// The robot, its ports or its parts were changed since.
  [[nodiscard]] bool isOld() const;
  /// Whether there is something to use, of the factory as it is.
  [[nodiscard]] bool isUsable() const;
  /// What the factory gets of it, when it is usable, and how the undo step is called.
  [[nodiscard]] std::vector<factory::Assignment> values(cosimulation::CycleForm form) const;
  [[nodiscard]] QString stepText() const;

 signals:
  void stateChanged();
  void progressed(double done, double total);
  /// The factory was changed: robots, the present cycle or isOld() may be others.
  void factoryChanged();

 private:
  void setState(State state);
  [[nodiscard]] const factory::Element* element() const;

  Document& document_;
  jobs::JobService& jobs_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;
  State state_ = State::Empty;
  std::string robot_;
  QString problem_;
  std::shared_ptr<const CycleFinding> finding_;
};

}  // namespace mw::models
