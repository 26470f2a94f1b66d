// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/factory/factory.h"
#include "ui/models/document.h"

namespace mw::panels {

/// A sensible first element of a type: the declared example, with references that this factory has.
/// @throws InputError for an unknown type
[[nodiscard]] Json newElement(const factory::Factory& factory, const std::string& type, double x_m, double y_m);

/// Adds it as one undoable step. @returns its id
/// @throws InputError when the factory cannot have one (an assembly without part types, say), with the cure
std::string addNewElement(models::Document& document, const std::string& type, double x_m, double y_m);

}  // namespace mw::panels
