// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <vector>

#include "core/factory/factory.h"
#include "core/factory/factory_path.h"

namespace mw::panels {

/// One thing that can be edited: a value of the factory at a path, with what its declaration says of it.
struct PropertyItem {
  std::string path;  ///< text of a FactoryPath
  QString label;
  const api::ParameterDeclaration* declaration = nullptr;  ///< owned by the registry
  Json value;                                              ///< as written, else the default, else null
  bool is_given = false;
  std::vector<std::string> choices;  ///< of choices and references
  bool is_optional = true;           ///< may be empty
};

/// Items under one heading. The first of an element has none.
struct PropertySection {
  QString title;
  QString help;
  std::vector<PropertyItem> items;
  std::string list_path;  ///< of a list whose item this is: can be removed
  std::size_t i_in_list = 0;
};

/// Everything that can be edited about an element, from the declarations of its type and those that all share.
[[nodiscard]] std::vector<PropertySection> propertySections(const factory::Factory& factory,
                                                            const factory::Element& element);

/// A list of objects that an element of this type may have ("failures"), and a first item for it.
struct AddableItem {
  std::string path;
  QString label;
  Json first;
};
[[nodiscard]] std::vector<AddableItem> addableItems(const factory::Element& element);

/// Title of the section that the rest is in.
[[nodiscard]] inline QString moreTitle() {
  return QCoreApplication::translate("properties", "More");
}

}  // namespace mw::panels
