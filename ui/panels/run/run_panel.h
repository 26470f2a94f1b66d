// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <functional>
#include <map>

#include "ui/models/motion_model.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/properties/unit_field.h"
#include "ui/panels/run/setting_row.h"

class QVBoxLayout;

namespace mw::panels {

/// How the factory is run: horizon, warm-up given or found, replications, seed, how precise a KPI is to be, and the
/// step of motion. An entry that cannot be is refused where it is typed. Below, what became of it: the warm-up that was
/// found, the half width that was reached.
class RunPanel : public Panel {
  Q_OBJECT
 public:
  RunPanel(models::SimulationModel& simulation, models::MotionModel& motion, QWidget* parent = nullptr);

 private:
  using Field = models::RunField;
  /// Puts what was typed into the wishes, or says why not.
  using Read = std::function<std::optional<models::RunProblem>(const QString&, models::RunWishes&)>;
  struct Entry {
    SettingRow* row = nullptr;
    UnitField* field = nullptr;
    Read read;
  };

  QWidget* buildSettings();
  QWidget* buildWarmup(UnitField* field, QWidget* parent);
  QWidget* buildFindings();
  QWidget* buildRunRow();
  UnitField* addEntry(Field field, const QString& name, const QString& label, QVBoxLayout* column, Read read);
  void addGoal(QVBoxLayout* column);
  void addStep(QVBoxLayout* column);
  void takeStep(const QString& text);
  void take(Field field, const QString& text);
  void retryRefused();
  void takeGoal();
  void takeFinding(bool finds);
  [[nodiscard]] QString unitOf(const std::string& kpi) const;
  void fillGoals();
  void showWishes();
  void showState();
  void showProgress(double done, double total, const QString& what);
  void showFindings();

  models::SimulationModel& simulation_;
  models::MotionModel& motion_;
  std::map<Field, Entry> entries_;
  QToolButton* find_ = nullptr;
  QComboBox* goal_ = nullptr;
  UnitField* step_ = nullptr;
  SettingRow* step_row_ = nullptr;
  QLabel* warmup_found_ = nullptr;
  QLabel* precision_reached_ = nullptr;
  QLabel* problem_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QLabel* progress_text_ = nullptr;
  QPushButton* run_ = nullptr;
  QPushButton* cancel_ = nullptr;
};

}  // namespace mw::panels
