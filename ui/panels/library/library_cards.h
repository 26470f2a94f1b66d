// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/factory/element_type_registry.h"

namespace mw::panels {

/// What the library offers as one card.
struct LibraryCard {
  std::string kind;  ///< as ElementKind writes it
  QString title;
  std::string help;
};

/// A card for each type, then one for each look that is worth its own.
[[nodiscard]] std::vector<LibraryCard> libraryCards(const factory::ElementTypeRegistry& types);

}  // namespace mw::panels
