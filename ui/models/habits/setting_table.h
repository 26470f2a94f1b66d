// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "core/base/json.h"

namespace mw::models {

/// One value of a choice, as the file has it and as the window shows it.
struct SettingChoice {
  std::string value;
  QString title;
};

/// One thing that a user can set. File, dialog, search and reset derive from this.
struct SettingDeclaration {
  enum class Kind { Switch, Choice, Number, Table };

  std::string key;  ///< "look.theme"
  QString page;     ///< the page of the dialog it is on
  QString title;
  QString help;
  Kind kind = Kind::Switch;
  Json usual;                          ///< what it is unless set
  std::vector<SettingChoice> choices;  ///< of a choice
  double least = 0, most = 0;          ///< of a number
  QString unit;                        ///< of a number
  /// Of a table, which a page of its own edits: whether a value can be one.
  std::function<bool(const Json&)> is_valid;

  [[nodiscard]] bool accepts(const Json& value) const;
};

/// Every setting of the window, in the order of the dialog.
[[nodiscard]] const std::vector<SettingDeclaration>& settingTable();

}  // namespace mw::models
