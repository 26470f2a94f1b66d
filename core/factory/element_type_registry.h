// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "plugins/api/element_type.h"

namespace mw::factory {

/// The element types that factories may use: the built-in ones and those of extensions, through one door.
class ElementTypeRegistry {
 public:
  /// @throws InputError when the type is registered already
  void add(api::ElementType type);
  [[nodiscard]] const api::ElementType* find(std::string_view type) const;
  [[nodiscard]] std::span<const api::ElementType> types() const { return types_; }
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::vector<api::ElementType> types_;
};

/// A registry that holds the types of the file format itself.
[[nodiscard]] std::shared_ptr<const ElementTypeRegistry> builtInElementTypes();

/// Fields that every element has, whatever its type.
[[nodiscard]] const api::ParameterDeclarations& commonElementParameters();

}  // namespace mw::factory
