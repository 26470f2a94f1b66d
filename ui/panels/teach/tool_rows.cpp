// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/tool_rows.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QToolButton>
#include <cmath>
#include <numbers>

#include "core/motion/arm/arm_writer.h"
#include "ui/panels/segments.h"

namespace mw::panels {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::array<const char*, 3> kAxes = {"x", "y", "z"};
constexpr int kButtonWidth = 24;

QString figure(double value, int decimals, const QString& unit) {
  const double scale = std::pow(10, decimals);
  const double rounded = std::round(value * scale) / scale;
  return QString::number(rounded == 0 ? 0.0 : rounded, 'f', decimals) + unit;
}

}  // namespace

ToolRows::ToolRows(models::TeachModel& teach, QWidget* parent) : QWidget(parent), teach_(teach) {
  setObjectName(QStringLiteral("teach.tool"));
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(4);
  grid->setVerticalSpacing(4);
  auto* head = new QHBoxLayout;
  auto* heading = new QLabel(tr("Tool"), this);
  heading->setProperty("look", "heading");
  head->addWidget(heading);
  head->addStretch(1);
  head->addWidget(makeSegments({{"teach.frame.base", tr("Base")}, {"teach.frame.tool", tr("Tool")}}, frame_, this));
  frame_.button(0)->setToolTip(tr("Along the axes of the robot's base"));
  frame_.button(1)->setToolTip(tr("Along the axes of the gripper"));
  shift_ = new QComboBox(this);
  shift_->setObjectName(QStringLiteral("teach.shiftStep"));
  shift_->setAccessibleName(tr("How far one click moves the tool"));
  shift_->setToolTip(shift_->accessibleName());
  for (const int step_mm : {1, 5, 10, 50}) shift_->addItem(tr("%1 mm").arg(step_mm), step_mm);
  shift_->setCurrentIndex(2);
  turn_ = new QComboBox(this);
  turn_->setObjectName(QStringLiteral("teach.turnStep"));
  turn_->setAccessibleName(tr("How far one click turns the tool"));
  turn_->setToolTip(turn_->accessibleName());
  for (const int step_deg : {1, 5, 15, 45}) turn_->addItem(tr("%1°").arg(step_deg), step_deg);
  turn_->setCurrentIndex(1);
  auto* steps = new QHBoxLayout;
  auto* title = new QLabel(tr("One click"), this);
  title->setProperty("look", "muted");
  steps->addWidget(title);
  steps->addStretch(1);
  steps->addWidget(shift_);
  steps->addWidget(turn_);
  grid->addLayout(head, 0, 0, 1, 9);
  grid->addLayout(steps, 1, 0, 1, 9);
  for (int axis = 0; axis < 3; ++axis) {
    buildAxis(axis, false);
    buildAxis(axis, true);
  }
  // A place has more figures than an angle.
  grid->setColumnStretch(2, 4);
  grid->setColumnMinimumWidth(4, 6);
  grid->setColumnStretch(7, 3);
  connect(&teach_, &models::TeachModel::postureChanged, this, &ToolRows::show);
  connect(&teach_, &models::TeachModel::robotChanged, this, &ToolRows::show);
  show();
}

void ToolRows::buildAxis(int axis, bool is_turn) {
  auto* grid = static_cast<QGridLayout*>(layout());
  const int first = is_turn ? 5 : 0;
  const QString name = QLatin1String(kAxes[static_cast<std::size_t>(axis)]);
  const QString id = QStringLiteral("teach.tool.%1%2").arg(is_turn ? QStringLiteral("r") : QString(), name);
  auto* title = new QLabel(is_turn ? tr("r%1").arg(name) : name, this);
  title->setProperty("look", "muted");
  title->setToolTip(is_turn ? tr("Turn about %1").arg(name) : tr("Place along %1").arg(name));
  grid->addWidget(title, axis + 2, first);
  QLabel*& value = values_[static_cast<std::size_t>(axis + (is_turn ? 3 : 0))];
  value = new QLabel(this);
  value->setObjectName(id);
  value->setAlignment(Qt::AlignCenter);
  for (const double sign : {-1.0, 1.0}) {
    auto* button = new QToolButton(this);
    button->setObjectName(id + (sign < 0 ? QStringLiteral(".less") : QStringLiteral(".more")));
    button->setText(sign < 0 ? QStringLiteral("−") : QStringLiteral("+"));
    button->setProperty("look", "framed");
    button->setFixedWidth(kButtonWidth);
    button->setAutoRepeat(true);
    const QString what = is_turn ? tr("Turn the tool about %1").arg(name) : tr("Move the tool along %1").arg(name);
    button->setAccessibleName(what + (sign < 0 ? tr(", backwards") : tr(", forwards")));
    button->setToolTip(button->accessibleName());
    grid->addWidget(button, axis + 2, first + (sign < 0 ? 1 : 3));
    connect(button, &QToolButton::clicked, this, [this, axis, is_turn, sign] { jog(axis, is_turn, sign); });
  }
  grid->addWidget(value, axis + 2, first + 2);
}

void ToolRows::jog(int axis, bool is_turn, double sign) {
  motion::ToolJog jog;
  jog.frame = frame_.checkedId() == 1 ? motion::ToolJog::Frame::Tool : motion::ToolJog::Frame::Base;
  if (is_turn) {
    jog.turn_rad[axis] = sign * kDegree * turn_->currentData().toDouble();
  } else {
    jog.shift_m[axis] = sign * 1e-3 * shift_->currentData().toDouble();
  }
  teach_.jog(jog);
}

void ToolRows::show() {
  if (teach_.arm() == nullptr) return;
  const Eigen::Isometry3d tip = teach_.tip();
  const Eigen::Vector3d turn_rad = motion::rollPitchYaw_rad(tip.linear());
  for (int axis = 0; axis < 3; ++axis) {
    values_[static_cast<std::size_t>(axis)]->setText(figure(tip.translation()[axis], 3, tr(" m")));
    values_[static_cast<std::size_t>(axis) + 3]->setText(figure(turn_rad[axis] / kDegree, 1, QStringLiteral("°")));
  }
}

}  // namespace mw::panels
