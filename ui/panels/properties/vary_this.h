// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/study_model.h"
#include "ui/panels/panel.h"

class QToolButton;

namespace mw::panels {

class PropertyPanel;
class PropertyRow;

/// Lets a user point at a parameter and make it a factor of the open study: a small button that appears on each row
/// that can be varied, and an entry in its menu. Rows that are varied already keep their mark; pressing it takes the
/// factor away again.
class VaryThis : public QObject {
  Q_OBJECT
 public:
  VaryThis(PropertyPanel& panel, models::StudyModel& study, models::Document& document, StatusBoard& status,
           const ThemeService& themes);

 signals:
  /// A parameter has become a factor: time to show the study.
  void varied();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void addButtons();
  void addButton(PropertyRow& row);
  void show(PropertyRow& row) const;
  void toggle(const std::string& path);

  PropertyPanel& panel_;
  models::StudyModel& study_;
  models::Document& document_;
  StatusBoard& status_;
  const ThemeService& themes_;
};

}  // namespace mw::panels
