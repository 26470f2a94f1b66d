// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/base/json.h"
#include "plugins/api/parameter.h"

namespace mw::analysis {

/// What changes to a factory cost, in the unit of the budget. The defaults weigh one buffer place as 1 and are there to
/// begin with: whoever decides puts the plant's own prices in.
struct ChangeCosts {
  std::optional<double> buffer_place = 1;    ///< one more place in a buffer; none: not to be had
  std::optional<double> moved_place = 0.25;  ///< one place taken from a buffer and given to another
  std::optional<double> faster_percent = 1;  ///< one percent off the process time of one element
  std::optional<double> machine = 20;        ///< one more parallel place of an element
  std::optional<double> person = 15;         ///< one more in a pool
  std::set<std::string> keep;                ///< elements and pools that stay as they are

  /// An object of these keys, null for what is not to be had; what is absent keeps its default.
  /// @throws InputError with all findings, each with file, line and column
  [[nodiscard]] static ChangeCosts fromDocument(const JsonDocument& document);
};

[[nodiscard]] const api::ParameterDeclarations& costDeclarations();

[[nodiscard]] Json toJson(const ChangeCosts& costs);

}  // namespace mw::analysis
