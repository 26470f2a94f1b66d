// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include "ui/models/teach/arm_import.h"
#include "ui/panels/properties/unit_field.h"

namespace mw::panels {

/// Takes a robot's arm from a URDF file: a folder, a file in it, what it yields, then the robot has it.
class ArmImportDialog : public QDialog {
  Q_OBJECT
 public:
  /// @param robot       name of the robot, for the title
  /// @param payload_kg  first answer to what it lifts
  /// @param store       where its meshes are kept
  ArmImportDialog(jobs::JobService& jobs, std::shared_ptr<models::AttachmentStore> store, const QString& robot,
                  double payload_kg, QWidget* parent = nullptr);

 signals:
  /// The value of the robot's "arm".
  void taken(const mw::Json& arm, const QString& file);

 private:
  QLayout* buildForm();
  void chooseFolder();
  void read();
  void showFiles();
  void showArm();
  void showMeshes();
  void take();
  void give(const Json& arm);

  models::ArmImport import_;
  std::shared_ptr<models::AttachmentStore> store_;
  QLineEdit* folder_;
  QComboBox* file_;
  QLineEdit* base_;
  QLineEdit* tip_;
  QTableWidget* joints_;
  QLabel* facts_;
  QCheckBox* meshes_;
  QLabel* mesh_problem_;
  QLabel* problem_;
  UnitField* payload_;
  QPushButton* take_;
  double payload_kg_;
  bool is_payload_good_ = true;
};

}  // namespace mw::panels
