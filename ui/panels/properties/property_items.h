// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <span>
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

  /// The same value of another selected element; an edit is of all of them.
  struct Twin {
    std::string path;
    Json value;
  };
  std::vector<Twin> twins;
  bool is_mixed = false;  ///< they are not all the same; value is that of the current one
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

/// What several elements have in common, as sections of the current one whose items have the others as twins. Without
/// what is one's own: id, name, mesh, items of lists.
/// @param ids  of the selected elements; the last is the current one; unknown ones are left out
[[nodiscard]] std::vector<PropertySection> sharedSections(const factory::Factory& factory,
                                                          std::span<const std::string> ids);
/// An item inside another's value: a parameter of a distribution.
[[nodiscard]] PropertyItem nestedItem(const PropertyItem& owner, const api::ParameterDeclaration& declaration);

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
