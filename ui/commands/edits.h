// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/factory/factory_path.h"
#include "ui/models/document.h"

/// The edits a user can make: each checks first, then pushes one undoable step, or does nothing when nothing would
/// change. All throw InputError, with cause and cure, when the edit is not possible; the document is then untouched.
namespace mw::commands {

/// Where an element shall stand.
struct Placement {
  std::string id;
  double x_m = 0;
  double y_m = 0;
  double yaw_rad = 0;
};

/// @param merge_key  non-empty while a drag or slider moves: its steps become one
/// @param text       of the step, as Undo names it; empty: "Change process of mill"
void setValue(models::Document& document, const factory::FactoryPath& path, const Json& value,
              const std::string& merge_key = {}, const QString& text = {});
/// Several values in one step, the first of which says what is changed.
void setTogether(models::Document& document, std::span<const factory::Assignment> values, const QString& text);
/// Back to the declared default.
void resetValue(models::Document& document, const factory::FactoryPath& path);
/// The same value of several elements, and back to its default, in one step.
void setValues(models::Document& document, std::span<const factory::FactoryPath> paths, const Json& value);
void resetValues(models::Document& document, std::span<const factory::FactoryPath> paths);
void place(models::Document& document, const std::vector<Placement>& placements, const std::string& merge_key = {});
/// @param element  its JSON object; the id is changed when it is in use
/// @returns the id it got
std::string addElement(models::Document& document, Json element);
/// With their flows.
void removeElements(models::Document& document, const std::vector<std::string>& ids);
/// Flows and yields follow.
void renameElement(models::Document& document, const std::string& id, const std::string& new_id);
void connectElements(models::Document& document, const std::string& from, const std::string& to);
/// Everything as it was kept under a name.
void restore(models::Document& document, const factory::Factory& factory, const std::string& name);
void removeFlow(models::Document& document, std::size_t index);

}  // namespace mw::commands
