// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plugins/api/element_type.h"

namespace mw::factory {

/// What an element type is for, an example, and all its fields with what they take, their defaults and their meaning,
/// as text for a terminal of about 120 columns. Derived from the declarations, so an extension's type reads the same.
[[nodiscard]] std::string elementHelp(const api::ElementType& type);

/// The same for programs: {"type", "title", "help", "example", "size_m", "parameters": [...], "common": [...]}, each
/// parameter with "key", "kind" and, where it has them, "unit", "min", "max", "default", "choices", "refers_to",
/// "fields" (what it holds).
[[nodiscard]] Json elementHelpJson(const api::ElementType& type);

}  // namespace mw::factory
