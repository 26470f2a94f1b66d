// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QSpinBox>
#include <QWidget>

#include "core/cosimulation/cycle/robot_measurement.h"
#include "ui/panels/properties/unit_field.h"

namespace mw::panels {

/// Which robot is measured, how often, and how far its parts lie off.
class CycleForm : public QWidget {
  Q_OBJECT
 public:
  explicit CycleForm(QWidget* parent = nullptr);

  void showRobots(const std::vector<std::string>& ids, const std::string& chosen);
  [[nodiscard]] cosimulation::MeasureSettings settings() const;

 signals:
  void robotChosen(const QString& id);

 private:
  UnitField* addQuantity(const QString& name, const QString& title, const QString& help,
                         const api::ParameterDeclaration& declaration, double* value);
  void addTitled(QWidget* field, const QString& title);

  QComboBox* robot_ = nullptr;
  QSpinBox* cycles_ = nullptr;
  double offset_m_;
  double turn_deg_;
};

}  // namespace mw::panels
