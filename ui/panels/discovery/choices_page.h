// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QTableView>
#include <QWidget>

#include "ui/models/discovery/discovery_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Before a search: how the file is read, its first rows, what is in it, and which part of it judges.
class ChoicesPage : public QWidget {
  Q_OBJECT
 public:
  ChoicesPage(models::DiscoveryModel& model, const ThemeService& themes, QWidget* parent);

  /// Gives the columns of the preview their room.
  void fitPreview();

 private:
  QWidget* buildLeft();
  QWidget* buildRight(const ThemeService& themes);
  void show();

  models::DiscoveryModel& model_;
  QTableView* preview_ = nullptr;
  QPlainTextEdit* findings_ = nullptr;
};

}  // namespace mw::panels
