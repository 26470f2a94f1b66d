// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/models/discovery/compared_table.h"
#include "ui/models/discovery/discovery_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// After a search: how the factory does beside the log's later part, what was found, what was assumed, what was read.
class ResultPage : public QWidget {
  Q_OBJECT
 public:
  ResultPage(const models::DiscoveryModel& model, const ThemeService& themes, QWidget* parent);

  /// Shows what was found, from its first part on.
  void present();

 private:
  QWidget* buildFigures();
  QWidget* buildParts();
  QWidget* buildJudgement();
  QWidget* buildTables(const char* name, const std::vector<const char*>& tables);
  QWidget* buildWords(const char* name);
  void fillFigures(const discovery::Discovery& found);
  void fillJudgement(const discovery::Discovery& found);
  void fillTable(const report::Report& report, const QString& id);

  const models::DiscoveryModel& model_;
  const ThemeService& themes_;
  QButtonGroup* parts_;
  QStackedWidget* pages_;
  models::ComparedTable* compared_;
  QTableView* compared_view_ = nullptr;
  QLabel* verdict_ = nullptr;
};

}  // namespace mw::panels
