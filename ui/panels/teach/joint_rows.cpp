// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/joint_rows.h"

#include <QEvent>
#include <QGridLayout>
#include <cmath>
#include <numbers>

#include "core/base/text.h"

namespace mw::panels {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr int kPerDegree = 10;  // steps of a slider
constexpr int kFieldWidth = 84;
constexpr double kAtLimit_deg = 0.05;  // what the field shows rounds to the limit

QString degrees(double angle_rad) {
  // No minus before a rounded zero.
  const double angle_deg = std::round(angle_rad / kDegree * 10) / 10;
  return QString::number(angle_deg == 0 ? 0.0 : angle_deg, 'f', 1);
}

}  // namespace

JointRows::JointRows(models::TeachModel& teach, QWidget* parent) : QWidget(parent), teach_(teach) {
  setObjectName(QStringLiteral("teach.joints"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(1, 1);
  for (int joint = 0; joint < motion::kArmJoints; ++joint) buildRow(joint);
  range_ = new QLabel(this);
  range_->setObjectName(QStringLiteral("teach.range"));
  range_->setProperty("look", "muted");
  range_->setWordWrap(true);
  grid->addWidget(range_, motion::kArmJoints, 0, 1, 3);
  connect(&teach_, &models::TeachModel::robotChanged, this, &JointRows::showRobot);
  connect(&teach_, &models::TeachModel::postureChanged, this, &JointRows::showPosture);
  showRobot();
}

void JointRows::buildRow(int joint) {
  Row& row = rows_[static_cast<std::size_t>(joint)];
  const QString id = QStringLiteral("teach.joint.%1").arg(joint + 1);
  auto* grid = static_cast<QGridLayout*>(layout());
  row.name = new QLabel(this);
  row.name->setProperty("look", "muted");
  row.slider = new QSlider(Qt::Horizontal, this);
  row.slider->setObjectName(id + QStringLiteral(".slider"));
  row.slider->setSingleStep(kPerDegree);
  row.slider->setPageStep(10 * kPerDegree);
  row.slider->installEventFilter(this);
  row.field = new UnitField(this);
  row.field->setObjectName(id);
  row.field->setFixedWidth(kFieldWidth);
  row.field->installEventFilter(this);
  grid->addWidget(row.name, joint, 0);
  grid->addWidget(row.slider, joint, 1);
  grid->addWidget(row.field, joint, 2);
  connect(row.slider, &QSlider::valueChanged, this, [this, joint](int value) {
    if (!is_following_) teach_.setJoint(joint, kDegree * value / kPerDegree);
  });
  connect(row.field, &UnitField::entered, this, [this, joint](const QString& text) {
    QString figures = text.trimmed();
    if (figures.endsWith(QChar(0xB0))) figures.chop(1);
    const auto value = parseNumber(figures.trimmed().toStdString());
    if (value) teach_.setJoint(joint, kDegree * *value);
    showPosture();
  });
}

bool JointRows::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn) {
    for (int joint = 0; joint < motion::kArmJoints; ++joint) {
      const Row& row = rows_[static_cast<std::size_t>(joint)];
      if (watched == row.slider || watched == row.field) teach_.setShownJoint(joint);
    }
  }
  return QWidget::eventFilter(watched, event);
}

void JointRows::showRobot() {
  const models::RobotArm* arm = teach_.arm();
  if (arm == nullptr) return;
  is_following_ = true;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const motion::ArmJoint& joint = arm->mounted.joints[i];
    const QString name = QString::fromStdString(joint.name);
    const QString range = tr("%1: %2° to %3°").arg(name, degrees(joint.lower_rad), degrees(joint.upper_rad));
    rows_[i].name->setText(name);
    rows_[i].slider->setRange(static_cast<int>(std::ceil(joint.lower_rad / kDegree * kPerDegree - 1e-6)),
                              static_cast<int>(std::floor(joint.upper_rad / kDegree * kPerDegree + 1e-6)));
    rows_[i].slider->setAccessibleName(tr("Angle of %1").arg(name));
    rows_[i].slider->setToolTip(range);
    rows_[i].field->setAccessibleName(tr("Angle of %1 in degrees").arg(name));
    rows_[i].field->setToolTip(range);
  }
  is_following_ = false;
  showPosture();
}

void JointRows::showPosture() {
  const models::RobotArm* arm = teach_.arm();
  if (arm == nullptr) return;
  is_following_ = true;
  QString at_limits;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const motion::ArmJoint& joint = arm->mounted.joints[i];
    const double q_rad = teach_.posture_rad()[static_cast<Eigen::Index>(i)];
    rows_[i].slider->setValue(static_cast<int>(std::lround(q_rad / kDegree * kPerDegree)));
    rows_[i].field->showText(degrees(q_rad), QStringLiteral("°"));
    const bool is_at_limit = std::min(q_rad - joint.lower_rad, joint.upper_rad - q_rad) < kAtLimit_deg * kDegree;
    rows_[i].field->setIsWrong(is_at_limit);
    if (is_at_limit) at_limits += (at_limits.isEmpty() ? QString() : tr(", ")) + QString::fromStdString(joint.name);
  }
  is_following_ = false;
  if (!at_limits.isEmpty()) {
    range_->setText(tr("At the limit: %1.").arg(at_limits));
  } else if (teach_.joint() >= 0) {
    range_->setText(rows_[static_cast<std::size_t>(teach_.joint())].slider->toolTip());
  } else {
    range_->setText(tr("Reach %1 m").arg(teach_.reach().farthest_m, 0, 'f', 2));
  }
}

}  // namespace mw::panels
