// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include "ui/models/study_model.h"

namespace mw::panels {

/// How the study goes about it, in the order in which it is decided: the design and its points, how long and how often
/// each is run, and what is kept of the runs.
class StudySettings : public QWidget {
  Q_OBJECT
 public:
  StudySettings(models::StudyModel& study, models::Document& document, QWidget* parent = nullptr);

 private:
  QSpinBox* addCount(const QString& name, const QString& label, int min, int max);
  QLineEdit* addDuration(const QString& name, const QString& label);
  void addRow(QGridLayout* grid, int row, int column, const QString& label, QWidget* field);
  void buildResponses();
  void fillResponses();
  void addResponse(QMenu& menu, const std::string& name);
  void take();
  void showDraft();
  void showReplications();
  void showState();

  models::StudyModel& study_;
  models::Document& document_;
  QComboBox* design_;
  QLabel* points_label_ = nullptr;
  QSpinBox* points_;
  QSpinBox* replications_;
  QSpinBox* seed_;
  QLineEdit* horizon_;
  QLineEdit* warmup_;
  QToolButton* responses_;
  QMenu* responses_menu_;
  bool is_showing_ = false;  ///< widgets follow the model, not the other way round
};

}  // namespace mw::panels
