// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/factory/factory_path.h"
#include "core/factory/parameter_check.h"

namespace mw::experiment {

/// One thing that a study varies: a range of numbers or a list of levels.
///
/// A level is a value as the factory takes it, or one with a name, {"label": "two small mills", "value": {...}}: then
/// points, results, tables and surrogates know it by its label, and only the factory sees the value. That is how whole
/// elements are alternatives: at the path elements/mill a value is an element (without "id" it keeps that of the path).
struct Factor {
  std::string name;
  factory::FactoryPath path;
  double min = 0;  ///< in the unit of the parameter at path
  double max = 0;
  bool is_integer = false;
  std::vector<Json> levels;    ///< as points name them, labels for some; empty where the factor has a range
  std::vector<Json> settings;  ///< what each level sets; empty where no level has a label

  [[nodiscard]] bool hasLevels() const { return !levels.empty(); }
  /// Whether points give it as a number, so that it can be reckoned with; switches count as 0 and 1.
  [[nodiscard]] bool isNumber() const;
  /// What a value of a point sets in the factory: that behind its label, or the value itself.
  [[nodiscard]] const Json& settingOf(const Json& value) const;
  /// The levels as a study file has them.
  [[nodiscard]] std::vector<Json> writtenLevels() const;
};

/// What a point calls a level that is written in a study file: its label, or the value itself.
[[nodiscard]] const Json& levelName(const Json& written);

/// Of one factor in a study file, for reader, schema and help.
[[nodiscard]] api::ParameterDeclaration factorDeclaration();

/// Reports what is wrong with the list of factors, as far as no factory is needed for it.
void checkFactors(const Json& factors, factory::ParameterCheck& check);

/// @param json  checked
[[nodiscard]] Factor factorOf(const Json& json);

}  // namespace mw::experiment
