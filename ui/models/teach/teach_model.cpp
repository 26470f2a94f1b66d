// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/teach/teach_model.h"

#include <QRegularExpression>
#include <algorithm>
#include <chrono>
#include <numbers>
#include <utility>

#include "core/base/error.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/joint_move.h"

namespace mw::models {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::chrono::milliseconds kFrame{16};
/// A file's angles are rounded to a millionth of a degree; what is farther off cannot be reached by that.
constexpr double kAtLimit_rad = 1e-6;

/// With the sign that the window shows degrees by.
QString sentence(std::string text) {
  if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  static const QRegularExpression kDegrees(QStringLiteral("(?<=\\d) deg\\b"));
  return QString::fromStdString(text).replace(kDegrees, QStringLiteral("°")) + QLatin1Char('.');
}

double speedOf(const factory::Element& robot) {
  return robot.value("speed").get<double>();
}

std::filesystem::path folderOf(const Document& document) {
  return std::filesystem::path(document.fileName().toStdString()).parent_path();
}

/// Where the arm stands at a time of steps one after the other.
motion::JointVector postureAt(const std::vector<motion::PickPlacePlan::Step>& steps, double time_s) {
  for (const motion::PickPlacePlan::Step& step : steps) {
    const double lasts_s = step.motion->duration_s() + step.wait_s;
    if (time_s < lasts_s || &step == &steps.back()) return step.motion->at(time_s).q_rad;
    time_s -= lasts_s;
  }
  return motion::JointVector::Zero();
}

}  // namespace

TeachModel::TeachModel(Document& document, Selection& selection, jobs::JobService& jobs, Write write, QObject* parent)
    : QObject(parent), document_(document), selection_(selection), jobs_(jobs), write_(std::move(write)) {
  frame_.setInterval(kFrame);
  connect(&frame_, &QTimer::timeout, this, &TeachModel::tick);
  connect(&document_, &Document::changed, this, [this] { follow(); });
  connect(&selection_, &Selection::changed, this, &TeachModel::follow);
}

void TeachModel::setActive(bool is_active) {
  if (is_active == is_active_) return;
  is_active_ = is_active;
  if (is_active) return follow();
  leave(tr("Select a robot that has an arm."));
}

void TeachModel::follow() {
  if (!is_active_) return;
  const factory::Element* selected = document_.factory().findElement(selection_.current());
  const factory::Element* element =
      selected != nullptr && selected->type == "robot" ? selected : document_.factory().findElement(robot_);
  if (element == nullptr || element->type != "robot") return leave(tr("Select a robot that has an arm."));
  if (!element->has("arm"))
    return leave(tr("%1 has no arm yet. Take one that comes with the program, or import one.")
                     .arg(QString::fromStdString(element->id)),
                 true);
  load(*element);
}

void TeachModel::load(const factory::Element& element) {
  const factory::Factory& factory = document_.factory();
  index_ = static_cast<std::size_t>(&element - factory.elements().data());
  Json made_of = {element.fields["arm"], element.value("gripper"), element.value("payload_kg"), element.value("speed")};
  const std::string key = element.id + made_of.dump();
  if (key != made_of_ || !arm_) {
    try {
      arm_ = robotArm(factory, index_, folderOf(document_));
    } catch (const InputError& error) {
      return leave(QString::fromUtf8(error.what()));
    }
    stopMoving();
    robot_ = element.id;
    name_ = element.name;
    made_of_ = key;
    problem_.clear();
    lacks_arm_ = false;
    inverse_ = std::make_unique<motion::InverseKinematics>(arm_->mounted);
    reach_ = motion::reachEnvelope(arm_->mounted);
    q_rad_ = arm_->rest_rad;
    joint_ = -1;
    programme_ = {};
    plan_.reset();
    refusal_.clear();
    emit robotChanged();
    emit postureChanged();
    emit refusalChanged();
  }
  if (std::exchange(name_, element.name) != element.name) emit renamed();
  readProgramme();
}

void TeachModel::leave(const QString& problem, bool lacks_arm) {
  if (!arm_ && problem == problem_ && lacks_arm == lacks_arm_) return;
  lacks_arm_ = lacks_arm;
  stopMoving();
  robot_.clear();
  made_of_.clear();
  arm_.reset();
  inverse_.reset();
  programme_ = {};
  plan_.reset();
  refusal_.clear();
  problem_ = problem;
  emit robotChanged();
  emit postureChanged();
  emit refusalChanged();
  emit programmeChanged();
  emit planChanged();
}

void TeachModel::readProgramme() {
  motion::RobotProgramme now;
  try {
    now = motion::taughtProgramme(document_.factory().elements()[index_], "/elements/" + std::to_string(index_));
  } catch (const InputError& error) {
    return leave(QString::fromUtf8(error.what()));
  }
  if (now == programme_ && plan_) return;
  const bool is_same = now == programme_;
  programme_ = std::move(now);
  if (!is_same) setPlaying(false);
  emit programmeChanged();
  work();
}

/// Straight lines take some thousand solutions of the inverse kinematics: not in the window's thread.
void TeachModel::work() {
  plan_.reset();
  const std::uint64_t asked = ++asked_;
  emit planChanged();
  const auto end_rad = taughtEnd(programme_);
  if (programme_.steps.empty()) return;
  const motion::TaughtWork at{speedOf(document_.factory().elements()[index_]), 0, {}};
  jobs_.start(
      tr("Working out the programme"), this,
      [arm = arm_->mounted, gripper = arm_->gripper, programme = programme_, at,
       start_rad = end_rad.value_or(arm_->rest_rad)](const std::stop_token&, const ProgressSink&) {
        motion::InverseKinematics inverse(arm);
        return planTaught(inverse, gripper, programme, start_rad, at);
      },
      [this, asked](motion::PickPlacePlan plan) {
        if (asked != asked_ || !arm_) return;
        plan_ = std::move(plan);
        emit planChanged();
      });
}

