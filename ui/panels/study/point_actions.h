// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <optional>

#include "ui/commands/study_edits.h"
#include "ui/models/study_model.h"

namespace mw::panels {

/// What can be done with the point that is chosen in the table: give its values to the layout, as one step that can be
/// undone, or open it as a project of its own.
class PointActions : public QWidget {
  Q_OBJECT
 public:
  PointActions(models::StudyModel& study, models::Document& document, jobs::JobService& jobs,
               QWidget* parent = nullptr);

  void setPoint(std::optional<std::size_t> point);

 signals:
  /// A project was written that shall be opened.
  void openWanted(const QString& file);

 private:
  void apply();
  void openCopy();
  void say(const QString& text, bool is_problem);
  [[nodiscard]] commands::PointValues values() const;

  models::StudyModel& study_;
  models::Document& document_;
  jobs::JobService& jobs_;
  std::optional<std::size_t> point_;
  QPushButton* apply_;
  QPushButton* open_;
  QLabel* said_;
};

}  // namespace mw::panels
