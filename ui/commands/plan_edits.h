// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "ui/models/document.h"

namespace mw::commands {

/// Gives the factory the changes of a plan that was found for it, as one step; nothing where it has them.
/// @param with     the factory with all of them; made from the document's, and checked
/// @param changed  ids of the elements and pools that differ
/// @param text     of the step, as Undo names it: "Apply plan 1"
void applyPlan(models::Document& document, const factory::Factory& with, const std::vector<std::string>& changed,
               const QString& text);

}  // namespace mw::commands
