// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/settings_link.h"

#include "ui/panels/connect_action.h"
#include "ui/panels/settings/settings_dialog.h"
#include "ui/panels/settings/shortcut_model.h"
#include "ui/panels/viewport/snap_grid.h"

namespace mw::app {
namespace {

panels::Viewport::Fineness finenessOf(const QString& name) {
  using Fineness = panels::Viewport::Fineness;
  if (name == QLatin1String("fine")) return Fineness::Fine;
  return name == QLatin1String("plain") ? Fineness::Plain : Fineness::Auto;
}

}  // namespace

SettingsLink::SettingsLink(panels::MainWindow& window, models::Settings& settings, panels::ThemeService& themes)
    : QObject(&window), window_(window), settings_(settings), themes_(themes) {
  connect(&settings_, &models::Settings::problemChanged, this, &SettingsLink::showProblem);
  showProblem();
  for (const char* key : {"view.labels", "view.fineness", "layout.grid", "navigation.preset", "shortcuts.table"}) {
    apply(key);
  }
  connect(&settings_, &models::Settings::changed, this, &SettingsLink::apply);
  auto* dialog = new panels::SettingsDialog(settings_, window_.actions(), &window_);
  panels::connectAction(window_.actions(), "edit.settings", dialog, [dialog] {
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
  });
  keepWhatTheWindowChanges();
}

void SettingsLink::apply(const std::string& key) {
  panels::Viewport& viewport = window_.viewport();
  if (key == "view.labels") window_.actions().action(QStringLiteral("view.labels"))->setChecked(settings_.isOn(key));
  if (key == "view.fineness") viewport.setFineness(finenessOf(settings_.text(key)));
  if (key == "layout.grid") viewport.snap().setSpacing(settings_.text(key).toDouble());
  if (key.starts_with("navigation.")) viewport.setNavigation(wantedNavigation());
  if (key == "shortcuts.table") panels::applyShortcuts(settings_.value(key), window_.actions());
  if (key == "look.theme") themes_.setPreference(panels::preferenceOf(settings_.text(key)));
}

void SettingsLink::keepWhatTheWindowChanges() {
  panels::SnapGrid& snap = window_.viewport().snap();
  connect(&snap, &panels::SnapGrid::changed, this,
          [this, &snap] { settings_.set("layout.grid", QString::number(snap.spacing_m()).toStdString()); });
  connect(window_.actions().action(QStringLiteral("view.labels")), &QAction::toggled, this,
          [this](bool is_on) { settings_.set("view.labels", is_on); });
  connect(&themes_, &panels::ThemeService::preferenceChanged, this, [this](panels::ThemePreference preference) {
    settings_.set("look.theme", panels::nameOf(preference).toStdString());
  });
}

void SettingsLink::showProblem() {
  const QString problem = settings_.problem();
  if (problem.isEmpty()) {
    window_.notices().remove(QStringLiteral("settings"));
  } else {
    window_.notices().show({QStringLiteral("settings"), problem, panels::Notice::Tone::Warning, {}});
  }
}

panels::Viewport::Navigation SettingsLink::wantedNavigation() const {
  panels::Viewport::Navigation navigation;
  const auto own = models::NavigationTable::fromJson(settings_.value("navigation.table"));
  navigation.table = own.value_or(models::navigationPreset(settings_.text("navigation.preset").toStdString()).table);
  const double closer = 1 - settings_.number("navigation.speed") / 100;
  navigation.wheel_factor = settings_.isOn("navigation.invert-wheel") ? 1 / closer : closer;
  return navigation;
}

}  // namespace mw::app
