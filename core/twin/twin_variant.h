// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"

namespace mw::twin {

/// What is changed of a twin to try it another way.
struct TwinVariant {
  std::string filter;             ///< a name in place of the twin's choice; empty = as it is
  std::vector<std::string> sets;  ///< "PLACE=VALUE": "model/R/0/0=0.04", "model/parameters/k=3"; value is JSON
  [[nodiscard]] bool changesNothing() const { return filter.empty() && sets.empty(); }
};

/// A twin definition (millwright-twin/1) with the changes made.
/// @throws InputError for a change that is no PLACE=VALUE, or whose place the definition does not have
[[nodiscard]] Json variantOf(const Json& definition, const TwinVariant& variant);

}  // namespace mw::twin
