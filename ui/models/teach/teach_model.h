// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "core/motion/program/jog.h"
#include "core/motion/program/reach_envelope.h"
#include "core/motion/program/taught_plan.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/models/teach/robot_arm.h"

namespace mw::models {

/// Teaches the selected robot: moves its arm by hand, records poses, builds its programme of them and plays it. Where
/// the arm stands meanwhile is this model's alone; poses and programme are the factory's. GUI thread.
class TeachModel : public QObject {
  Q_OBJECT
 public:
  /// Writes a robot's programme into the factory, as a step that can be undone; throws InputError where it cannot.
  using Write = std::function<void(const std::string& robot, const motion::RobotProgramme& after, const QString& step)>;

  TeachModel(Document& document, Selection& selection, jobs::JobService& jobs, Write write, QObject* parent = nullptr);

  /// Only while it is, it follows the selection and works.
  void setActive(bool is_active);
  [[nodiscard]] bool isActive() const { return is_active_; }

  // The robot.
  /// Its id; empty when none is taught.
  [[nodiscard]] const std::string& robot() const { return robot_; }
  /// What the user calls it.
  [[nodiscard]] const std::string& robotName() const { return name_; }
  [[nodiscard]] std::size_t index() const { return index_; }
  /// Null when none is taught.
  [[nodiscard]] const RobotArm* arm() const { return arm_ ? &*arm_ : nullptr; }
  [[nodiscard]] const motion::ReachEnvelope& reach() const { return reach_; }
  /// Why none is taught, what to do about it.
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// A robot is selected, but it has no arm.
  [[nodiscard]] bool lacksArm() const { return lacks_arm_; }

  // Where it stands.
  [[nodiscard]] const motion::JointVector& posture_rad() const { return q_rad_; }
  /// Of the tip, in the base.
  [[nodiscard]] Eigen::Isometry3d tip() const;
  /// As near as the range allows; says so where that is not all.
  void setJoint(int joint, double q_rad);
  void jog(const motion::ToolJog& jog);
  /// Along joint moves, as the programme would.
  void goTo(const std::string& pose);
  /// The joint that is being moved, for whoever shows its range; -1 = none.
  [[nodiscard]] int joint() const { return joint_; }
  void setShownJoint(int joint);
  /// What the last thing that was asked for ran into; empty when nothing.
  [[nodiscard]] const QString& refusal() const { return refusal_; }
  /// It was read, or is about something else than what is shown now.
  void forgetRefusal() { refuse({}); }

  // Poses and steps.
  [[nodiscard]] const motion::RobotProgramme& programme() const { return programme_; }
  /// Writes the programme that an edit makes of the present one. @param edit  may throw InputError: then it is said
  void edit(const QString& step, const std::function<motion::RobotProgramme(const motion::RobotProgramme&)>& edit);

  // The programme at work.
  /// As worked out for one cycle that starts where the last one ended; null while it is worked out, or without steps.
  [[nodiscard]] const motion::PickPlacePlan* plan() const { return plan_ ? &*plan_ : nullptr; }
  /// Duration of a step with its wait; none while it is worked out and where it cannot be done.
  [[nodiscard]] std::optional<double> stepTime_s(std::size_t row) const;
  /// What a cycle lacks to carry a part, or what cannot be done; empty when all is well.
  [[nodiscard]] QString finding() const;
  void setPlaying(bool is_playing);
  [[nodiscard]] bool isPlaying() const { return play_.has_value(); }
  /// Seconds into the cycle that plays, and the step it is at.
  [[nodiscard]] double playTime_s() const { return play_ ? play_->time_s : 0; }
  [[nodiscard]] int playStep() const;
  /// Lets time go by for what plays or moves.
  void advance(double by_s);

 signals:
  void robotChanged();
  void renamed();
  void postureChanged();
  void refusalChanged();
  void programmeChanged();
  void planChanged();
  void playingChanged(bool is_playing);

 private:
  void follow();
  void load(const factory::Element& element);
  void leave(const QString& problem, bool lacks_arm = false);
  void readProgramme();
  void work();
  void refuse(const QString& why);
  void stand(const motion::JointVector& q_rad);
  void tick();
  void stopMoving();

  Document& document_;
  Selection& selection_;
  jobs::JobService& jobs_;
  Write write_;
  bool is_active_ = false;
  bool lacks_arm_ = false;
  std::string robot_;
  std::string name_;
  std::size_t index_ = 0;
  std::string made_of_;  ///< the fields that the arm follows from
  std::optional<RobotArm> arm_;
  std::unique_ptr<motion::InverseKinematics> inverse_;
  motion::ReachEnvelope reach_;
  QString problem_ = tr("Select a robot that has an arm.");
  motion::JointVector q_rad_ = motion::JointVector::Zero();
  int joint_ = -1;
  QString refusal_;
  motion::RobotProgramme programme_;
  std::uint64_t asked_ = 0;  ///< counts plans that were asked for
  std::optional<motion::PickPlacePlan> plan_;
  struct Play {
    double time_s = 0;
    double ends_s = 0;
    bool repeats = false;
    std::vector<motion::PickPlacePlan::Step> steps;
  };
  std::optional<Play> play_;  ///< the programme
  std::optional<Play> way_;   ///< to a pose
  QTimer frame_;
  QElapsedTimer since_frame_;
};

}  // namespace mw::models
