// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/factory/factory.h"
#include "ui/models/document.h"

namespace mw::panels {

/// What a card of the library stands for: a type, and a look of it where it is not the type's own.
struct ElementKind {
  std::string type;
  std::string look;

  /// "station", or "station/lathe".
  [[nodiscard]] static ElementKind fromText(const std::string& text);
};

/// A sensible first element of a kind ("station", "station/lathe"): the declared example, with references that this
/// factory has, in the size that its look wants.
/// @throws InputError for an unknown type
[[nodiscard]] Json newElement(const factory::Factory& factory, const std::string& kind, double x_m, double y_m);

/// Adds it as one undoable step. @returns its id
/// @throws InputError when the factory cannot have one (an assembly without part types, say), with the cure
std::string addNewElement(models::Document& document, const std::string& kind, double x_m, double y_m);

}  // namespace mw::panels