void TeachModel::edit(const QString& step,
                      const std::function<motion::RobotProgramme(const motion::RobotProgramme&)>& edit) {
  if (!arm_) return;
  try {
    write_(robot_, edit(programme_), step);
    refuse({});
  } catch (const InputError& error) {
    refuse(QString::fromUtf8(error.what()));
  }
}

Eigen::Isometry3d TeachModel::tip() const {
  return arm_ ? flangePose(arm_->mounted, q_rad_) : Eigen::Isometry3d::Identity();
}

void TeachModel::setJoint(int joint, double q_rad) {
  if (!arm_) return;
  stopMoving();
  const motion::ArmJoint& axis = arm_->mounted.joints[static_cast<std::size_t>(joint)];
  const double within_rad = std::clamp(q_rad, axis.lower_rad, axis.upper_rad);
  joint_ = joint;
  refuse(std::abs(within_rad - q_rad) <= kAtLimit_rad ? QString()
                                                      : tr("%1 ends at %2°: that is %3° less than asked.")
                                                            .arg(sentence(axis.name).chopped(1))
                                                            .arg(within_rad / kDegree, 0, 'f', 1)
                                                            .arg(std::abs(q_rad - within_rad) / kDegree, 0, 'f', 1));
  motion::JointVector to_rad = q_rad_;
  to_rad[joint] = within_rad;
  stand(to_rad);
}

void TeachModel::jog(const motion::ToolJog& jog) {
  if (!arm_) return;
  stopMoving();
  const motion::JogResult result = jogTool(*inverse_, q_rad_, jog);
  joint_ = -1;
  refuse(result.is_done ? QString() : sentence(result.reason));
  stand(result.q_rad);
}

void TeachModel::goTo(const std::string& pose) {
  const motion::RobotPose* target = programme_.findPose(pose);
  if (!arm_ || target == nullptr) return;
  stopMoving();
  joint_ = -1;
  const motion::JointVector to_rad = withinRanges(arm_->mounted, target->q_rad);
  if ((to_rad - target->q_rad).cwiseAbs().maxCoeff() > kAtLimit_rad)
    return refuse(
        tr("The pose \"%1\" is beyond the range of a joint. Record it again.").arg(QString::fromStdString(pose)));
  refuse({});
  const double speed = speedOf(document_.factory().elements()[index_]);
  auto move = std::make_shared<motion::JointMove>(arm_->mounted, q_rad_, to_rad, speed > 0 ? speed : 1);
  const double lasts_s = move->duration_s();
  way_ = Play{0, lasts_s, false, {{std::move(move), motion::PickPlacePlan::Action::None, 0}}};
  since_frame_.start();
  frame_.start();
}

void TeachModel::setShownJoint(int joint) {
  if (joint == joint_) return;
  joint_ = joint;
  emit postureChanged();
}

void TeachModel::refuse(const QString& why) {
  if (why == refusal_) return;
  refusal_ = why;
  emit refusalChanged();
}

void TeachModel::stand(const motion::JointVector& q_rad) {
  q_rad_ = q_rad;
  emit postureChanged();
}

std::optional<double> TeachModel::stepTime_s(std::size_t row) const {
  if (!plan_ || row >= plan_->steps.size()) return std::nullopt;
  return plan_->steps[row].motion->duration_s() + plan_->steps[row].wait_s;
}

QString TeachModel::finding() const {
  if (!plan_) return {};
  if (plan_->status != motion::PlanStatus::Ok) return sentence(plan_->reason);
  const std::string gap = pickPlaceGap(programme_);
  return gap.empty() ? QString() : tr("Not a pick and place yet: %1.").arg(QString::fromStdString(gap));
}

void TeachModel::setPlaying(bool is_playing) {
  if (is_playing == isPlaying()) return;
  if (is_playing && (!plan_ || plan_->status != motion::PlanStatus::Ok || !(plan_->duration_s > 0))) return;
  stopMoving();
  if (!is_playing) return;
  play_ = Play{0, plan_->duration_s, true, plan_->steps};
  joint_ = -1;
  since_frame_.start();
  frame_.start();
  emit playingChanged(true);
}

int TeachModel::playStep() const {
  if (!play_) return -1;
  double time_s = play_->time_s;
  for (std::size_t i = 0; i < play_->steps.size(); ++i) {
    time_s -= play_->steps[i].motion->duration_s() + play_->steps[i].wait_s;
    if (time_s < 0) return static_cast<int>(i);
  }
  return static_cast<int>(play_->steps.size()) - 1;
}

void TeachModel::tick() {
  advance(static_cast<double>(since_frame_.restart()) * 1e-3);
}

void TeachModel::advance(double by_s) {
  std::optional<Play>& play = play_ ? play_ : way_;
  if (!play) return;
  play->time_s += by_s;
  if (play->repeats) play->time_s = std::fmod(play->time_s, play->ends_s);
  stand(postureAt(play->steps, play->time_s));
  // Who was told may have stopped it.
  if (play && !play->repeats && play->time_s >= play->ends_s) stopMoving();
}

void TeachModel::stopMoving() {
  const bool was_playing = isPlaying();
  play_.reset();
  way_.reset();
  frame_.stop();
  if (was_playing) emit playingChanged(false);
}

}  // namespace mw::models
