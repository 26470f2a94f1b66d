// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/step_editor.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "core/base/text.h"

namespace mw::panels {
namespace {

constexpr int kFieldWidth = 72;
constexpr double kLongestWait_s = 3600;  // as the format has it

std::optional<double> numberIn(QString text, const QString& unit) {
  text = text.trimmed();
  if (text.endsWith(unit)) text.chop(unit.size());
  return parseNumber(text.trimmed().toStdString());
}

QHBoxLayout* lineIn(QWidget* box) {
  auto* line = new QHBoxLayout(box);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(6);
  return line;
}

}  // namespace

StepEditor::StepEditor(QWidget* parent)
    : QWidget(parent),
      move_(new QWidget(this)),
      wait_(new QWidget(this)),
      way_(new QComboBox(move_)),
      pose_(new QComboBox(move_)),
      speed_(new UnitField(move_)),
      wait_s_(new UnitField(wait_)) {
  setObjectName(QStringLiteral("teach.step"));
  way_->setObjectName(QStringLiteral("teach.step.way"));
  way_->setAccessibleName(tr("How it moves"));
  way_->addItem(tr("By joints"));
  way_->addItem(tr("Straight"));
  pose_->setObjectName(QStringLiteral("teach.step.pose"));
  pose_->setAccessibleName(tr("Where it moves to"));
  pose_->setMinimumContentsLength(4);
  pose_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  speed_->setObjectName(QStringLiteral("teach.step.speed"));
  speed_->setAccessibleName(tr("Speed of the move, in percent of the robot's"));
  speed_->setToolTip(speed_->accessibleName());
  speed_->setFixedWidth(kFieldWidth);
  wait_s_->setObjectName(QStringLiteral("teach.step.wait"));
  wait_s_->setAccessibleName(tr("How long it waits, in seconds"));
  wait_s_->setFixedWidth(kFieldWidth);
  auto* move_line = lineIn(move_);
  move_line->addWidget(way_);
  move_line->addWidget(pose_, 1);
  move_line->addWidget(speed_);
  auto* wait_line = lineIn(wait_);
  auto* title = new QLabel(tr("Waits"), wait_);
  title->setProperty("look", "muted");
  wait_line->addWidget(title);
  wait_line->addStretch(1);
  wait_line->addWidget(wait_s_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(move_);
  column->addWidget(wait_);
  connect(way_, &QComboBox::activated, this, [this](int row) {
    step_.kind = row == 1 ? motion::ProgrammeStep::Kind::MoveLine : motion::ProgrammeStep::Kind::MoveJoints;
    emit changed(step_);
  });
  connect(pose_, &QComboBox::textActivated, this, [this](const QString& name) {
    step_.to = name.toStdString();
    emit changed(step_);
  });
  connect(speed_, &UnitField::entered, this, &StepEditor::takeSpeed);
  connect(wait_s_, &UnitField::entered, this, &StepEditor::takeWait);
}

void StepEditor::showStep(const motion::RobotProgramme& programme, std::optional<std::size_t> row) {
  const bool has_step = row && *row < programme.steps.size();
  step_ = has_step ? programme.steps[*row] : motion::ProgrammeStep{motion::ProgrammeStep::Kind::Grip, {}, 1, 0};
  const bool is_wait = step_.kind == motion::ProgrammeStep::Kind::Wait;
  move_->setVisible(step_.isMove());
  wait_->setVisible(is_wait);
  setVisible(step_.isMove() || is_wait);
  way_->setCurrentIndex(step_.kind == motion::ProgrammeStep::Kind::MoveLine ? 1 : 0);
  pose_->clear();
  for (const motion::RobotPose& pose : programme.poses) pose_->addItem(QString::fromStdString(pose.name));
  pose_->setCurrentText(QString::fromStdString(step_.to));
  speed_->showText(QString::number(100 * step_.speed, 'g', 4), QStringLiteral("%"));
  wait_s_->showText(QString::number(step_.wait_s, 'g', 4), QStringLiteral("s"));
}

void StepEditor::takeSpeed(const QString& text) {
  const auto percent = numberIn(text, QStringLiteral("%"));
  const bool is_good = percent && *percent > 0 && *percent <= 100;
  speed_->setIsWrong(!is_good);
  speed_->setToolTip(is_good ? speed_->accessibleName() : tr("Give a number above 0 and up to 100 %"));
  if (!is_good) return;
  step_.speed = *percent / 100;
  emit changed(step_);
}

void StepEditor::takeWait(const QString& text) {
  const auto wait_s = numberIn(text, QStringLiteral("s"));
  const bool is_good = wait_s && *wait_s >= 0 && *wait_s <= kLongestWait_s;
  wait_s_->setIsWrong(!is_good);
  wait_s_->setToolTip(is_good ? wait_s_->accessibleName() : tr("Give a number from 0 to 3600 s"));
  if (!is_good) return;
  step_.wait_s = *wait_s;
  emit changed(step_);
}

}  // namespace mw::panels
