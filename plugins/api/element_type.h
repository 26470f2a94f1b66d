// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "plugins/api/parameter.h"

namespace mw::api {

/// What a factory file may say about elements of one type. Behaviour in each engine is registered beside it.
struct ElementType {
  std::string type;     ///< as in files: "station"
  std::string title;    ///< as on screen: "Station"
  std::string help;     ///< one sentence: what it does
  std::string example;  ///< a short JSON object of one such element
  /// Length, width, height where an element gives no `size_m`, metres: what is drawn and what parts run into.
  std::array<double, 3> default_size_m{1.6, 1.4, 1.5};
  ParameterDeclarations parameters;  ///< its own fields, beside those that every element has
};

}  // namespace mw::api
