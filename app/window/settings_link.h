// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/habits/settings.h"
#include "ui/panels/main_window.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::app {

/// The settings and what follows them in the window: labels, fineness, grid, navigation, keys, theme; and the dialog.
class SettingsLink : public QObject {
  Q_OBJECT
 public:
  SettingsLink(panels::MainWindow& window, models::Settings& settings, panels::ThemeService& themes);

 private:
  void apply(const std::string& key);
  void keepWhatTheWindowChanges();
  void showProblem();
  [[nodiscard]] panels::Viewport::Navigation wantedNavigation() const;

  panels::MainWindow& window_;
  models::Settings& settings_;
  panels::ThemeService& themes_;
};

}  // namespace mw::app
