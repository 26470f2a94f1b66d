// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plugins/api/element_type.h"

namespace mw::test {

/// Values that a declared parameter of an element accepts, made from the declaration: one or more of each kind, other
/// than the default where there is another. Fields that only make sense together are written down
/// (parameter_values.cpp). They speak of the parts "housing" and "gear", the pool "crew", the calendar "day", the
/// elements "redo" and "bin", and of a file arrivals.csv.
[[nodiscard]] std::vector<Json> validValues(const std::string& type, const api::ParameterDeclaration& parameter);

struct WrongValue {
  std::string pointer;  ///< within the parameter, where the finding belongs; empty: the parameter itself
  Json value;           ///< of the whole parameter
};

/// Values that a declaration refuses: of another kind, outside the range, unknown names, unknown keys.
[[nodiscard]] std::vector<WrongValue> wrongValues(const std::string& type, const api::ParameterDeclaration& parameter);

}  // namespace mw::test
