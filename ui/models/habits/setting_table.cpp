// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/setting_table.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <algorithm>

#include "ui/models/habits/navigation.h"

namespace mw::models {
namespace {

using Kind = SettingDeclaration::Kind;

QString tr(const char* text) {
  return QCoreApplication::translate("settings", text);
}

/// {"edit.undo": "Ctrl+Z", "view.top": ""}: portable text, empty = no keys.
bool isShortcutTable(const Json& value) {
  if (!value.is_object()) return false;
  return std::all_of(value.begin(), value.end(), [](const Json& keys) {
    if (!keys.is_string()) return false;
    const QString text = QString::fromStdString(keys.get<std::string>());
    return text.isEmpty() || !QKeySequence::fromString(text).isEmpty();
  });
}

bool isNavigationTable(const Json& value) {
  return value.is_null() || NavigationTable::fromJson(value).has_value();
}

std::vector<SettingChoice> navigationChoices() {
  std::vector<SettingChoice> choices;
  for (const NavigationPreset& preset : navigationPresets()) choices.push_back({preset.name, preset.title});
  return choices;
}

std::vector<SettingDeclaration> makeTable() {
  const QString general = tr("General");
  const QString navigation = tr("Navigation");
  const QString shortcuts = tr("Shortcuts");
  return {
      {"look.theme",
       general,
       tr("Theme"),
       tr("Colours of the window and of the hall"),
       Kind::Choice,
       "system",
       {{"light", tr("Light")}, {"dark", tr("Dark")}, {"system", tr("As the system")}},
       0,
       0,
       {},
       {}},
      {"start.page",
       general,
       tr("Show the start page"),
       tr("When the program starts without a file"),
       Kind::Switch,
       true,
       {},
       0,
       0,
       {},
       {}},
      {"view.fineness",
       general,
       tr("Picture of the hall"),
       tr("Fine adds occlusion; automatic goes by the time that a frame takes on this machine"),
       Kind::Choice,
       "auto",
       {{"auto", tr("Automatic")}, {"plain", tr("Plain")}, {"fine", tr("Fine")}},
       0,
       0,
       {},
       {}},
      {"view.labels",
       general,
       tr("Show labels"),
       tr("Names and states over the elements in the hall"),
       Kind::Switch,
       true,
       {},
       0,
       0,
       {},
       {}},
      {"layout.grid",
       general,
       tr("Grid"),
       tr("What placing and moving keep to; Ctrl turns it round while dragging"),
       Kind::Choice,
       "0.5",
       {{"0", tr("Off")},
        {"0.1", tr("0.1 m")},
        {"0.25", tr("0.25 m")},
        {"0.5", tr("0.5 m")},
        {"1", tr("1 m")},
        {"2", tr("2 m")}},
       0,
       0,
       {},
       {}},
      {"navigation.preset",
       navigation,
       tr("Mouse preset"),
       tr("Which button turns, moves and zooms the view; Touchpad needs one button only"),
       Kind::Choice,
       "millwright",
       navigationChoices(),
       0,
       0,
       {},
       {}},
      {"navigation.speed",
       navigation,
       tr("Zoom per click of the wheel"),
       tr("How much closer one click comes"),
       Kind::Number,
       12,
       {},
       2,
       40,
       tr("%"),
       {}},
      {"navigation.invert-wheel",
       navigation,
       tr("Turn the wheel the other way"),
       tr("Towards you comes closer"),
       Kind::Switch,
       false,
       {},
       0,
       0,
       {},
       {}},
      {"navigation.table",
       navigation,
       tr("Own mouse table"),
       tr("Move, button and modifiers, row by row; takes the place of the preset"),
       Kind::Table,
       nullptr,
       {},
       0,
       0,
       {},
       isNavigationTable},
      {"shortcuts.table",
       shortcuts,
       tr("Own shortcuts"),
       tr("Keys of actions that differ from the usual ones"),
       Kind::Table,
       Json::object(),
       {},
       0,
       0,
       {},
       isShortcutTable},
  };
}

}  // namespace

bool SettingDeclaration::accepts(const Json& value) const {
  switch (kind) {
    case Kind::Switch:
      return value.is_boolean();
    case Kind::Choice:
      return std::any_of(choices.begin(), choices.end(),
                         [&value](const SettingChoice& choice) { return value == choice.value; });
    case Kind::Number:
      return value.is_number() && value.get<double>() >= least && value.get<double>() <= most;
    case Kind::Table:
      return is_valid(value);
  }
  return false;
}

const std::vector<SettingDeclaration>& settingTable() {
  static const std::vector<SettingDeclaration> table = makeTable();
  return table;
}

}  // namespace mw::models
