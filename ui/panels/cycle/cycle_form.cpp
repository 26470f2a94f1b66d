// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cycle/cycle_form.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <numbers>

#include "ui/panels/properties/quantity.h"

namespace mw::panels {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr int kFieldWidth = 104;

const api::ParameterDeclaration& offsetDeclaration() {
  static const api::ParameterDeclaration declaration = api::number("offset_m").unit("m").range(0, 1);
  return declaration;
}

const api::ParameterDeclaration& turnDeclaration() {
  static const api::ParameterDeclaration declaration = api::number("turn_deg").unit("deg").range(0, 180);
  return declaration;
}

void showIn(UnitField& field, double value, const api::ParameterDeclaration& declaration) {
  const ShownQuantity shown = shownQuantity(value, declaration);
  field.showText(shown.figures, shown.unit);
  field.setIsWrong(false);
}

}  // namespace

CycleForm::CycleForm(QWidget* parent)
    : QWidget(parent),
      offset_m_(cosimulation::PickSpread{}.offset_m),
      turn_deg_(cosimulation::PickSpread{}.turn_rad / kDegree) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(16);
  robot_ = new QComboBox(this);
  robot_->setObjectName(QStringLiteral("cycle.robot"));
  robot_->setMinimumContentsLength(14);
  addTitled(robot_, tr("Robot"));
  connect(robot_, &QComboBox::textActivated, this, &CycleForm::robotChosen);
  cycles_ = new QSpinBox(this);
  cycles_->setObjectName(QStringLiteral("cycle.cycles"));
  cycles_->setRange(2, cosimulation::kMostCycles);
  cycles_->setValue(cosimulation::MeasureSettings{}.cycles);
  cycles_->setFixedWidth(kFieldWidth);
  addTitled(cycles_, tr("Cycles"));
  turn_deg_ = std::round(turn_deg_ * 10) / 10;
  addQuantity(QStringLiteral("cycle.offset"), tr("Parts lie off by ±"),
              tr("At the end of a belt: along it and across it, all values alike likely"), offsetDeclaration(),
              &offset_m_);
  addQuantity(QStringLiteral("cycle.turn"), tr("and are turned by ±"), tr("At the end of a belt"), turnDeclaration(),
              &turn_deg_);
  row->addStretch(1);
}

void CycleForm::addTitled(QWidget* field, const QString& title) {
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  auto* label = new QLabel(title, this);
  label->setProperty("look", "muted");
  label->setBuddy(field);
  field->setAccessibleName(title);
  column->addWidget(label);
  column->addWidget(field);
  static_cast<QHBoxLayout*>(layout())->addLayout(column);
}

UnitField* CycleForm::addQuantity(const QString& name, const QString& title, const QString& help,
                                  const api::ParameterDeclaration& declaration, double* value) {
  auto* field = new UnitField(this);
  field->setObjectName(name);
  field->setToolTip(help);
  field->setFixedWidth(kFieldWidth);
  addTitled(field, title);
  showIn(*field, *value, declaration);
  connect(field, &UnitField::entered, this, [field, &declaration, value, help](const QString& text) {
    const auto typed = parseQuantity(text, declaration);
    if (const auto* error = std::get_if<QuantityError>(&typed)) {
      field->setIsWrong(true);
      field->setToolTip(error->cause + QStringLiteral(": ") + error->cure);
      return;
    }
    *value = std::get<double>(typed);
    field->setToolTip(help);
    showIn(*field, *value, declaration);
  });
  return field;
}

void CycleForm::showRobots(const std::vector<std::string>& ids, const std::string& chosen) {
  robot_->clear();
  for (const std::string& id : ids) robot_->addItem(QString::fromStdString(id));
  robot_->setCurrentText(QString::fromStdString(chosen));
  robot_->setEnabled(!ids.empty());
}

cosimulation::MeasureSettings CycleForm::settings() const {
  cosimulation::MeasureSettings settings;
  settings.cycles = cycles_->value();
  settings.spread = {offset_m_, turn_deg_ * kDegree};
  return settings;
}

}  // namespace mw::panels
