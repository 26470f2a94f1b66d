// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/factory/factory.h"

namespace mw::factory {

/// Edits as functions of values: each gives a new well-formed factory or throws InputError, its argument untouched.
/// Single values are changed by withValue (factory_path.h).

/// @param element  its JSON object, with an id that is not in use; @param index  where in the list, npos = at the end
[[nodiscard]] Factory withElement(const Factory& factory, const Json& element, std::size_t index = std::string::npos);
/// Its flows go with it.
[[nodiscard]] Factory withoutElement(const Factory& factory, std::string_view id);
/// Many at once.
[[nodiscard]] Factory withoutElements(const Factory& factory, std::span<const std::string> ids);
/// @param flow  {"from", "to", ...}
[[nodiscard]] Factory withFlow(const Factory& factory, const Json& flow, std::size_t index = std::string::npos);
[[nodiscard]] Factory withoutFlow(const Factory& factory, std::size_t index);
/// An id that is not in use: the stem, or stem-2, stem-3, ...
[[nodiscard]] std::string unusedId(const Factory& factory, const std::string& stem);

}  // namespace mw::factory
