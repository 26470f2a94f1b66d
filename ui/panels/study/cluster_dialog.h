// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include "ui/models/study_model.h"

namespace mw::panels {

/// Asks how the open study shall run as an array of jobs, and starts it: how many shards, what each may use, and what
/// the site's scheduler wants to know. What was asked for last stands there again.
class ClusterDialog : public QDialog {
  Q_OBJECT
 public:
  /// @param wishes  taken and given back; must outlive the dialog
  ClusterDialog(models::StudyModel& study, models::ClusterWishes& wishes, QWidget* parent = nullptr);
  void accept() override;

 private:
  QSpinBox* addCount(const char* name, const QString& label, const QString& tip, int most, int now);
  QLineEdit* addText(const char* name, const QString& label, const QString& hint, const std::string& now);
  void addRow(const QString& label, QWidget* field);
  QWidget* buildFoot();
  void showState();
  [[nodiscard]] models::ClusterWishes typed() const;

  models::StudyModel& study_;
  models::ClusterWishes& wishes_;
  QSpinBox* shards_;
  QSpinBox* cpus_;
  QLineEdit* partition_;
  QLineEdit* time_;
  QLineEdit* extra_;
  QLineEdit* program_;
  QLabel* reason_;
  QPushButton* run_;
};

}  // namespace mw::panels
