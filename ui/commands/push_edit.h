// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "ui/commands/factory_edit_command.h"

namespace mw::commands {

/// Pushes the step from the document's factory to `after`; nothing where they do not differ.
inline void pushEdit(models::Document& document, const QString& text, const factory::Factory& after,
                     models::FactoryChange change, std::string merge_key = {}) {
  auto command = std::make_unique<FactoryEditCommand>(document, text, after, std::move(change), std::move(merge_key));
  if (!command->isEmpty()) document.undoStack().push(command.release());
}

/// Text of a step.
inline QString stepText(const char* text) {
  return QCoreApplication::translate("commands", text);
}

/// Throws InputError for elements that are locked, naming one.
void requireUnlocked(const factory::Factory& factory, std::span<const std::string> ids);

}  // namespace mw::commands
