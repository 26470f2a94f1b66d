// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/teach/programme_edits.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/base/error.h"

namespace mw::models {
namespace {

using motion::ProgrammeStep;
using motion::RobotProgramme;

constexpr std::size_t kLongestName = 60;

QString tr(const char* text) {
  return QCoreApplication::translate("programme", text);
}

[[noreturn]] void refuse(const QString& cause, const QString& cure) {
  throw InputError({}, cause.toStdString(), cure.toStdString());
}

QString quoted(const std::string& name) {
  return QStringLiteral("\"%1\"").arg(QString::fromStdString(name));
}

void checkName(const std::string& name) {
  if (name.empty()) refuse(tr("A pose needs a name"), tr("type one"));
  if (name.size() > kLongestName) refuse(tr("The name of the pose is too long"), tr("take at most 60 letters"));
}

}  // namespace

RobotProgramme withPose(RobotProgramme programme, const std::string& name, const motion::JointVector& q_rad) {
  checkName(name);
  const auto known =
      std::ranges::find_if(programme.poses, [&name](const motion::RobotPose& pose) { return pose.name == name; });
  if (known != programme.poses.end()) {
    known->q_rad = q_rad;
  } else {
    programme.poses.push_back({name, q_rad});
  }
  return programme;
}

RobotProgramme withPoseRenamed(RobotProgramme programme, const std::string& name, const std::string& new_name) {
  if (name == new_name) return programme;
  checkName(new_name);
  if (programme.findPose(new_name) != nullptr)
    refuse(tr("There is a pose %1 already").arg(quoted(new_name)), tr("take another name"));
  for (motion::RobotPose& pose : programme.poses) {
    if (pose.name == name) pose.name = new_name;
  }
  for (ProgrammeStep& step : programme.steps) {
    if (step.isMove() && step.to == name) step.to = new_name;
  }
  return programme;
}

RobotProgramme withoutPose(RobotProgramme programme, const std::string& name) {
  for (std::size_t i = 0; i < programme.steps.size(); ++i) {
    if (programme.steps[i].isMove() && programme.steps[i].to == name)
      refuse(tr("Step %1 goes to %2").arg(i + 1).arg(quoted(name)), tr("change or remove that step first"));
  }
  std::erase_if(programme.poses, [&name](const motion::RobotPose& pose) { return pose.name == name; });
  return programme;
}

RobotProgramme withStep(RobotProgramme programme, std::size_t row, ProgrammeStep step) {
  const auto at = static_cast<std::ptrdiff_t>(std::min(row, programme.steps.size()));
  programme.steps.insert(programme.steps.begin() + at, std::move(step));
  return programme;
}

RobotProgramme withStepChanged(RobotProgramme programme, std::size_t row, ProgrammeStep step) {
  if (row < programme.steps.size()) programme.steps[row] = std::move(step);
  return programme;
}

RobotProgramme withoutStep(RobotProgramme programme, std::size_t row) {
  if (row < programme.steps.size()) programme.steps.erase(programme.steps.begin() + static_cast<std::ptrdiff_t>(row));
  return programme;
}

RobotProgramme withStepsSwapped(RobotProgramme programme, std::size_t row) {
  if (row + 1 < programme.steps.size()) std::swap(programme.steps[row], programme.steps[row + 1]);
  return programme;
}

std::string freePoseName(const RobotProgramme& programme) {
  for (std::size_t i = programme.poses.size() + 1;; ++i) {
    std::string name = tr("pose %1").arg(i).toStdString();
    if (programme.findPose(name) == nullptr) return name;
  }
}

QString stepText(const ProgrammeStep& step) {
  const QString speed = step.speed == 1 ? QString() : tr(" at %1 %").arg(100 * step.speed, 0, 'g', 4);
  switch (step.kind) {
    case ProgrammeStep::Kind::MoveJoints:
      return tr("Move to %1").arg(QString::fromStdString(step.to)) + speed;
    case ProgrammeStep::Kind::MoveLine:
      return tr("Straight to %1").arg(QString::fromStdString(step.to)) + speed;
    case ProgrammeStep::Kind::Grip:
      return tr("Grip");
    case ProgrammeStep::Kind::Release:
      return tr("Release");
    case ProgrammeStep::Kind::Wait:
      return tr("Wait %1 s").arg(step.wait_s, 0, 'g', 4);
  }
  return {};
}

}  // namespace mw::models
