// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>
#include <vector>

#include "ui/models/habits/settings.h"
#include "ui/panels/action_table.h"

namespace mw::panels {

/// All settings by pages, made from their table; searched by typing. What is changed holds at once.
class SettingsDialog : public QDialog {
  Q_OBJECT
 public:
  SettingsDialog(models::Settings& settings, ActionTable& actions, QWidget* parent = nullptr);

 private:
  struct Row {
    QWidget* widget;
    QString page;
    QString words;  ///< what a search looks into
  };
  QWidget* buildPages();
  QWidget* buildFoot();
  QWidget* buildRow(const models::SettingDeclaration& declaration, QWidget* parent);
  QWidget* buildControl(const models::SettingDeclaration& declaration, QWidget* parent);
  QWidget* buildShortcuts(QWidget* parent);
  /// Does it and says below what could not be done.
  void change(const std::string& key, const Json& value);
  void filter();
  void exportSettings();
  void importSettings();
  void say(const QString& text);

  models::Settings& settings_;
  ActionTable& actions_;
  QLineEdit* search_ = nullptr;
  QListWidget* pages_ = nullptr;
  QLabel* message_ = nullptr;
  QSortFilterProxyModel* shortcuts_ = nullptr;
  std::vector<Row> rows_;
};

}  // namespace mw::panels
