// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/teach/teach_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

class TeachPanel;

/// "edit.teach" teaches the selected robot, "edit.import-arm" gives it an arm from a URDF file, "edit.arm-..." one that
/// comes with the program. Adds them to the table.
class TeachActions : public QObject {
  Q_OBJECT
 public:
  TeachActions(const PanelServices& services, QWidget* window);
  void serve(TeachPanel& panel);

 private:
  void teach();
  void importArm();
  void giveArm(const std::string& robot, const Json& arm, const QString& step);
  /// The selected robot; null, with the reason in the status line, where none is.
  [[nodiscard]] const factory::Element* robot() const;

  PanelServices services_;
  QWidget* window_;
  bool has_hidden_properties_ = false;
};

/// Writes a robot's programme as a step that can be undone: what a TeachModel writes with.
[[nodiscard]] models::TeachModel::Write programmeWriter(models::Document& document);

}  // namespace mw::panels
