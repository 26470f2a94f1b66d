// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QWidget>
#include <functional>

#include "ui/models/log_import_model.h"

namespace mw::panels {

/// How a file is written, one choice per row. The first of each is what was guessed, and says so.
class LogChoices : public QWidget {
  Q_OBJECT
 public:
  LogChoices(models::LogImportModel& model, QWidget* parent);

 private:
  using Change = std::function<void(twin::MapWishes&, const QVariant&)>;
  QComboBox* addChoice(QFormLayout& form, const char* name, const QString& title, Change change);
  void show();
  void showColumns();

  models::LogImportModel& model_;
  QComboBox* delimiter_;
  QComboBox* decimal_;
  QComboBox* header_;
  QComboBox* time_;
  QComboBox* kind_;
  QComboBox* clock_;
  QComboBox* offset_;
  QComboBox* encoding_;
};

}  // namespace mw::panels
